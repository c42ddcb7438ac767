package org.crosswind.engine;

/**
 * What became of one input of a user's function: a value, which may be null, or an exception.
 *
 * @param index the input's place in the list, 0-based
 * @param input the input itself, the caller's own object
 * @param value the function's result; null too when it failed
 * @param exception what the function threw; null when it did not
 * @param <T> the input
 * @param <R> the result
 */
public record Result<T, R>(int index, T input, R value, Thrown exception) {
  /** Whether there is an exception instead of a value. */
  public boolean failed() {
    return exception != null;
  }

  /**
   * The value.
   *
   * @throws InputFailedException when there is none
   */
  public R valueOrThrow() {
    if (failed()) {
      throw new InputFailedException(this);
    }
    return value;
  }

  /** For example {@code input 17 (NS-0017): java.lang.ArithmeticException: / by zero}. */
  @Override
  public String toString() {
    return "input " + index + " (" + input + "): " + (failed() ? exception : value);
  }
}
