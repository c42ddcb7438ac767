package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.STRING;

/** Output table {@code rejected}: a row for each irregular row of the input. */
public final class RejectedTable {
  /** Column {@code stock}: whose row it is. */
  public static final int STOCK = 0;

  /** Column {@code day}: the day it belongs to. */
  public static final int DAY = 1;

  /** Column {@code action}: what was done about it. */
  public static final int ACTION = 2;

  /** Column {@code reason}: kind of failure. */
  public static final int REASON = 3;

  /** Column {@code where}: file and row. */
  public static final int WHERE = 4;

  /** Column {@code message}: what was found and what was expected. */
  public static final int MESSAGE = 5;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "rejected",
          required("stock", STRING, "", "whose row it is"),
          optional("day", STRING, "", "the day it was taken to belong to, yyyy-mm-dd"),
          required("action", STRING, "", "failed-cell, dropped or sorted"),
          required("reason", STRING, "", "kind of failure, a name of FailureReason"),
          required("where", STRING, "", "file and row"),
          required("message", STRING, "", "what was found and what was expected"));

  private RejectedTable() {}
}
