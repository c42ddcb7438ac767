package org.crosswind.format.market;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.TimeOfDay;
import org.crosswind.model.run.Failure;

/** The rows of one stock and day while they are read. */
final class DayRows {
  private final LocalDate day;
  private int[] times = new int[64];
  private double[] prices = new double[64];
  private long[] rows = new long[64];
  private int size;
  private int skipped;
  private int irregular;
  private boolean unsorted;
  private boolean failed;
  private Failure first;

  DayRows(LocalDate day) {
    this.day = day;
  }

  LocalDate day() {
    return day;
  }

  int irregular() {
    return irregular;
  }

  boolean failed() {
    return failed;
  }

  /** Whether a row of this time would come before the last one. */
  boolean isBefore(int time) {
    return size > 0 && time < times[size - 1];
  }

  String lateMessage(int time) {
    return "time "
        + TimeOfDay.text(time)
        + " comes after "
        + TimeOfDay.text(times[size - 1])
        + ", expected rows in order of time";
  }

  void add(int time, double price, long row) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      prices = Arrays.copyOf(prices, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size);
    }
    unsorted |= isBefore(time);
    times[size] = time;
    prices[size] = price;
    rows[size++] = row;
  }

  /** Counts a row that has no price to add. */
  void skip() {
    skipped++;
  }

  /** Counts irregular rows that are too many to be named. */
  void skip(int more) {
    skipped += more;
    irregular += more;
  }

  /**
   * Counts an irregular row.
   *
   * @param failure what is wrong with it; may be null when it is neither the first of the day nor
   *     the first that fails it
   * @param fails whether it fails the cell
   */
  void irregular(Failure failure, boolean fails) {
    irregular++;
    if (fails && !failed) {
      failed = true;
      first = failure;
    } else if (first == null) {
      first = failure;
    }
  }

  /** Puts the rows in order of time; rows of the same time keep the order of the file. */
  void sort() {
    if (!unsorted) {
      return;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Integer.compare(times[a], times[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sortedTimes = new int[size];
    double[] sortedPrices = new double[size];
    long[] sortedRows = new long[size];
    for (int i = 0; i < size; i++) {
      sortedTimes[i] = times[order[i]];
      sortedPrices[i] = prices[order[i]];
      sortedRows[i] = rows[order[i]];
    }
    times = sortedTimes;
    prices = sortedPrices;
    rows = sortedRows;
  }

  /**
   * Leaves one row of each time.
   *
   * @param keepLast whether it is the last of them, else the first
   * @param rejected is told of the others: message and row
   */
  void duplicates(boolean keepLast, RejectedDuplicate rejected) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || times[i] != times[kept - 1]) {
        move(i, kept++);
        continue;
      }
      long out = keepLast ? rows[kept - 1] : rows[i];
      long in = keepLast ? rows[i] : rows[kept - 1];
      skipped++;
      rejected.at(
          out,
          "time "
              + TimeOfDay.text(times[i])
              + " stands in row "
              + in
              + " too, expected each time of a day once");
      if (keepLast) {
        move(i, kept - 1);
      }
    }
    size = kept;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    prices[to] = prices[from];
    rows[to] = rows[from];
  }

  /** A series, or the reason why there is none. */
  DayRead finish(String stock) {
    int read = size + skipped;
    if (failed || size == 0) {
      Failure failure =
          irregular == 1 && failed
              ? first
              : new Failure(
                  first.reason(),
                  first.where(),
                  first.message()
                      + (failed ? "" : "; no good row of the day is left")
                      + (irregular > 1 ? " (" + irregular + " irregular rows of the day)" : ""));
      return new DayRead(day, read, irregular, Optional.empty(), Optional.of(failure));
    }
    DaySeries series =
        DaySeries.ofOwned(stock, day, Arrays.copyOf(times, size), Arrays.copyOf(prices, size));
    return new DayRead(day, read, irregular, Optional.of(series), Optional.empty());
  }

  /** Is told of a row whose time stands in another row too. */
  @FunctionalInterface
  interface RejectedDuplicate {
    void at(long row, String message);
  }
}
