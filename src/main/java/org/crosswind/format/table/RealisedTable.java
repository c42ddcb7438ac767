package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/** Output table {@code realised}: a row for each (stock, day) that has a result. */
public final class RealisedTable {
  /** Column {@code input_index}: place of the cell in the input, 0-based. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code day}: trading day, ISO 8601. */
  public static final int DAY = 1;

  /** Column {@code stock}: the stock. */
  public static final int STOCK = 2;

  /** Column {@code rv}: realised variance of the day. */
  public static final int RV = 3;

  /** Column {@code lower}: lower end of the interval of rv. */
  public static final int LOWER = 4;

  /** Column {@code upper}: upper end of the interval of rv. */
  public static final int UPPER = 5;

  /** Column {@code n}: log returns within the day. */
  public static final int N = 6;

  /** Column {@code standard_error}: of rv, from the replicates. */
  public static final int STANDARD_ERROR = 7;

  /** Column {@code asymptotic_standard_error}: of rv, from the fourth powers of the returns. */
  public static final int ASYMPTOTIC_STANDARD_ERROR = 8;

  /** Column {@code bv}: bipower variation of the day. */
  public static final int BV = 9;

  /** Column {@code volatility}: square root of rv. */
  public static final int VOLATILITY = 10;

  /** Column {@code annualised_volatility}: square root of rv times the trading days of a year. */
  public static final int ANNUALISED_VOLATILITY = 11;

  /** Column {@code confidence}: probability that the interval is to cover. */
  public static final int CONFIDENCE = 12;

  /** Column {@code replicates}: resampled days behind the interval. */
  public static final int REPLICATES = 13;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "realised",
          required("input_index", INT, "", "place of the cell in the input, 0-based"),
          required("day", STRING, "", "trading day, yyyy-mm-dd"),
          required("stock", STRING, "", "the stock"),
          required("rv", DOUBLE, "squared log return", "realised variance of the day"),
          optional("lower", DOUBLE, "squared log return", "lower end of the interval of rv"),
          optional("upper", DOUBLE, "squared log return", "upper end of the interval of rv"),
          required("n", INT, "", "log returns within the day"),
          optional(
              "standard_error", DOUBLE, "squared log return", "of rv: deviation of the replicates"),
          required(
              "asymptotic_standard_error",
              DOUBLE,
              "squared log return",
              "of rv: square root of 2/3 of the sum of fourth powers of the returns"),
          optional("bv", DOUBLE, "squared log return", "bipower variation; none with one return"),
          required("volatility", DOUBLE, "log return", "square root of rv, of one day"),
          required(
              "annualised_volatility",
              DOUBLE,
              "log return",
              "square root of rv times the trading days of a year"),
          optional("confidence", DOUBLE, "1", "probability that the interval is to cover"),
          required("replicates", INT, "", "resampled days behind the interval, 0 for none"));

  private RealisedTable() {}
}
