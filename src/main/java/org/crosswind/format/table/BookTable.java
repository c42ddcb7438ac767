package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.STRING;

/** Input table {@code book}: a row for each netting set. */
public final class BookTable {
  /** Column {@code netting_set_id}: netting set; unique. */
  public static final int NETTING_SET_ID = 0;

  /** Column {@code counterparty_id}: counterparty; not unique. */
  public static final int COUNTERPARTY_ID = 1;

  /** Column {@code credit_curve}: curve_id of a hazard or survival curve. */
  public static final int CREDIT_CURVE = 2;

  /** Column {@code recovery}: recovered share of the exposure at default, in [0, 1). */
  public static final int RECOVERY = 3;

  /** Column {@code discount_curve}: curve_id of a discount curve; empty: discount factors are 1. */
  public static final int DISCOUNT_CURVE = 4;

  /**
   * Column {@code cube}: cube file relative to the book, or file#id for one cube of an ORE file;
   * empty: the row of that id in the cube table.
   */
  public static final int CUBE = 5;

  /** Column {@code cube_values}: undiscounted (default) or deflated. */
  public static final int CUBE_VALUES = 6;

  /** Column {@code model}: dependence model; empty: the list of the run. */
  public static final int MODEL = 7;

  /** Column {@code parameter}: parameter of the model. */
  public static final int PARAMETER = 8;

  /** Column {@code degrees_of_freedom}: degrees of freedom of the Student-t copula. */
  public static final int DEGREES_OF_FREEDOM = 9;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "book",
          required("netting_set_id", STRING, "", "netting set; unique"),
          required("counterparty_id", STRING, "", "counterparty; not unique"),
          required("credit_curve", STRING, "", "curve_id of a hazard or survival curve"),
          required(
              "recovery", DOUBLE, "1", "recovered share of the exposure at default, in [0, 1)"),
          required(
              "discount_curve",
              STRING,
              "",
              "curve_id of a discount curve; empty: discount factors are 1"),
          optional(
              "cube",
              STRING,
              "",
              "cube file relative to the book, or file#id for one cube of an ORE file; empty: the row of that id in the cube table"),
          optional("cube_values", STRING, "", "undiscounted (default) or deflated"),
          optional("model", STRING, "", "dependence model; empty: the list of the run"),
          optional(
              "parameter", DOUBLE, "b in 1/money, rho or theta in 1", "parameter of the model"),
          optional(
              "degrees_of_freedom", DOUBLE, "1", "degrees of freedom of the Student-t copula"));

  private BookTable() {}
}
