package org.crosswind.format.market;

import org.crosswind.model.run.FailureReason;

/** What makes a row a good one, whatever file it stands in. */
final class PriceRow {
  private PriceRow() {}

  /**
   * Hands a row to the collector, as a price or as a bad row.
   *
   * @param time has read day and time
   * @param dayText as written, for messages
   * @param timeText as written, for messages
   * @param price NaN when it could not be read
   * @param priceText as written, for messages
   */
  static void add(
      StockCollector collector,
      long row,
      RowTime time,
      String dayText,
      String timeText,
      double price,
      String priceText) {
    if (time.day() == null) {
      collector.bad(
          null,
          row,
          FailureReason.MALFORMED,
          "day is '" + dayText + "', expected yyyymmdd or yyyy-mm-dd");
    } else if (time.time() < 0) {
      collector.bad(
          time.day(),
          row,
          FailureReason.MALFORMED,
          "time is '" + timeText + "', expected hhmm, hhmmss, hh:mm or hh:mm:ss");
    } else if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
      collector.bad(
          time.day(),
          row,
          FailureReason.INVALID,
          "price is '" + priceText + "', expected a finite number > 0");
    } else {
      collector.price(time.day(), time.time(), price, row);
    }
  }
}
