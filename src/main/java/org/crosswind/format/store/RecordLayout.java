package org.crosswind.format.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The bytes of one cube in a record file; nothing else knows them. All numbers are little-endian.
 *
 * <table>
 * <caption>record of S scenarios and T tenors, C = 8 or 4 bytes for a value</caption>
 * <tr><th>offset</th><th>bytes</th><th>content</th></tr>
 * <tr><td>0</td><td>8</td><td>magic {@code "XWCUBE\r\n"}</td></tr>
 * <tr><td>8</td><td>2</td><td>version, 1</td></tr>
 * <tr><td>10</td><td>1</td><td>type of the values: 1 float64, 2 float32</td></tr>
 * <tr><td>11</td><td>1</td><td>1 when today's value is known, else 0</td></tr>
 * <tr><td>12</td><td>4</td><td>S, at least 1</td></tr>
 * <tr><td>16</td><td>4</td><td>T, at least 1</td></tr>
 * <tr><td>20</td><td>4</td><td>zero</td></tr>
 * <tr><td>24</td><td>8</td><td>today's value, float64; zero when not known</td></tr>
 * <tr><td>32</td><td>8 T</td><td>tenors in years, float64, increasing</td></tr>
 * <tr><td>32 + 8 T</td><td>C S T</td><td>values, all scenarios of the first tenor, then of the
 * second, ...</td></tr>
 * <tr><td></td><td>0 or 4</td><td>zeros up to a multiple of 8</td></tr>
 * <tr><td>length - 8</td><td>4</td><td>CRC-32C of all bytes before it</td></tr>
 * <tr><td>length - 4</td><td>4</td><td>end mark {@code "END\n"}</td></tr>
 * </table>
 *
 * <p>Records follow each other without gaps, so that every record begins at a multiple of 8.
 */
final class RecordLayout {
  static final int VERSION = 1;
  static final int HEADER_BYTES = 32;
  static final int TRAILER_BYTES = 8;
  static final long MAGIC = ascii("XWCUBE\r\n");
  static final int END_MARK = (int) ascii("END\n");

  private static final int AT_VERSION = 8;
  private static final int AT_TYPE = 10;
  private static final int AT_FLAGS = 11;
  private static final int AT_SCENARIOS = 12;
  private static final int AT_TENORS = 16;
  private static final int AT_ZERO = 20;
  private static final int AT_PRESENT_VALUE = 24;

  private RecordLayout() {}

  /**
   * What the header of a record says.
   *
   * @param presentValue today's value, NaN when it is not known
   */
  record Head(CellType type, int scenarios, int tenors, double presentValue) {
    int cells() {
      return scenarios * tenors;
    }
  }

  /** The bytes of a whole record. */
  static long length(CellType type, int scenarios, int tenors) {
    return HEADER_BYTES + 8L * tenors + valueBytes(type, scenarios, tenors) + TRAILER_BYTES;
  }

  /** The bytes of the values with their padding. */
  static long valueBytes(CellType type, int scenarios, int tenors) {
    return (type.bytes() * ((long) scenarios * tenors) + 7) / 8 * 8;
  }

  /** Whether a cube of this shape fits into one Java array. */
  static boolean fits(int scenarios, int tenors) {
    return scenarios >= 1 && tenors >= 1 && (long) scenarios * tenors <= Integer.MAX_VALUE - 8;
  }

  /** Writes a header at the position of the buffer. */
  static void putHead(ByteBuffer to, Head head) {
    ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
    boolean known = !Double.isNaN(head.presentValue());
    out.putLong(MAGIC)
        .putShort((short) VERSION)
        .put((byte) head.type().code())
        .put((byte) (known ? 1 : 0))
        .putInt(head.scenarios())
        .putInt(head.tenors())
        .putInt(0)
        .putDouble(known ? head.presentValue() : 0);
  }

  /**
   * Reads a header and checks every field of it.
   *
   * @param where file and offset of the record
   * @param from the first {@link #HEADER_BYTES} bytes of the record, at index 0
   */
  static Head head(String where, ByteBuffer from) {
    ByteBuffer in = from.order(ByteOrder.LITTLE_ENDIAN);
    if (in.getLong(0) != MAGIC) {
      throw malformed(
          where,
          "begins with "
              + hex(in.getLong(0))
              + ", expected the magic of a cube record, "
              + hex(MAGIC));
    }
    int version = in.getShort(AT_VERSION);
    if (version != VERSION) {
      throw malformed(where, "has version " + version + ", expected " + VERSION);
    }
    int code = in.get(AT_TYPE);
    CellType type = null;
    for (CellType each : CellType.values()) {
      if (each.code() == code) {
        type = each;
      }
    }
    if (type == null) {
      throw malformed(where, "has type " + code + ", expected 1 (float64) or 2 (float32)");
    }
    int flags = in.get(AT_FLAGS);
    if (flags != 0 && flags != 1) {
      throw malformed(where, "has flags " + flags + ", expected 0 or 1");
    }
    int scenarios = in.getInt(AT_SCENARIOS);
    int tenors = in.getInt(AT_TENORS);
    if (!fits(scenarios, tenors)) {
      throw malformed(
          where,
          "has "
              + scenarios
              + " scenarios and "
              + tenors
              + " tenors, expected at least 1 of both and at most 2147483639 values");
    }
    if (in.getInt(AT_ZERO) != 0) {
      throw malformed(where, "has " + in.getInt(AT_ZERO) + " at byte 20, expected 0");
    }
    double presentValue = in.getDouble(AT_PRESENT_VALUE);
    if (flags == 0 && Double.doubleToRawLongBits(presentValue) != 0) {
      throw malformed(where, "has a present value " + presentValue + " that is not flagged");
    }
    return new Head(type, scenarios, tenors, flags == 1 ? presentValue : Double.NaN);
  }

  static FailureException malformed(String where, String message) {
    return FailureException.of(FailureReason.MALFORMED, where, "the record " + message);
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static long ascii(String text) {
    long value = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      value = value << 8 | text.charAt(i);
    }
    return value;
  }
}
