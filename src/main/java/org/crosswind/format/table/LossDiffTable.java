package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code loss_diff}: how the losses of an event and output moved from one run of the
 * financial module to another. Only rows in which something moved. Its column names are part of the
 * contract with those who read the tables.
 */
public final class LossDiffTable {
  /** Column {@code analysis}: analysis, or the name of the stream. */
  public static final int ANALYSIS = 0;

  /** Column {@code perspective}: gross or net; empty for streams compared by themselves. */
  public static final int PERSPECTIVE = 1;

  /** Column {@code event_id}: event. */
  public static final int EVENT_ID = 2;

  /** Column {@code output_id}: output. */
  public static final int OUTPUT_ID = 3;

  /** Column {@code status}: compared, new or gone. */
  public static final int STATUS = 4;

  /** Column {@code mean_a}: numerical mean (sidx -1) in A; null when it has no such output. */
  public static final int MEAN_A = 5;

  /** Column {@code mean_b}: numerical mean (sidx -1) in B; null when it has no such output. */
  public static final int MEAN_B = 6;

  /** Column {@code mean_change}: mean_b less mean_a, an absent one counting as 0. */
  public static final int MEAN_CHANGE = 7;

  /** Column {@code sample_mean_a}: mean over all samples in A. */
  public static final int SAMPLE_MEAN_A = 8;

  /** Column {@code sample_mean_b}: mean over all samples in B. */
  public static final int SAMPLE_MEAN_B = 9;

  /** Column {@code sample_mean_change}: sample_mean_b less sample_mean_a, as mean_change. */
  public static final int SAMPLE_MEAN_CHANGE = 10;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "loss_diff",
          required("analysis", STRING, "", "analysis, or the name of the stream"),
          optional(
              "perspective", STRING, "", "gross or net; null for streams compared by themselves"),
          required("event_id", INT, "", "event"),
          required("output_id", INT, "", "output of the financial module"),
          required("status", STRING, "", "compared, new or gone"),
          optional("mean_a", DOUBLE, "money", "numerical mean (sidx -1) in A; null when absent"),
          optional("mean_b", DOUBLE, "money", "numerical mean (sidx -1) in B; null when absent"),
          required(
              "mean_change", DOUBLE, "money", "mean_b less mean_a, an absent one counting as 0"),
          optional(
              "sample_mean_a",
              DOUBLE,
              "money",
              "mean over all samples in A, absent samples as 0; null when absent or no samples"),
          optional("sample_mean_b", DOUBLE, "money", "the same in B"),
          required(
              "sample_mean_change",
              DOUBLE,
              "money",
              "sample_mean_b less sample_mean_a, an absent one counting as 0"));

  private LossDiffTable() {}
}
