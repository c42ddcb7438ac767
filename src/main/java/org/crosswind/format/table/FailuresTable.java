package org.crosswind.format.table;

import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

import org.crosswind.model.run.Failure;

/**
 * Output table {@code failures}: a row for each input that has no result, in input order. Its
 * column names are part of the contract with those who read the tables.
 */
public final class FailuresTable {
  /** Column {@code input_index}: place of the input, 0-based. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code id}: netting set or other id of the input; empty when it could not be read. */
  public static final int ID = 1;

  /** Column {@code reason}: kind of failure, a name of FailureReason. */
  public static final int REASON = 2;

  /** Column {@code where}: file and line, byte offset or id at which to look. */
  public static final int WHERE = 3;

  /** Column {@code message}: what was found and what was expected. */
  public static final int MESSAGE = 4;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "failures",
          required("input_index", INT, "", "place of the input, 0-based"),
          required(
              "id",
              STRING,
              "",
              "netting set or other id of the input; empty when it could not be read"),
          required("reason", STRING, "", "kind of failure, a name of FailureReason"),
          required("where", STRING, "", "file and line, byte offset or id at which to look"),
          required("message", STRING, "", "what was found and what was expected"));

  private FailuresTable() {}

  /**
   * Writes a row.
   *
   * @param index place of the input, 0-based
   * @param id of the input; empty when it could not be read
   */
  public static void write(RowSink rows, int index, String id, Failure why) {
    rows.setInt(INPUT_INDEX, index);
    rows.setString(ID, id);
    rows.setString(REASON, why.reason().name());
    rows.setString(WHERE, why.where());
    rows.setString(MESSAGE, why.message());
    rows.endRow();
  }
}
