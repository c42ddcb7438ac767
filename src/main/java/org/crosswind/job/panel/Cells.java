package org.crosswind.job.panel;

import org.crosswind.format.table.RowSink;

/** Cells of output tables. */
final class Cells {
  private Cells() {}

  /** A figure that does not exist is null in the table, not NaN. */
  static void setUnlessNaN(RowSink rows, int column, double value) {
    if (!Double.isNaN(value)) {
      rows.setDouble(column, value);
    }
  }
}
