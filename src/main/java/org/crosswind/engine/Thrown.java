package org.crosswind.engine;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.Objects;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;

/**
 * An exception as text, so that it can come from a machine that has its class to one that has not.
 *
 * @param type its class, for example {@code java.lang.ArithmeticException}
 * @param message its message, null when it has none
 * @param stackTrace the whole trace with its causes, as {@code printStackTrace} writes it, but no
 *     more than {@link #TRACE_LIMIT} characters; empty when the failure is of the engine and not of
 *     the function
 */
public record Thrown(String type, String message, String stackTrace) implements Serializable {
  /** The longest stack trace kept: a thousand failed inputs must not fill the driver. */
  public static final int TRACE_LIMIT = 16_384;

  /** Checks that type and trace are there. */
  public Thrown {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(stackTrace, "stackTrace");
  }

  static Thrown of(Throwable thrown) {
    String type = thrown.getClass().getName();
    try {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      return new Thrown(type, thrown.getMessage(), cut(trace.toString()));
    } catch (RuntimeException e) {
      // A user's exception may compute its message, and fail at it.
      return new Thrown(type, "its message cannot be had: " + e.getClass().getName(), "");
    }
  }

  /** What the engine itself found, for example a result that cannot be sent. */
  static Thrown of(Failure failure) {
    return new Thrown(FailureException.class.getName(), failure.oneLine(), "");
  }

  private static String cut(String trace) {
    return trace.length() <= TRACE_LIMIT
        ? trace
        : trace.substring(0, TRACE_LIMIT - 24) + "\n... (the rest is cut)";
  }

  /** Class and message, as an exception prints itself. */
  @Override
  public String toString() {
    return message == null ? type : type + ": " + message;
  }
}
