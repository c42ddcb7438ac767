package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays on the wire, in bulk: a length as a variable-length int ({@code 0} for null, otherwise
 * length + 1), then little-endian elements, copied through a buffer of 8 KiB instead of element by
 * element. For the explicit serializers that payload classes register.
 *
 * <p>Doubles and floats keep all their bits, those of a NaN included.
 */
public final class WireArrays {
  private static final int CHUNK = 8192;

  private WireArrays() {}

  /** Writes an array of doubles or null. */
  public static void write(Output output, double[] values) {
    if (writeLength(output, values == null ? -1 : values.length)) {
      ByteBuffer chunk = chunk(values.length, Double.BYTES);
      int step = chunk.capacity() / Double.BYTES;
      for (int at = 0; at < values.length; at += step) {
        int n = Math.min(step, values.length - at);
        chunk.asDoubleBuffer().put(values, at, n);
        output.writeBytes(chunk.array(), 0, n * Double.BYTES);
      }
    }
  }

  /** Reads what {@link #write(Output, double[])} wrote. */
  public static double[] readDoubles(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    double[] values = new double[length];
    ByteBuffer chunk = chunk(length, Double.BYTES);
    int step = chunk.capacity() / Double.BYTES;
    for (int at = 0; at < length; at += step) {
      int n = Math.min(step, length - at);
      input.readBytes(chunk.array(), 0, n * Double.BYTES);
      chunk.asDoubleBuffer().get(values, at, n);
    }
    return values;
  }

  /** Writes an array of floats or null. */
  public static void write(Output output, float[] values) {
    if (writeLength(output, values == null ? -1 : values.length)) {
      ByteBuffer chunk = chunk(values.length, Float.BYTES);
      int step = chunk.capacity() / Float.BYTES;
      for (int at = 0; at < values.length; at += step) {
        int n = Math.min(step, values.length - at);
        chunk.asFloatBuffer().put(values, at, n);
        output.writeBytes(chunk.array(), 0, n * Float.BYTES);
      }
    }
  }

  /** Reads what {@link #write(Output, float[])} wrote. */
  public static float[] readFloats(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    float[] values = new float[length];
    ByteBuffer chunk = chunk(length, Float.BYTES);
    int step = chunk.capacity() / Float.BYTES;
    for (int at = 0; at < length; at += step) {
      int n = Math.min(step, length - at);
      input.readBytes(chunk.array(), 0, n * Float.BYTES);
      chunk.asFloatBuffer().get(values, at, n);
    }
    return values;
  }

  /** Writes an array of longs or null. */
  public static void write(Output output, long[] values) {
    if (writeLength(output, values == null ? -1 : values.length)) {
      ByteBuffer chunk = chunk(values.length, Long.BYTES);
      int step = chunk.capacity() / Long.BYTES;
      for (int at = 0; at < values.length; at += step) {
        int n = Math.min(step, values.length - at);
        chunk.asLongBuffer().put(values, at, n);
        output.writeBytes(chunk.array(), 0, n * Long.BYTES);
      }
    }
  }

  /** Reads what {@link #write(Output, long[])} wrote. */
  public static long[] readLongs(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    long[] values = new long[length];
    ByteBuffer chunk = chunk(length, Long.BYTES);
    int step = chunk.capacity() / Long.BYTES;
    for (int at = 0; at < length; at += step) {
      int n = Math.min(step, length - at);
      input.readBytes(chunk.array(), 0, n * Long.BYTES);
      chunk.asLongBuffer().get(values, at, n);
    }
    return values;
  }

  /** Writes an array of ints or null. */
  public static void write(Output output, int[] values) {
    if (writeLength(output, values == null ? -1 : values.length)) {
      ByteBuffer chunk = chunk(values.length, Integer.BYTES);
      int step = chunk.capacity() / Integer.BYTES;
      for (int at = 0; at < values.length; at += step) {
        int n = Math.min(step, values.length - at);
        chunk.asIntBuffer().put(values, at, n);
        output.writeBytes(chunk.array(), 0, n * Integer.BYTES);
      }
    }
  }

  /** Reads what {@link #write(Output, int[])} wrote. */
  public static int[] readInts(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    int[] values = new int[length];
    ByteBuffer chunk = chunk(length, Integer.BYTES);
    int step = chunk.capacity() / Integer.BYTES;
    for (int at = 0; at < length; at += step) {
      int n = Math.min(step, length - at);
      input.readBytes(chunk.array(), 0, n * Integer.BYTES);
      chunk.asIntBuffer().get(values, at, n);
    }
    return values;
  }

  /** Writes an array of bytes or null. */
  public static void write(Output output, byte[] values) {
    if (writeLength(output, values == null ? -1 : values.length)) {
      output.writeBytes(values);
    }
  }

  /** Reads what {@link #write(Output, byte[])} wrote. */
  public static byte[] readBytes(Input input) {
    int length = readLength(input);
    return length < 0 ? null : input.readBytes(length);
  }

  /** Writes an array of strings, itself or elements of it possibly null. */
  public static void write(Output output, String[] values) {
    if (writeLength(output, values == null ? -1 : values.length)) {
      for (String value : values) {
        output.writeString(value);
      }
    }
  }

  /** Reads what {@link #write(Output, String[])} wrote. */
  public static String[] readStrings(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    String[] values = new String[length];
    for (int i = 0; i < length; i++) {
      values[i] = input.readString();
    }
    return values;
  }

  private static boolean writeLength(Output output, int length) {
    output.writeInt(length + 1, true);
    return length >= 0;
  }

  private static int readLength(Input input) {
    int length = input.readInt(true) - 1;
    if (length < -1) {
      throw new KryoException("an array of length " + length);
    }
    return length;
  }

  private static ByteBuffer chunk(int length, int bytes) {
    return ByteBuffer.allocate((int) Math.min(CHUNK, (long) length * bytes))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
