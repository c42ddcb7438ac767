package org.crosswind.model.market;

import java.util.Locale;

/**
 * A time within a trading day: milliseconds since midnight of the exchange's clock, in [0,
 * 86,400,000).
 */
public final class TimeOfDay {
  /** Milliseconds of a minute. */
  public static final int MINUTE = 60_000;

  /** Milliseconds of a day. */
  public static final int DAY = 24 * 60 * MINUTE;

  private TimeOfDay() {}

  /**
   * Reads {@code hhmm} (as {@code 931} too), {@code hhmmss}, {@code hh:mm}, {@code hh:mm:ss}; the
   * forms with seconds may have a point and up to nine decimals, which are cut to milliseconds.
   *
   * @return milliseconds since midnight, or -1 when the text is no such time
   */
  public static int parse(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    int clock = whole.indexOf(':') >= 0 ? colons(whole) : digits(whole, point >= 0);
    boolean seconds = whole.indexOf(':') >= 0 ? whole.length() > 5 : whole.length() > 4;
    if (clock < 0 || point < 0) {
      return clock;
    }
    int fraction = seconds ? milliseconds(text, point + 1) : -1;
    return fraction < 0 ? -1 : clock + fraction;
  }

  private static int digits(String text, boolean fraction) {
    int length = text.length();
    if (length == 0 || length > 6 || (fraction && length < 5)) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < length; i++) {
      int digit = digit(text, i);
      if (digit < 0) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return length <= 4
        ? of(number / 100, number % 100, 0)
        : of(number / 10_000, number / 100 % 100, number % 100);
  }

  private static int colons(String text) {
    boolean seconds = text.length() == 8;
    if (!(seconds && text.charAt(5) == ':' || text.length() == 5) || text.charAt(2) != ':') {
      return -1;
    }
    int hour = two(text, 0);
    int minute = two(text, 3);
    int second = seconds ? two(text, 6) : 0;
    return hour < 0 || minute < 0 || second < 0 ? -1 : of(hour, minute, second);
  }

  private static int two(String text, int at) {
    int tens = digit(text, at);
    int ones = digit(text, at + 1);
    return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
  }

  private static int milliseconds(String text, int from) {
    int decimals = text.length() - from;
    if (decimals < 1 || decimals > 9) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < Math.max(3, decimals); i++) {
      int digit = i < decimals ? digit(text, from + i) : 0;
      if (digit < 0) {
        return -1;
      }
      value = i < 3 ? value * 10 + digit : value;
    }
    return value;
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }

  /** Milliseconds since midnight, or -1 when a part is out of its range. */
  public static int of(int hour, int minute, int second) {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return -1;
    }
    return ((hour * 60 + minute) * 60 + second) * 1000;
  }

  /** {@code 09:31}, {@code 09:31:05} or {@code 09:31:05.250}, as short as it can be. */
  public static String text(int milliseconds) {
    int seconds = milliseconds / 1000;
    String minutes = String.format(Locale.ROOT, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
    if (milliseconds % MINUTE == 0) {
      return minutes;
    }
    String whole = String.format(Locale.ROOT, "%s:%02d", minutes, seconds % 60);
    return milliseconds % 1000 == 0
        ? whole
        : String.format(Locale.ROOT, "%s.%03d", whole, milliseconds % 1000);
  }
}
