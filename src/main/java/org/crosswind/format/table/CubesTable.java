package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.DOUBLE_ARRAY;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/** Input table {@code cubes}, Parquet only: a row for each netting set. */
public final class CubesTable {
  /** Column {@code netting_set_id}: netting set; unique. */
  public static final int NETTING_SET_ID = 0;

  /** Column {@code scenarios}: how many scenarios. */
  public static final int SCENARIOS = 1;

  /** Column {@code tenors}: times of the grid. */
  public static final int TENORS = 2;

  /** Column {@code values}: values, row-major. */
  public static final int VALUES = 3;

  /** Column {@code present_value}: today's value. */
  public static final int PRESENT_VALUE = 4;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "cubes",
          required("netting_set_id", STRING, "", "netting set; unique"),
          required("scenarios", INT, "", "how many scenarios, at least 1"),
          required("tenors", DOUBLE_ARRAY, "years", "times of the grid, > 0, increasing"),
          required(
              "values", DOUBLE_ARRAY, "money", "values: all tenors of the first scenario, then on"),
          optional("present_value", DOUBLE, "money", "today's value"));

  private CubesTable() {}
}
