package org.crosswind.job.losses;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.calc.losses.AnnualLoss;
import org.crosswind.format.table.AnnualLossesTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A row of the table {@code annual_losses}.
 *
 * @param analysis name of the analysis
 * @param perspective gross or net
 * @param loss the annual loss of one summary
 */
public record AnnualLossRow(String analysis, String perspective, AnnualLoss loss) {
  /** Whether it is of all outputs together. */
  public boolean isTotal() {
    return loss.summarySetId() == 0;
  }

  /** Writes rows in their order. */
  public static void write(List<AnnualLossRow> rows, RowSink sink) {
    for (AnnualLossRow row : rows) {
      AnnualLoss loss = row.loss;
      sink.setString(AnnualLossesTable.ANALYSIS, row.analysis);
      sink.setString(AnnualLossesTable.PERSPECTIVE, row.perspective);
      sink.setInt(AnnualLossesTable.SUMMARYSET_ID, loss.summarySetId());
      sink.setInt(AnnualLossesTable.SUMMARY_ID, loss.summaryId());
      sink.setLong(AnnualLossesTable.EVENTS, loss.events());
      sink.setLong(AnnualLossesTable.OCCURRING_EVENTS, loss.occurring());
      sink.setDouble(AnnualLossesTable.ANNUAL_LOSS, loss.numerical());
      if (!Double.isNaN(loss.sampled())) {
        sink.setDouble(AnnualLossesTable.ANNUAL_LOSS_SAMPLES, loss.sampled());
      }
      sink.endRow();
    }
  }

  /**
   * Reads a table that {@link #write} wrote, in whichever format. The source stays open.
   *
   * @throws FailureException when a column is not there or a cell is not of its type
   */
  public static List<AnnualLossRow> read(RowSource rows) {
    int[] places = new int[AnnualLossesTable.SCHEMA.size()];
    for (int c = 0; c < places.length; c++) {
      String name = AnnualLossesTable.SCHEMA.column(c).name();
      places[c] = rows.columns().indexOf(name);
      if (places[c] < 0) {
        throw FailureException.of(
            FailureReason.MISSING, rows.headerPlace(), "has no column " + name);
      }
    }
    List<AnnualLossRow> read = new ArrayList<>();
    while (rows.next()) {
      int sampled = places[AnnualLossesTable.ANNUAL_LOSS_SAMPLES];
      read.add(
          new AnnualLossRow(
              rows.string(places[AnnualLossesTable.ANALYSIS]),
              rows.string(places[AnnualLossesTable.PERSPECTIVE]),
              new AnnualLoss(
                  rows.integer(places[AnnualLossesTable.SUMMARYSET_ID]),
                  rows.integer(places[AnnualLossesTable.SUMMARY_ID]),
                  (long) rows.number(places[AnnualLossesTable.EVENTS]),
                  (long) rows.number(places[AnnualLossesTable.OCCURRING_EVENTS]),
                  rows.number(places[AnnualLossesTable.ANNUAL_LOSS]),
                  rows.isNull(sampled) ? Double.NaN : rows.number(sampled))));
    }
    return read;
  }
}
