package org.crosswind.engine;

/**
 * The run as a whole cannot be completed: a molecule failed for good, or outcomes do not add up.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message only. */
  public EngineException(String message) {
    super(message);
  }

  /** With the cause. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
