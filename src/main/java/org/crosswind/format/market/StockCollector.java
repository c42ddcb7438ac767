package org.crosswind.format.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.RejectedRow;
import org.crosswind.model.market.RejectedRow.Action;
import org.crosswind.model.market.RowRules;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;

/**
 * Puts the rows of one stock, in the order of the file, into its days and applies the row rules.
 * The order of the days does not matter; a row whose day cannot be read is taken to belong to the
 * day of the row before it, or, at the start, to the first day that can be read.
 */
final class StockCollector {
  private final String stock;
  private final RowRules rules;
  private final LongFunction<String> place;
  private final Map<LocalDate, DayRows> days = new TreeMap<>();
  private final List<Listed> rejected = new ArrayList<>();
  private final List<Bad> withoutDay = new ArrayList<>();
  private int moreWithoutDay;
  private long irregular;
  private DayRows current;

  /** A row in the list of irregular ones. */
  private record Listed(long row, RejectedRow rejected) {}

  /** A bad row before any readable day. */
  private record Bad(long row, Failure failure) {}

  /**
   * An empty stock.
   *
   * @param place names a row in messages: {@code ACME.csv:17}; of row 0, the file
   */
  StockCollector(String stock, RowRules rules, LongFunction<String> place) {
    this.stock = stock;
    this.rules = rules;
    this.place = place;
  }

  /** A good row. */
  void price(LocalDate day, int time, double price, long row) {
    DayRows rows = rowsOf(day);
    if (rows.isBefore(time)) {
      Action action =
          rules.unsorted() == RowRules.Unsorted.SORT ? Action.SORTED : Action.FAILED_CELL;
      reject(rows, row, FailureReason.INVALID, rows.lateMessage(time), action);
    }
    rows.add(time, price, row);
  }

  /** A row that cannot be used; {@code day} is null when it cannot be read. */
  void bad(LocalDate day, long row, FailureReason reason, String message) {
    if (day == null && current == null) {
      if (withoutDay.size() < StockRead.LISTED) {
        withoutDay.add(new Bad(row, new Failure(reason, place.apply(row), message)));
      } else {
        moreWithoutDay++;
      }
      return;
    }
    DayRows rows = day == null ? current : rowsOf(day);
    rows.skip();
    reject(rows, row, reason, message, badAction());
  }

  private Action badAction() {
    return rules.badRow() == RowRules.BadRow.DROP_ROW ? Action.DROPPED : Action.FAILED_CELL;
  }

  private DayRows rowsOf(LocalDate day) {
    if (current == null || !current.day().equals(day)) {
      current = days.computeIfAbsent(day, DayRows::new);
      for (Bad bad : withoutDay) {
        current.skip();
        reject(current, bad.row(), bad.failure().reason(), bad.failure().message(), badAction());
      }
      current.skip(moreWithoutDay);
      irregular += moreWithoutDay;
      withoutDay.clear();
      moreWithoutDay = 0;
    }
    return current;
  }

  private void reject(DayRows rows, long row, FailureReason reason, String message, Action action) {
    irregular++;
    boolean listed = rejected.size() < StockRead.LISTED;
    boolean first = rows.irregular() == 0 || (action == Action.FAILED_CELL && !rows.failed());
    Failure failure = listed || first ? new Failure(reason, place.apply(row), message) : null;
    rows.irregular(failure, action == Action.FAILED_CELL);
    if (listed) {
      rejected.add(
          new Listed(row, new RejectedRow(stock, Optional.of(rows.day()), failure, action)));
    }
  }

  private Failure nothing() {
    if (withoutDay.isEmpty()) {
      return new Failure(FailureReason.MISSING, place.apply(0), "has no rows, expected prices");
    }
    Failure first = withoutDay.get(0).failure();
    long rows = (long) withoutDay.size() + moreWithoutDay;
    return new Failure(
        first.reason(),
        first.where(),
        first.message() + " (as in all " + rows + " rows of the stock)");
  }

  /** Ends the stock: sorts, looks for double times, and makes series or failures of the days. */
  StockRead finish() {
    if (days.isEmpty()) {
      return StockRead.failed(stock, place.apply(0), nothing());
    }
    List<DayRead> read = new ArrayList<>();
    for (DayRows rows : days.values()) {
      rows.sort();
      rows.duplicates(
          rules.duplicateTime() == RowRules.DuplicateTime.KEEP_LAST,
          (row, message) ->
              reject(
                  rows,
                  row,
                  FailureReason.INVALID,
                  message,
                  rules.duplicateTime() == RowRules.DuplicateTime.FAIL_CELL
                      ? Action.FAILED_CELL
                      : Action.DROPPED));
      read.add(rows.finish(stock));
    }
    rejected.sort(Comparator.comparingLong(Listed::row));
    return new StockRead(
        stock,
        place.apply(0),
        read,
        Optional.empty(),
        rejected.stream().map(Listed::rejected).toList(),
        irregular);
  }
}
