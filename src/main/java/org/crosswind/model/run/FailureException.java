package org.crosswind.model.run;

/**
 * Carries a {@link Failure} to the place that turns it into data: the engine for an atom, the
 * command line for a whole run. Thrown for everything that a user can mend.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 2L;

  private final Failure failure;

  /** Wraps a failure. */
  public FailureException(Failure failure) {
    super(failure.oneLine());
    this.failure = failure;
  }

  /** Wraps a failure and keeps what caused it. */
  public FailureException(Failure failure, Throwable cause) {
    super(failure.oneLine(), cause);
    this.failure = failure;
  }

  /** Shorthand for {@code new FailureException(new Failure(...))}. */
  public static FailureException of(FailureReason reason, String where, String message) {
    return new FailureException(new Failure(reason, where, message));
  }

  /** The failure carried. */
  public Failure failure() {
    return failure;
  }
}
