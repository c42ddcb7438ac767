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
   * By Java serialisation, so that any {@link java.io.Serializable} value can travel, whatever
   * serializer the session has: slower and bigger. For a user's own function. A result that cannot
   * be serialised is a failure of its atom.
   */
  JAVA;

  /**
   * A value as it is put in a batch or a broadcast.
   *
   * @param what it is, for messages
   */
  Object wrap(Object value, String what) {
    return this == JAVA ? JavaPayload.of(value, what) : value;
  }

  // The caller's types say what was put in; the wire does not.
  @SuppressWarnings("unchecked")
  <V> V unwrap(Object wire, String what) {
    return (V) (this == JAVA ? ((JavaPayload) wire).value(what) : wire);
  }

  /** A batch as it is given to Spark: bytes need no registration with any serializer. */
  Object seal(Object batch) {
    return this == JAVA ? JavaPayload.bytes(batch, "a batch of atoms") : batch;
  }

  // As unwrap: what was sealed is of the type that is asked for.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <B> B open(Object sealed) {
    return (B) (this == JAVA ? JavaPayload.object((byte[]) sealed, "a batch of atoms") : sealed);
  }
}
