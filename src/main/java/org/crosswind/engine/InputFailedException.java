package org.crosswind.engine;

/** The user's function failed for an input, and the caller wanted to stop at the first failure. */
public final class InputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final Thrown exception;

  InputFailedException(Result<?, ?> result) {
    super("input " + result.index() + " failed: " + result.exception());
    this.index = result.index();
    this.exception = result.exception();
  }

  /** The input's place in the list, 0-based. */
  public int index() {
    return index;
  }

  /** What the function threw. */
  public Thrown exception() {
    return exception;
  }
}
