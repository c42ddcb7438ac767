package org.crosswind.model.market;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.crosswind.model.run.Failure;

/**
 * One (stock, day) of a panel after alignment, with what was dropped and what is missing.
 *
 * @param stock the stock; of the whole stock when {@code day} is empty
 * @param day the trading day, empty for a stock that failed as a whole
 * @param rows rows read
 * @param irregular rows among them that were bad, double or late
 * @param observed prices read
 * @param index times of the day's index
 * @param dropped prices read at times that the index does not have
 * @param missing times of the index without a price, read or filled
 * @param filled times of the index whose price is an earlier one
 * @param series the aligned prices, empty when the cell failed or the stock has nothing of that day
 * @param failure why there is no series; empty also when the stock has nothing of that day
 */
public record AlignedCell(
    String stock,
    Optional<LocalDate> day,
    int rows,
    int irregular,
    int observed,
    int index,
    int dropped,
    int missing,
    int filled,
    Optional<DaySeries> series,
    Optional<Failure> failure) {
  /** Checks that nothing is null and that there are not both, series and failure. */
  public AlignedCell {
    Objects.requireNonNull(stock, "stock");
    Objects.requireNonNull(day, "day");
    if (series.isPresent() && failure.isPresent()) {
      throw new IllegalArgumentException(stock + ": a series and a failure");
    }
  }

  /** Whether the stock has no row of that day, while another stock has. */
  public boolean absent() {
    return series.isEmpty() && failure.isEmpty();
  }

  /** How messages and tables name it: {@code ACME 2026-11-20}, or the stock alone. */
  public String id() {
    return day.map(d -> DaySeries.id(stock, d)).orElse(stock);
  }
}
