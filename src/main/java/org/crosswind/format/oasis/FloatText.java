package org.crosswind.format.oasis;

import java.math.BigDecimal;

/** Binary32 numbers as text that reads back to the same bits, without an exponent. */
final class FloatText {
  private static final float EXACT_INTEGERS = 1 << 24;

  private FloatText() {}

  /** Appends the value: {@code 1250.0}, {@code 0.35}, {@code -0.0}, {@code nan}, {@code inf}. */
  static void append(StringBuilder to, float value) {
    int whole = (int) value;
    if (whole == value && Math.abs(value) < EXACT_INTEGERS) {
      if (whole == 0 && Float.floatToRawIntBits(value) < 0) {
        to.append('-');
      }
      to.append(whole).append(".0");
    } else if (Float.isNaN(value)) {
      to.append("nan");
    } else if (Float.isInfinite(value)) {
      to.append(value > 0 ? "inf" : "-inf");
    } else {
      String text = Float.toString(value);
      if (text.indexOf('E') < 0) {
        to.append(text);
      } else {
        String plain = new BigDecimal(text).toPlainString();
        to.append(plain);
        if (plain.indexOf('.') < 0) {
          to.append(".0");
        }
      }
    }
  }

  /**
   * Reads what {@link #append} and the reference write: decimals, exponents, {@code nan}, {@code
   * inf} in any case and with a sign.
   *
   * @throws NumberFormatException when it is not a number
   */
  static float parse(CharSequence text) {
    String t = text.toString().strip();
    int sign = t.startsWith("-") ? -1 : 1;
    String bare = t.startsWith("-") || t.startsWith("+") ? t.substring(1) : t;
    if (bare.equalsIgnoreCase("nan")) {
      return Float.NaN;
    }
    if (bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity")) {
      return sign * Float.POSITIVE_INFINITY;
    }
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      // Java's own grammar also knows 1f, 1d and hexadecimal; files do not.
      if (!(c >= '0' && c <= '9' || c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+')) {
        throw new NumberFormatException(t);
      }
    }
    return Float.parseFloat(t);
  }
}
