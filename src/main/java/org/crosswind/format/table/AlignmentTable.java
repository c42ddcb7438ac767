package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code alignment}: a row for each stock and each day that any stock has; what was
 * dropped and what is missing.
 */
public final class AlignmentTable {
  /** Column {@code input_index}: place of the cell in the input. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code day}: trading day, ISO 8601. */
  public static final int DAY = 1;

  /** Column {@code stock}: the stock. */
  public static final int STOCK = 2;

  /** Column {@code status}: aligned, failed or absent. */
  public static final int STATUS = 3;

  /** Column {@code rows}: rows read. */
  public static final int ROWS = 4;

  /** Column {@code irregular}: rows among them that were bad, double or late. */
  public static final int IRREGULAR = 5;

  /** Column {@code observed}: prices read. */
  public static final int OBSERVED = 6;

  /** Column {@code times}: times of the day's index. */
  public static final int TIMES = 7;

  /** Column {@code aligned}: prices of the aligned series. */
  public static final int ALIGNED = 8;

  /** Column {@code dropped}: prices read at times that the index does not have. */
  public static final int DROPPED = 9;

  /** Column {@code filled}: times of the index with an earlier price. */
  public static final int FILLED = 10;

  /** Column {@code missing}: times of the index without a price. */
  public static final int MISSING = 11;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "alignment",
          optional("input_index", INT, "", "place of the cell in the input; none when absent"),
          optional(
              "day", STRING, "", "trading day, yyyy-mm-dd; none for a whole stock that failed"),
          required("stock", STRING, "", "the stock"),
          required(
              "status",
              STRING,
              "",
              "aligned; failed: see failures; absent: the stock has no rows of that day"),
          required("rows", INT, "", "rows read"),
          required("irregular", INT, "", "rows among them that were bad, double or late"),
          required("observed", INT, "", "prices read; 0 when a row failed the cell"),
          required("times", INT, "", "times of the day's index"),
          required("aligned", INT, "", "prices of the aligned series, filled ones included"),
          required("dropped", INT, "", "prices read at times that the index does not have"),
          required("filled", INT, "", "times of the index that took an earlier price"),
          required("missing", INT, "", "times of the index without a price"));

  private AlignmentTable() {}
}
