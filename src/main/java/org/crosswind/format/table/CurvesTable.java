package org.crosswind.format.table;

import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.STRING;

/** Input table {@code curves}: a row for each point of a curve. */
public final class CurvesTable {
  /** Column {@code curve_id}: curve. */
  public static final int CURVE_ID = 0;

  /** Column {@code kind}: hazard, survival or discount. */
  public static final int KIND = 1;

  /**
   * Column {@code time}: end of the interval of a hazard, or date of a survival probability or
   * discount factor.
   */
  public static final int TIME = 2;

  /** Column {@code value}: hazard per year, probability or factor. */
  public static final int VALUE = 3;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "curves",
          required("curve_id", STRING, "", "curve"),
          required("kind", STRING, "", "hazard, survival or discount"),
          required(
              "time",
              DOUBLE,
              "years",
              "end of the interval of a hazard, or date of a survival probability or discount factor"),
          required("value", DOUBLE, "1/years or 1", "hazard per year, probability or factor"));

  private CurvesTable() {}
}
