package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.LONG;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code intervals} of the bootstrap: a row for each group and statistic, groups in
 * the order in which they first appear in the input. Its column names are part of the contract with
 * those who read the tables.
 */
public final class IntervalsTable {
  /** Column {@code group}: value of the group column; empty when the table is one group. */
  public static final int GROUP = 0;

  /** Column {@code statistic}: as asked for: mean, quantile:0.99, tvar:0.99, ... */
  public static final int STATISTIC = 1;

  /** Column {@code estimate}: the statistic of the rows as given. */
  public static final int ESTIMATE = 2;

  /** Column {@code standard_error}: standard deviation of the replicates, >= 0. */
  public static final int STANDARD_ERROR = 3;

  /** Column {@code lower}: lower limit of the interval. */
  public static final int LOWER = 4;

  /** Column {@code upper}: upper limit of the interval. */
  public static final int UPPER = 5;

  /** Column {@code confidence}: probability that the interval is to cover, in (0, 1). */
  public static final int CONFIDENCE = 6;

  /** Column {@code method}: percentile, basic or bca. */
  public static final int METHOD = 7;

  /** Column {@code replicates}: how many samples were drawn. */
  public static final int REPLICATES = 8;

  /** Column {@code n}: rows of the group. */
  public static final int N = 9;

  /** Column {@code bias}: mean of the replicates less the estimate. */
  public static final int BIAS = 10;

  /** Column {@code resampling}: ordinary, poisson, moving-block, circular-block or stratified. */
  public static final int RESAMPLING = 11;

  /** Column {@code block_length}: rows of a block; null where rows are drawn one by one. */
  public static final int BLOCK_LENGTH = 12;

  /** Column {@code strata}: strata of the group; null without a column of strata. */
  public static final int STRATA = 13;

  /** Column {@code seed}: of the random streams. */
  public static final int SEED = 14;

  private static final String AS_COLUMN = "as the statistic";

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "intervals",
          required(
              "group", STRING, "", "value of the group column; empty when the table is one group"),
          required("statistic", STRING, "", "as asked for: mean, quantile:0.99, tvar:0.99, ..."),
          required("estimate", DOUBLE, AS_COLUMN, "the statistic of the rows as given"),
          required(
              "standard_error", DOUBLE, AS_COLUMN, "standard deviation of the replicates, >= 0"),
          required("lower", DOUBLE, AS_COLUMN, "lower limit of the interval"),
          required("upper", DOUBLE, AS_COLUMN, "upper limit of the interval"),
          required(
              "confidence", DOUBLE, "1", "probability that the interval is to cover, in (0, 1)"),
          required("method", STRING, "", "percentile, basic or bca"),
          required("replicates", INT, "", "how many samples were drawn"),
          required("n", INT, "", "rows of the group"),
          required("bias", DOUBLE, AS_COLUMN, "mean of the replicates less the estimate"),
          required(
              "resampling",
              STRING,
              "",
              "ordinary, poisson, moving-block, circular-block or stratified"),
          optional(
              "block_length", INT, "", "rows of a block; null where rows are drawn one by one"),
          optional("strata", INT, "", "strata of the group; null without a column of strata"),
          required("seed", LONG, "", "of the random streams"));

  private IntervalsTable() {}
}
