package org.crosswind.job.panel;

import java.util.List;
import org.crosswind.model.market.DaySeries;

/**
 * One stock with the days that have a result, ascending, at least one.
 *
 * @param stock its name
 * @param days its days
 */
record StockDays(String stock, List<DaySeries> days) {
  StockDays {
    days = List.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException(stock + " has no days");
    }
  }

  /** How many prices. */
  long prices() {
    return days.stream().mapToLong(DaySeries::size).sum();
  }
}
