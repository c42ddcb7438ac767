package org.crosswind.job;

import org.crosswind.job.config.ConfigException;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** What the process tells its caller. The numbers are part of the contract with schedulers. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** Our fault: an unexpected exception, or a cluster that failed for good. */
  INTERNAL(1),
  /** Usage or configuration; nothing was computed. */
  USAGE(2),
  /** Input that leaves nothing to compute. */
  NO_INPUT(3),
  /** Done, but more atoms failed than the configuration tolerates. */
  TOO_MANY_FAILURES(4),
  /** Done, but a risk limit is breached. */
  LIMIT_BREACHED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** What a command says that ends with an exception. */
  public static ExitCode of(Throwable thrown) {
    if (thrown instanceof ConfigException) {
      return USAGE;
    }
    return thrown instanceof FailureException known && known.failure() != null
        ? of(known.failure().reason())
        : INTERNAL;
  }

  /**
   * What a command says when there is no result for this reason. A file system that refuses, a full
   * disk for instance, and what hangs are no fault of the input.
   */
  public static ExitCode of(FailureReason reason) {
    return switch (reason) {
      case IO, INTERNAL, TIMED_OUT -> INTERNAL;
      case MISSING, MALFORMED, INVALID, UNKNOWN_REFERENCE, NOT_COMPUTABLE -> NO_INPUT;
    };
  }

  /** The number. */
  public int code() {
    return code;
  }
}
