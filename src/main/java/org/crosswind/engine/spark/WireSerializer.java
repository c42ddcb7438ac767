package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;

/**
 * An explicit Kryo serializer made of two functions, for immutable wire classes: records above all,
 * whose final fields Kryo cannot set by itself.
 *
 * <pre>{@code
 * WireSerializer.register(kryo, CurvePoint.class,
 *     (k, out, point) -> { out.writeString(point.id()); WireArrays.write(out, point.times()); },
 *     (k, in) -> new CurvePoint(in.readString(), WireArrays.readDoubles(in)));
 * }</pre>
 *
 * @param <V> the wire class
 */
public final class WireSerializer<V> extends Serializer<V> {
  private final Writer<V> writer;
  private final Reader<V> reader;

  private WireSerializer(Writer<V> writer, Reader<V> reader) {
    super(false, true);
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Registers a class with its two functions, and arrays of the class, which Spark makes when it
   * collects. The order of registrations must be the same on all machines, which it is when it does
   * not depend on data.
   */
  public static <V> void register(Kryo kryo, Class<V> type, Writer<V> writer, Reader<V> reader) {
    kryo.register(type, new WireSerializer<>(writer, reader));
    kryo.register(Array.newInstance(type, 0).getClass());
  }

  @Override
  public void write(Kryo kryo, Output output, V value) {
    writer.write(kryo, output, value);
  }

  @Override
  public V read(Kryo kryo, Input input, Class<V> type) {
    return reader.read(kryo, input);
  }

  /**
   * Writes all fields.
   *
   * @param <V> the wire class
   */
  @FunctionalInterface
  public interface Writer<V> {
    /** Writes a value, never null; nested registered objects go through the Kryo. */
    void write(Kryo kryo, Output output, V value);
  }

  /**
   * Reads the fields in the order in which they were written.
   *
   * @param <V> the wire class
   */
  @FunctionalInterface
  public interface Reader<V> {
    /** Reads a value. */
    V read(Kryo kryo, Input input);
  }
}
