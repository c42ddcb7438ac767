package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

import java.util.List;

/**
 * Output table {@code annual_loss_diff}: how the expected annual loss of each summary moved from
 * one run of the financial module to another. Its column names are part of the contract with those
 * who read the tables.
 */
public final class AnnualLossDiffTable {
  /** Column {@code analysis}: name of the analysis. */
  public static final int ANALYSIS = 0;

  /** Column {@code perspective}: gross or net. */
  public static final int PERSPECTIVE = 1;

  /** Column {@code summaryset_id}: set of summaries; 0 for the total of all outputs. */
  public static final int SUMMARYSET_ID = 2;

  /** Column {@code summary_id}: summary in the set; 0 for the total. */
  public static final int SUMMARY_ID = 3;

  /** Column {@code status}: compared, new or gone. */
  public static final int STATUS = 4;

  /** The first column of the annual loss by numerical means: the value in A. */
  public static final int ANNUAL = 5;

  /** The first column of the annual loss by samples. */
  public static final int SAMPLES = 12;

  /** From a value in A to that in B. */
  public static final int B = 1;

  /** From a value in A to the change. */
  public static final int CHANGE = 2;

  /** From a value in A to the part of the frequencies. */
  public static final int BY_OCCURRENCE = 3;

  /** From a value in A to the part of the event losses. */
  public static final int BY_LOSS = 4;

  /** From a value in A to what is new or gone. */
  public static final int BY_COMPOSITION = 5;

  /** From a value in A to what closes the sum. */
  public static final int BY_ROUNDING = 6;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
              "annual_loss_diff",
              required("analysis", STRING, "", "name of the analysis"),
              required("perspective", STRING, "", "gross or net"),
              required(
                  "summaryset_id", INT, "", "set of summaries; 0 for the total of all outputs"),
              required("summary_id", INT, "", "summary in the set; 0 for the total"),
              required("status", STRING, "", "compared, new or gone"))
          .plus(columns("annual", "annual loss by the numerical means (sidx -1), type 1"))
          .plus(columns("samples", "annual loss by the means of all samples, type 2"));

  private AnnualLossDiffTable() {}

  private static List<Column> columns(String name, String what) {
    String unit = "money a year";
    return List.of(
        optional(name + "_a", DOUBLE, unit, what + ", in A; null when absent"),
        optional(name + "_b", DOUBLE, unit, what + ", in B; null when absent"),
        required(
            name + "_change",
            DOUBLE,
            unit,
            "that in B less that in A, an absent one counting as 0; the sum of the parts, added"
                + " from left to right, where there are any"),
        optional(
            name + "_by_occurrence",
            DOUBLE,
            unit,
            "part of how often events happen; this and the next are null when it cannot be told"),
        optional(name + "_by_loss", DOUBLE, unit, "part of what events cost the summary"),
        optional(name + "_by_composition", DOUBLE, unit, "the change of a summary new or gone"),
        optional(name + "_by_rounding", DOUBLE, unit, "closes the sum of the parts"));
  }
}
