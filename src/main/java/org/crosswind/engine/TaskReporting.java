package org.crosswind.engine;

/** An engine that can tell what its molecules cost. */
public interface TaskReporting {
  /**
   * Tells a listener of every attempt that ends from now on, until the handle is closed. Closing
   * returns when everything that had ended before has been told, or after some seconds when the
   * platform does not say so.
   */
  Listening listen(TaskListener listener);

  /** A listener that is being told. */
  @FunctionalInterface
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
