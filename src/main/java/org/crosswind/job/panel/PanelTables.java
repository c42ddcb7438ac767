package org.crosswind.job.panel;

import java.util.List;
import org.crosswind.format.table.AlignmentTable;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.RejectedTable;
import org.crosswind.job.RunTables;
import org.crosswind.job.config.Words;
import org.crosswind.model.market.AlignedCell;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.RejectedRow;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.Failed;

/** The tables of a panel that the driver writes. */
final class PanelTables {
  private final RunTables tables;

  PanelTables(RunTables tables) {
    this.tables = tables;
  }

  /** A row a stock and day, absent ones included. */
  void alignment(List<AlignedCell> cells) {
    tables.write(
        AlignmentTable.SCHEMA,
        rows -> {
          int index = 0;
          for (AlignedCell cell : cells) {
            if (!cell.absent()) {
              rows.setInt(AlignmentTable.INPUT_INDEX, index++);
            }
            rows.setString(AlignmentTable.DAY, cell.day().map(Object::toString).orElse(null));
            rows.setString(AlignmentTable.STOCK, cell.stock());
            rows.setString(
                AlignmentTable.STATUS,
                cell.series().isPresent() ? "aligned" : cell.absent() ? "absent" : "failed");
            rows.setInt(AlignmentTable.ROWS, cell.rows());
            rows.setInt(AlignmentTable.IRREGULAR, cell.irregular());
            rows.setInt(AlignmentTable.OBSERVED, cell.observed());
            rows.setInt(AlignmentTable.TIMES, cell.index());
            rows.setInt(AlignmentTable.ALIGNED, cell.series().map(DaySeries::size).orElse(0));
            rows.setInt(AlignmentTable.DROPPED, cell.dropped());
            rows.setInt(AlignmentTable.FILLED, cell.filled());
            rows.setInt(AlignmentTable.MISSING, cell.missing());
            rows.endRow();
          }
        });
  }

  /** A row for each irregular row of the input, up to a limit a stock. */
  void rejected(List<StockRead> stocks) {
    tables.write(
        RejectedTable.SCHEMA,
        rows -> {
          for (StockRead stock : stocks) {
            for (RejectedRow row : stock.rejected()) {
              rows.setString(RejectedTable.STOCK, row.stock());
              rows.setString(RejectedTable.DAY, row.day().map(Object::toString).orElse(null));
              rows.setString(RejectedTable.ACTION, Words.of(row.action()));
              rows.setString(RejectedTable.REASON, row.failure().reason().name());
              rows.setString(RejectedTable.WHERE, row.failure().where());
              rows.setString(RejectedTable.MESSAGE, row.failure().message());
              rows.endRow();
            }
          }
        });
  }

  /** A row for each input without a result. */
  void failures(List<AlignedCell> inputs, List<Failed<CellSummary>> failures) {
    tables.write(
        FailuresTable.SCHEMA,
        rows -> {
          for (Failed<CellSummary> failed : failures) {
            String id = inputs.get(failed.index()).id();
            FailuresTable.write(rows, failed.index(), id, failed.failure());
          }
        });
  }
}
