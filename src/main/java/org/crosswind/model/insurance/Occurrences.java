package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * When events happen: a row for each occurrence of an event in one of the simulated periods (years)
 * of a catalogue. An event may occur several times, also within a period, and periods may be empty.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * event_id,period_no,occ_year,occ_month,occ_day
 * 17,1,1,6,30
 * 4,2,2,1,15
 * 17,2,2,9,1
 * </pre>
 *
 * The order of the rows is that of the file; nothing sorts them.
 *
 * @param eventId the event, 1 or more
 * @param periodNo the period, 1 to {@code periods}
 * @param dateId days since the first of March of the year 0, or minutes when {@code granular}; an
 *     empty array when the file has no dates
 * @param granular whether dates have hours and minutes
 * @param periods how many periods there are, empty ones included; at least 1
 * @param source where the rows came from; not part of equality
 */
public record Occurrences(
    int[] eventId,
    int[] periodNo,
    long[] dateId,
    boolean granular,
    int periods,
    TableSource source) {
  /**
   * Checks the columns.
   *
   * @throws IllegalArgumentException for columns of different lengths or no period
   */
  public Occurrences {
    Objects.requireNonNull(source, "source");
    Columns.sameLength(
        "occurrences",
        eventId.length,
        periodNo.length,
        dateId.length == 0 ? eventId.length : dateId.length);
    if (periods < 1) {
      throw new IllegalArgumentException(periods + " periods, expected at least 1");
    }
  }

  /** Number of rows. */
  public int size() {
    return eventId.length;
  }

  /**
   * The id of a day, as the binary form counts days.
   *
   * @param year 0 or more
   * @param month 1 to 12
   * @param day 1 to 31
   * @return days since the first of March of the year 0
   */
  public static long dateId(int year, int month, int day) {
    long m = (month + 9L) % 12;
    long y = year - m / 10;
    return 365 * y + y / 4 - y / 100 + y / 400 + (306 * m + 5) / 10 + (day - 1);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Occurrences that
        && periods == that.periods
        && granular == that.granular
        && Arrays.equals(eventId, that.eventId)
        && Arrays.equals(periodNo, that.periodNo)
        && Arrays.equals(dateId, that.dateId);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(eventId) + Arrays.hashCode(periodNo)) + periods;
  }

  @Override
  public String toString() {
    return "Occurrences[" + size() + " in " + periods + " periods of " + source + "]";
  }
}
