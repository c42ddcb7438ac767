package org.crosswind.engine.spark;

import org.apache.spark.broadcast.Broadcast;
import org.crosswind.engine.Shared;

/** A broadcast value. */
final class SparkShared<V> implements Shared<V> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Object> broadcast;
  private final PayloadEncoding encoding;
  private transient boolean closed;

  SparkShared(Broadcast<Object> broadcast, PayloadEncoding encoding) {
    this.broadcast = broadcast;
    this.encoding = encoding;
  }

  @Override
  public V value() {
    return encoding.unwrap(broadcast.value(), SparkEngine.SHARED);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      broadcast.destroy();
    }
  }
}
