package org.crosswind.format.table;

/**
 * Decimal text to double, from characters in a buffer, without an object for the usual number.
 *
 * <p>Accepted: an optional sign, digits with an optional point, an optional exponent, {@code nan},
 * {@code inf} and {@code infinity} in any case, blanks around it. Not accepted: hexadecimal, {@code
 * 1d}, {@code 1_000}, digits of other alphabets, all of which {@link Double#parseDouble} or other
 * programs take.
 *
 * <p>The result is the double nearest to the decimal. With at most 15 significant digits and a
 * power of ten of at most 22 the digits and the power are exact doubles, so that one multiplication
 * or division rounds once and is right (Clinger, How to read floating point numbers accurately,
 * PLDI 1990, section 3); everything else goes to {@link Double#parseDouble}.
 */
public final class DecimalText {
  private static final double[] POWERS = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private DecimalText() {}

  /**
   * The double nearest to the text.
   *
   * @throws NumberFormatException when the text is not a number
   */
  public static double parse(CharSequence text) {
    char[] chars = text.toString().toCharArray();
    return parse(chars, 0, chars.length);
  }

  /**
   * The double nearest to {@code text[from .. from+length)}.
   *
   * @throws NumberFormatException when the text is not a number
   */
  public static double parse(char[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end && text[start] <= ' ') {
      start++;
    }
    while (end > start && text[end - 1] <= ' ') {
      end--;
    }
    int i = start;
    boolean negative = false;
    if (i < end && (text[i] == '-' || text[i] == '+')) {
      negative = text[i] == '-';
      i++;
    }
    long digits = 0;
    int significant = 0;
    int count = 0;
    int scale = 0;
    boolean point = false;
    for (; i < end; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        count++;
        if (significant > 0 || c != '0') {
          significant++;
          if (significant <= 18) {
            digits = digits * 10 + (c - '0');
          }
        }
        if (point) {
          scale--;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0) {
      return special(text, i, end, negative);
    }
    if (i < end) {
      int exponent = exponent(text, i, end);
      scale = (int) Math.max(-100_000L, Math.min(100_000L, (long) scale + exponent));
    }
    if (significant <= 15 && scale >= -22 && scale <= 22) {
      double value = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(text, start, end - start));
  }

  /** The exponent from the letter on, capped far outside of what a double can hold. */
  private static int exponent(char[] text, int letter, int end) {
    if (text[letter] != 'e' && text[letter] != 'E') {
      throw new NumberFormatException();
    }
    int i = letter + 1;
    boolean negative = false;
    if (i < end && (text[i] == '-' || text[i] == '+')) {
      negative = text[i] == '-';
      i++;
    }
    if (i == end) {
      throw new NumberFormatException();
    }
    int exponent = 0;
    for (; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw new NumberFormatException();
      }
      exponent = Math.min(exponent * 10 + (text[i] - '0'), 100_000);
    }
    return negative ? -exponent : exponent;
  }

  private static double special(char[] text, int i, int end, boolean negative) {
    if (matches(text, i, end, "nan")) {
      return Double.NaN;
    }
    if (matches(text, i, end, "inf") || matches(text, i, end, "infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    throw new NumberFormatException();
  }

  private static boolean matches(char[] text, int from, int end, String word) {
    if (end - from != word.length()) {
      return false;
    }
    for (int k = 0; k < word.length(); k++) {
      if ((text[from + k] | 0x20) != word.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
