package org.crosswind.job;

import org.crosswind.job.config.ConfigException;
import org.crosswind.model.run.FailureException;

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
    return thrown instanceof FailureException ? NO_INPUT : INTERNAL;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
