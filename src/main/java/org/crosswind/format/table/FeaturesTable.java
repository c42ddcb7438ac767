package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.STRING;

/** Output table {@code features}: a row for each price of the series that features are made of. */
public final class FeaturesTable {
  /** Column {@code stock}: the stock. */
  public static final int STOCK = 0;

  /** Column {@code day}: trading day, ISO 8601. */
  public static final int DAY = 1;

  /** Column {@code time}: time of day of the price. */
  public static final int TIME = 2;

  /** Column {@code price}: the price. */
  public static final int PRICE = 3;

  /** Column {@code simple_return}: from the price before. */
  public static final int SIMPLE_RETURN = 4;

  /** Column {@code moving_average}: mean of the last prices. */
  public static final int MOVING_AVERAGE = 5;

  /** Column {@code rolling_volatility}: standard deviation of the last simple returns. */
  public static final int ROLLING_VOLATILITY = 6;

  /** Column {@code rsi}: Wilder's relative strength index. */
  public static final int RSI = 7;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "features",
          required("stock", STRING, "", "the stock"),
          required("day", STRING, "", "trading day, yyyy-mm-dd"),
          required(
              "time", STRING, "", "time of day of the price, hh:mm, with seconds if it has any"),
          required("price", DOUBLE, "currency of the input", "the price; daily: the day's last"),
          optional("simple_return", DOUBLE, "1", "from the price before; none at the first"),
          optional(
              "moving_average",
              DOUBLE,
              "currency of the input",
              "mean of the last prices; none until there are enough"),
          optional(
              "rolling_volatility",
              DOUBLE,
              "1",
              "standard deviation of the last simple returns, per period"),
          optional(
              "rsi", DOUBLE, "0 to 100", "Wilder's relative strength index; none without changes"));

  private FeaturesTable() {}
}
