package org.crosswind.engine.spark;

/** How inputs, results and shared values cross the wire. */
public enum PayloadEncoding {
  /**
   * As they are: their classes are registered with Kryo, by a registrator named in {@code
   * spark.kryo.registrator} (see {@link SparkSettings}). An unregistered class ends the run with a
   * message that names it. For jobs.
   */
  REGISTERED,

  /**
   * By Java serialisation, so that any {@link java.io.Serializable} value can travel: slower and
   * bigger. For a user's own function.
   */
  JAVA;

  Object wrap(Object value) {
    return this == JAVA ? new JavaPayload(value) : value;
  }

  // The caller's types say what was put in; the wire does not.
  @SuppressWarnings("unchecked")
  <V> V unwrap(Object wire) {
    return (V) (this == JAVA ? ((JavaPayload) wire).value() : wire);
  }
}
