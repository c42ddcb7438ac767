package org.crosswind.format.market;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * Where in a file day, time and price stand.
 *
 * @param endings of the text files of a folder, each with its dot; what stands before it is the
 *     stock
 * @param separator between the cells of a row
 * @param decimalSeparator within a price
 * @param headerLines rows at the start of each text file that are passed over, at least 0
 * @param dayColumn place of the day, 0-based; with {@code timeColumn} the same, one cell has both
 * @param timeColumn place of the time of day, 0-based
 * @param priceColumn place of the price, 0-based
 * @param table names of the columns of a Parquet table
 * @param zone the exchange's clock, for time stamps of a table that are instants
 */
public record PriceLayout(
    List<String> endings,
    char separator,
    char decimalSeparator,
    int headerLines,
    int dayColumn,
    int timeColumn,
    int priceColumn,
    TableColumns table,
    ZoneId zone) {
  /** Headerless {@code yyyymmdd,hhmm,price} and {@code stock, time, price}, in UTC. */
  public static final PriceLayout STANDARD =
      new PriceLayout(
          List.of(".csv", ".txt", ".csv.gz", ".txt.gz"),
          ',',
          '.',
          0,
          0,
          1,
          2,
          new TableColumns("stock", "", "time", "price"),
          ZoneId.of("UTC"));

  /** Copies and checks. */
  public PriceLayout {
    endings = List.copyOf(endings);
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(zone, "zone");
    if (headerLines < 0 || dayColumn < 0 || timeColumn < 0 || priceColumn < 0) {
      throw new IllegalArgumentException("negative header lines or columns");
    }
  }

  /** How many cells a row needs. */
  public int cells() {
    return 1 + Math.max(Math.max(dayColumn, timeColumn), priceColumn);
  }

  /**
   * Names of the columns of a Parquet table.
   *
   * @param stock the stock's name
   * @param day the day; empty when {@code time} holds both
   * @param time time of day, or day and time
   * @param price the price
   */
  public record TableColumns(String stock, String day, String time, String price) {
    /** Checks that nothing is null. */
    public TableColumns {
      Objects.requireNonNull(stock, "stock");
      Objects.requireNonNull(day, "day");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(price, "price");
    }
  }
}
