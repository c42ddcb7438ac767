package org.crosswind.engine;

import org.crosswind.model.run.Failure;

/**
 * An atom failed under {@link OnFailure#STOP}. Engines end the run at once instead of trying again,
 * since the same input would fail the same way.
 */
public final class AtomFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int index;

  /** For the atom of that index. */
  public AtomFailedException(int index, Failure failure, Throwable cause) {
    super("atom " + index + " failed: " + failure.oneLine(), cause);
    this.index = index;
  }

  /** The atom's index. */
  public int index() {
    return index;
  }
}
