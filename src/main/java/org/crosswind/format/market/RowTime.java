package org.crosswind.format.market;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.crosswind.model.market.TimeOfDay;

/**
 * Day and time of a row from their texts. Keeps the last day read, since neighbouring rows share
 * it. Not thread-safe.
 */
final class RowTime {
  private final ZoneId zone;
  private String lastText = "";
  private LocalDate lastDay;
  private LocalDate day;
  private int time;

  /**
   * A reader of times.
   *
   * @param zone the clock that instants are put on
   */
  RowTime(ZoneId zone) {
    this.zone = zone;
  }

  /** The day read last; null when it could not be read. */
  LocalDate day() {
    return day;
  }

  /** The time read last, milliseconds since midnight; -1 when it could not be read. */
  int time() {
    return time;
  }

  /** Reads a day and a time of day that stand apart. */
  void read(String dayText, String timeText) {
    day = parseDay(dayText);
    time = TimeOfDay.parse(timeText);
  }

  /**
   * Reads day and time from one text: {@code 20261120 0931}, {@code 2026-11-20 09:31:00}, {@code
   * 2026-11-20T09:31}, or the instant {@code 2026-11-20T14:31:00Z}.
   */
  void read(String text) {
    if (text.endsWith("Z")) {
      readInstant(text);
      return;
    }
    int gap = text.indexOf('T');
    gap = gap < 0 ? text.indexOf(' ') : gap;
    if (gap < 0) {
      day = parseDay(text);
      time = -1;
      return;
    }
    read(text.substring(0, gap), text.substring(gap + 1).strip());
  }

  private void readInstant(String text) {
    try {
      LocalDateTime local = LocalDateTime.ofInstant(Instant.parse(text), zone);
      day = local.toLocalDate();
      time = (int) (local.toLocalTime().toNanoOfDay() / 1_000_000);
    } catch (DateTimeException e) {
      day = null;
      time = -1;
    }
  }

  private LocalDate parseDay(String text) {
    if (text.equals(lastText)) {
      return lastDay;
    }
    lastText = text;
    lastDay = newDay(text);
    return lastDay;
  }

  private static LocalDate newDay(String text) {
    boolean dashes = text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
    String digits = dashes ? text.substring(0, 4) + text.substring(5, 7) + text.substring(8) : text;
    if (digits.length() != 8) {
      return null;
    }
    int number = 0;
    for (int i = 0; i < 8; i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      number = number * 10 + (c - '0');
    }
    try {
      return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    } catch (DateTimeException e) { // the 31st of April
      return null;
    }
  }
}
