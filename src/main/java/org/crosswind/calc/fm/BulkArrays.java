package org.crosswind.calc.fm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Primitive arrays to bytes and back, in large pieces: length, then elements, big-endian. */
final class BulkArrays {
  private static final int PIECE = 1 << 14;

  private BulkArrays() {}

  static void write(DataOutput out, int[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(PIECE * Integer.BYTES);
    for (int from = 0; from < values.length; from += PIECE) {
      int n = Math.min(PIECE, values.length - from);
      buffer.asIntBuffer().put(values, from, n);
      out.write(buffer.array(), 0, n * Integer.BYTES);
    }
  }

  static void write(DataOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(PIECE * Float.BYTES);
    for (int from = 0; from < values.length; from += PIECE) {
      int n = Math.min(PIECE, values.length - from);
      buffer.asFloatBuffer().put(values, from, n);
      out.write(buffer.array(), 0, n * Float.BYTES);
    }
  }

  static void write(DataOutput out, byte[] values) throws IOException {
    out.writeInt(values.length);
    out.write(values);
  }

  static void write(DataOutput out, boolean[] values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    write(out, bytes);
  }

  static int[] readInts(DataInput in) throws IOException {
    int[] values = new int[in.readInt()];
    ByteBuffer buffer = ByteBuffer.allocate(PIECE * Integer.BYTES);
    for (int from = 0; from < values.length; from += PIECE) {
      int n = Math.min(PIECE, values.length - from);
      in.readFully(buffer.array(), 0, n * Integer.BYTES);
      buffer.asIntBuffer().get(values, from, n);
    }
    return values;
  }

  static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer buffer = ByteBuffer.allocate(PIECE * Float.BYTES);
    for (int from = 0; from < values.length; from += PIECE) {
      int n = Math.min(PIECE, values.length - from);
      in.readFully(buffer.array(), 0, n * Float.BYTES);
      buffer.asFloatBuffer().get(values, from, n);
    }
    return values;
  }

  static byte[] readBytes(DataInput in) throws IOException {
    byte[] values = new byte[in.readInt()];
    in.readFully(values);
    return values;
  }

  static boolean[] readBooleans(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }
}
