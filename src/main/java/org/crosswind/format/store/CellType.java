package org.crosswind.format.store;

import java.util.Locale;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** How a store writes the values of a cube. */
public enum CellType {
  /** IEEE 754 binary64: the bits that were given. */
  FLOAT64(1, 8),
  /** IEEE 754 binary32, half the size: the nearest float of each value, relative error 6e-8. */
  FLOAT32(2, 4);

  private final int code;
  private final int bytes;

  CellType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The byte that stands for it in a record. */
  public int code() {
    return code;
  }

  /** Bytes for one value. */
  public int bytes() {
    return bytes;
  }

  /** Its name in the index table: {@code float64} or {@code float32}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type with this name. */
  public static CellType ofWord(String where, String word) {
    for (CellType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw FailureException.of(
        FailureReason.MALFORMED, where, "type is '" + word + "', expected float64 or float32");
  }
}
