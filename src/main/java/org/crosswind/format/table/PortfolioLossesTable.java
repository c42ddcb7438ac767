package org.crosswind.format.table;

import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code portfolio_losses} of a run of the financial module: a row for each stream,
 * with the loss that limits compare, in the order of the manifest, gross before net. An analysis
 * that failed has no row. Its column names are part of the contract with those who read the tables.
 */
public final class PortfolioLossesTable {
  /** Column {@code input_index}: place of the analysis in the manifest, 0-based. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code analysis}: name of the analysis. */
  public static final int ANALYSIS = 1;

  /** Column {@code perspective}: gross or net. */
  public static final int PERSPECTIVE = 2;

  /** Column {@code mean_loss}: mean loss summed over all events; NaN when it is not known. */
  public static final int MEAN_LOSS = 3;

  /** Column {@code output}: the stream, in the folder of the run. */
  public static final int OUTPUT = 4;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "portfolio_losses",
          required("input_index", INT, "", "place of the analysis in the manifest, 0-based"),
          required("analysis", STRING, "", "name of the analysis"),
          required("perspective", STRING, "", "gross or net"),
          required(
              "mean_loss",
              DOUBLE,
              "money",
              "mean loss (samples over their number, or the numerical mean where a stream has no"
                  + " samples) summed over all events; NaN when the stream could not be read"),
          required("output", STRING, "", "the stream, in the folder of the run"));

  private PortfolioLossesTable() {}
}
