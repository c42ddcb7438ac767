package org.crosswind.job.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crosswind.report.Redaction;

/**
 * Somebody to tell about a run, and how. An entry of {@code crosswind.alerts}; {@code
 * conf/reference.conf} describes each key. Exactly one of command, webhook and file is present.
 *
 * @param name what messages call it
 * @param on the occasions
 * @param command a program and its arguments, started without a shell; the message is its standard
 *     input
 * @param webhook where the message is posted
 * @param headers of the post; secret
 * @param file the file that gets the message as a line
 * @param timeLimit for one attempt
 * @param retries attempts after the first
 * @param backoff pause before the first retry, doubled before each further one
 */
public record Alert(
    String name,
    Set<On> on,
    List<String> command,
    Optional<URI> webhook,
    Map<String, String> headers,
    String file,
    Duration timeLimit,
    int retries,
    Duration backoff) {
  /** Copies the collections. */
  public Alert {
    on = Set.copyOf(on);
    command = List.copyOf(command);
    headers = Map.copyOf(headers);
  }

  /** An occasion. */
  public enum On {
    /** A limit is breached. */
    BREACH,
    /** The run gave up, or more inputs failed than are tolerated. */
    FAILED,
    /** The run is published. */
    DONE,
    /** The run is published but was not made {@code latest}. */
    WITHHELD
  }

  /** Where it goes, without anything secret. */
  public String target() {
    if (webhook.isPresent()) {
      return "webhook " + Redaction.address(webhook.get().toString());
    }
    return command.isEmpty() ? "file " + file : "command " + command.get(0);
  }

  /** As {@link #target}: a record's own text would tell the headers. */
  @Override
  public String toString() {
    return "Alert[" + name + ", " + target() + "]";
  }
}
