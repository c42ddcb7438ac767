package org.crosswind.model.market;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.crosswind.model.run.Failure;

/**
 * What was read of one stock on one day: a series, or the reason why there is none.
 *
 * @param day the trading day
 * @param rows rows read, good or not
 * @param irregular rows among them that were bad, double or late
 * @param series the good rows, empty when the cell failed
 * @param failure why there is no series
 */
public record DayRead(
    LocalDate day, int rows, int irregular, Optional<DaySeries> series, Optional<Failure> failure) {
  /** Checks that there is a series or a failure, not both. */
  public DayRead {
    Objects.requireNonNull(day, "day");
    if (series.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException(day + ": expected a series or a failure");
    }
  }
}
