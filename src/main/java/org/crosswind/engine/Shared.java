package org.crosswind.engine;

import java.io.Serializable;

/**
 * A value that all molecules read and none changes: curves, models, a compiled structure. It is
 * made by {@link Engine#share}, captured by the molecule function, and reaches each executor once.
 * Closing it on the driver, after the runs that use it, lets go of the executors' copies.
 *
 * @param <V> the value
 */
public interface Shared<V> extends Serializable, AutoCloseable {
  /** The value; the same object for all molecules of a JVM, so it must be safe to share. */
  V value();

  @Override
  void close();
}
