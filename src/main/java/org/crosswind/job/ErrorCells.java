package org.crosswind.job;

import org.crosswind.format.table.RowSink;
import org.crosswind.model.credit.Uncertainty;

/** Fills the error columns of a figure. */
final class ErrorCells {
  private ErrorCells() {}

  /** Four cells from {@code first} on; what is not a finite number stays null. */
  static void set(RowSink row, int first, Uncertainty error) {
    set(row, first, 0, error.standardError());
    set(row, first, 1, error.lower());
    set(row, first, 2, error.upper());
    set(row, first, 3, error.analyticStandardError());
  }

  private static void set(RowSink row, int first, int place, double value) {
    if (Double.isFinite(value)) {
      row.setDouble(first + place, value);
    }
  }
}
