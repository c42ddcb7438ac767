package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code diff}: what moved the CVA and the wrong-way CVA of each netting set from run
 * A to run B. A row for each netting set and measure, in the order of B's book, then those that are
 * only in A. Adding the columns {@code by_exposure} to {@code by_rounding} from left to right gives
 * {@code change} to the last bit. Its column names are part of the contract with those who read the
 * tables.
 */
public final class DiffTable {
  /** Column {@code input_index_a}: place in the book of run A; null when it has no result there. */
  public static final int INPUT_INDEX_A = 0;

  /** Column {@code input_index_b}: place in the book of run B; null when it has no result there. */
  public static final int INPUT_INDEX_B = 1;

  /** Column {@code netting_set_id}: netting set. */
  public static final int NETTING_SET_ID = 2;

  /** Column {@code counterparty_id}: counterparty, of run B where it has one. */
  public static final int COUNTERPARTY_ID = 3;

  /** Column {@code measure}: baseline_cva or wwr_cva. */
  public static final int MEASURE = 4;

  /** Column {@code model_a}: model with its parameters in run A. */
  public static final int MODEL_A = 5;

  /** Column {@code model_b}: model with its parameters in run B. */
  public static final int MODEL_B = 6;

  /**
   * Column {@code status}: compared, new, gone, failed_in_a, failed_in_b, model_new, model_gone.
   */
  public static final int STATUS = 7;

  /** Column {@code note}: why the row is composition. */
  public static final int NOTE = 8;

  /** Column {@code value_a}: the measure in run A; null when it is not there. */
  public static final int VALUE_A = 9;

  /** Column {@code value_b}: the measure in run B; null when it is not there. */
  public static final int VALUE_B = 10;

  /** Column {@code change}: value_b less value_a, an absent value counting as 0. */
  public static final int CHANGE = 11;

  /** Column {@code by_exposure}: moved by the cube and its grid. */
  public static final int BY_EXPOSURE = 12;

  /** Column {@code by_credit}: moved by the credit curve. */
  public static final int BY_CREDIT = 13;

  /** Column {@code by_discounting}: moved by the discount curve. */
  public static final int BY_DISCOUNTING = 14;

  /** Column {@code by_recovery}: moved by the recovery rate. */
  public static final int BY_RECOVERY = 15;

  /** Column {@code by_model}: moved by the dependence model and its parameters. */
  public static final int BY_MODEL = 16;

  /** Column {@code by_composition}: new, gone or failed: the whole change. */
  public static final int BY_COMPOSITION = 17;

  /** Column {@code by_rounding}: closes the sum of the columns before to the last bit. */
  public static final int BY_ROUNDING = 18;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "diff",
          optional(
              "input_index_a",
              INT,
              "",
              "place in the book of run A, 0-based; null when it has no result there"),
          optional(
              "input_index_b",
              INT,
              "",
              "place in the book of run B, 0-based; null when it has no result there"),
          required("netting_set_id", STRING, "", "netting set"),
          required("counterparty_id", STRING, "", "counterparty, of run B where it has one"),
          required("measure", STRING, "", "baseline_cva or wwr_cva"),
          optional(
              "model_a", STRING, "", "model with its parameters in run A; null for a baseline"),
          optional(
              "model_b", STRING, "", "model with its parameters in run B; null for a baseline"),
          required(
              "status",
              STRING,
              "",
              "compared, new, gone, failed_in_a, failed_in_b, model_new or model_gone"),
          optional("note", STRING, "", "why the row is composition; null when it is compared"),
          optional("value_a", DOUBLE, "money", "the measure in run A; null when it is not there"),
          optional("value_b", DOUBLE, "money", "the measure in run B; null when it is not there"),
          required(
              "change", DOUBLE, "money", "value_b less value_a, an absent value counting as 0"),
          required("by_exposure", DOUBLE, "money", "moved by the cube and its grid of tenors"),
          required("by_credit", DOUBLE, "money", "moved by the credit curve"),
          required("by_discounting", DOUBLE, "money", "moved by the discount curve"),
          required("by_recovery", DOUBLE, "money", "moved by the recovery rate"),
          required("by_model", DOUBLE, "money", "moved by the dependence model and its parameters"),
          required(
              "by_composition",
              DOUBLE,
              "money",
              "new, gone or failed in one run: all of the change"),
          required(
              "by_rounding",
              DOUBLE,
              "money",
              "closes the sum of the parts, from left to right, to the last bit of change"));

  private DiffTable() {}
}
