package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code metrics}: figures about the run itself, a row each. Which there are is on the
 * operations page. Its column names are part of the contract with those who read the tables.
 */
public final class MetricsTable {
  /** Column {@code metric}: name, with its unit at the end. */
  public static final int METRIC = 0;

  /** Column {@code label}: what tells values of one name apart; null when there is one only. */
  public static final int LABEL = 1;

  /** Column {@code of}: the value of the label; null likewise. */
  public static final int OF = 2;

  /** Column {@code value}: the figure. */
  public static final int VALUE = 3;

  /** Column {@code unit}: seconds, bytes, 1, info; empty for a count. */
  public static final int UNIT = 4;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "metrics",
          required("metric", STRING, "", "name, with its unit at the end"),
          optional(
              "label",
              STRING,
              "",
              "what tells values of one name apart; null when there is one only"),
          optional("of", STRING, "", "the value of the label; null likewise"),
          required("value", DOUBLE, "see unit", "the figure"),
          required("unit", STRING, "", "seconds, bytes, 1, info; empty for a count"));

  private MetricsTable() {}
}
