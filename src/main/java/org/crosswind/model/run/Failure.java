package org.crosswind.model.run;

import java.io.Serializable;
import java.util.Objects;

/**
 * Why one input has no result.
 *
 * @param reason the kind, for counting and filtering
 * @param where the place a person should look: a file and line, a stream and byte offset, an id
 * @param message what was found and what was expected, in one sentence with the values
 */
public record Failure(FailureReason reason, String where, String message) implements Serializable {
  /** Checks that nothing is null. */
  public Failure {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(message, "message");
  }

  /** The failure as one line for a terminal or a log. */
  public String oneLine() {
    return where + ": " + message + " [" + reason + "]";
  }
}
