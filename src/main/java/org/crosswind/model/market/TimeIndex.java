package org.crosswind.model.market;

import java.util.Arrays;
import java.util.List;

/** Strictly increasing times of a day, milliseconds since midnight. Immutable; may be empty. */
public final class TimeIndex {
  private final int[] times;

  private TimeIndex(int[] times) {
    this.times = times;
  }

  /**
   * The given times.
   *
   * @throws IllegalArgumentException unless they increase strictly within a day
   */
  public static TimeIndex of(int... times) {
    int previous = -1;
    for (int time : times) {
      if (time <= previous || time >= TimeOfDay.DAY) {
        throw new IllegalArgumentException(
            "time " + time + " ms after " + previous + ", expected increasing times of a day");
      }
      previous = time;
    }
    return new TimeIndex(times.clone());
  }

  /** The times that every series has; empty for no series. */
  public static TimeIndex intersection(List<DaySeries> series) {
    if (series.isEmpty()) {
      return new TimeIndex(new int[0]);
    }
    int[] common = series.get(0).times();
    int count = common.length;
    for (DaySeries other : series.subList(1, series.size())) {
      int kept = 0;
      int j = 0;
      for (int i = 0; i < count; i++) {
        while (j < other.size() && other.time(j) < common[i]) {
          j++;
        }
        if (j < other.size() && other.time(j) == common[i]) {
          common[kept++] = common[i];
        }
      }
      count = kept;
    }
    return new TimeIndex(Arrays.copyOf(common, count));
  }

  /** The times that any series has. */
  public static TimeIndex union(List<DaySeries> series) {
    return new TimeIndex(
        series.stream().flatMapToInt(s -> Arrays.stream(s.times())).sorted().distinct().toArray());
  }

  /** How many times. */
  public int size() {
    return times.length;
  }

  /** The i-th time, milliseconds since midnight. */
  public int time(int i) {
    return times[i];
  }

  /** A copy of the times. */
  public int[] times() {
    return times.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeIndex that && Arrays.equals(times, that.times);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return "TimeIndex of " + times.length;
  }
}
