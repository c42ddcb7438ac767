package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.LONG;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code annual_losses}: the expected annual loss of each summary of each analysis and
 * perspective, and before them that of all outputs together, as set 0. Its column names are part of
 * the contract with those who read the tables.
 */
public final class AnnualLossesTable {
  /** Column {@code analysis}: name of the analysis. */
  public static final int ANALYSIS = 0;

  /** Column {@code perspective}: gross or net. */
  public static final int PERSPECTIVE = 1;

  /** Column {@code summaryset_id}: set of summaries; 0 for the total of all outputs. */
  public static final int SUMMARYSET_ID = 2;

  /** Column {@code summary_id}: summary in the set; 0 for the total. */
  public static final int SUMMARY_ID = 3;

  /** Column {@code events}: events in which the summary has a mean loss. */
  public static final int EVENTS = 4;

  /** Column {@code occurring_events}: how many of these happen in a period with a weight. */
  public static final int OCCURRING_EVENTS = 5;

  /** Column {@code annual_loss}: by the numerical means (sidx -1), type 1. */
  public static final int ANNUAL_LOSS = 6;

  /** Column {@code annual_loss_samples}: by the samples, type 2; null without samples. */
  public static final int ANNUAL_LOSS_SAMPLES = 7;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "annual_losses",
          required("analysis", STRING, "", "name of the analysis"),
          required("perspective", STRING, "", "gross or net"),
          required("summaryset_id", INT, "", "set of summaries; 0 for the total of all outputs"),
          required("summary_id", INT, "", "summary in the set; 0 for the total"),
          required("events", LONG, "", "events in which the summary has a mean loss other than 0"),
          required(
              "occurring_events", LONG, "", "how many of these happen in a period with a weight"),
          required(
              "annual_loss",
              DOUBLE,
              "money a year",
              "expected annual loss by the numerical means (sidx -1), type 1"),
          optional(
              "annual_loss_samples",
              DOUBLE,
              "money a year",
              "the same by the means of all samples, type 2; null without samples"));

  private AnnualLossesTable() {}
}
