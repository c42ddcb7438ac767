package org.crosswind.job.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.crosswind.job.config.Alert.On;
import org.crosswind.job.config.Words;
import org.crosswind.report.Redaction;

/**
 * What an alert says.
 *
 * @param occasions what happened, at least one
 * @param runId the run
 * @param command what it computed
 * @param exitCode what the process says to its caller
 * @param folder where its tables are, or would have been
 * @param text one line for a person
 * @param inputs read
 * @param failed of them
 * @param breaches of limits; the message has the first {@value #MOST_BREACHES} and their number
 * @param host where the driver runs
 * @param time ISO 8601, UTC
 */
public record AlertMessage(
    Set<On> occasions,
    String runId,
    String command,
    int exitCode,
    String folder,
    String text,
    long inputs,
    long failed,
    List<Breach> breaches,
    String host,
    String time) {
  static final int MOST_BREACHES = 20;

  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the collections. */
  public AlertMessage {
    occasions = Set.copyOf(occasions);
    breaches = List.copyOf(breaches);
  }

  /** One JSON object on one line, without a line feed. */
  byte[] json(Set<On> told) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode on = json.putArray("on");
    for (On occasion : On.values()) {
      if (told.contains(occasion)) {
        on.add(Words.of(occasion));
      }
    }
    json.put("run_id", runId);
    json.put("command", command);
    json.put("exit_code", exitCode);
    json.put("folder", Redaction.redacted(folder));
    json.put("text", Redaction.redacted(text));
    json.put("inputs", inputs);
    json.put("failed", failed);
    json.put("breaches", breaches.size());
    ArrayNode lines = json.putArray("first_breaches");
    breaches.stream().limit(MOST_BREACHES).forEach(breach -> breach(breach, lines.addObject()));
    json.put("host", host);
    json.put("time", time);
    try {
      return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is plain data", e);
    }
  }

  private static void breach(Breach breach, ObjectNode json) {
    json.put("limit", breach.limit().name());
    json.put("severity", Words.of(breach.limit().severity()));
    json.put("action", Words.of(breach.limit().action()));
    json.put("text", breach.oneLine());
  }
}
