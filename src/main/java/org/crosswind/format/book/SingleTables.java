package org.crosswind.format.book;

import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.Column;
import org.crosswind.format.table.ColumnType;
import org.crosswind.format.table.RowSource;
import org.crosswind.format.table.TableSchema;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.HazardCurve;

/**
 * The small tables of the single-estimate commands, CSV or Parquet by file ending, two columns by
 * name in any order; other columns are ignored. Here one bad row spoils the whole table.
 */
public final class SingleTables {
  private static final TableSchema CREDIT =
      TableSchema.of(
          "credit",
          Column.required("knot", ColumnType.DOUBLE, "years", "end of the interval"),
          Column.required("hazard", ColumnType.DOUBLE, "1/years", "hazard on the interval"));
  private static final TableSchema DISCOUNT =
      TableSchema.of(
          "discount",
          Column.required("time", ColumnType.DOUBLE, "years", "date"),
          Column.required("value", ColumnType.DOUBLE, "1", "discount factor to the date"));
  private static final TableSchema SAMPLES =
      TableSchema.of(
          "samples",
          Column.required("portfolio_value", ColumnType.DOUBLE, "money", "portfolio value"),
          Column.required("credit_factor", ColumnType.DOUBLE, "1/years", "credit factor"));

  private SingleTables() {}

  /**
   * Wayfault's credit curve: columns {@code knot} (years, increasing) and {@code hazard} (per year,
   * >= 0).
   *
   * <pre>
   * knot,hazard
   * 1.0,0.02
   * 3.0,0.03
   * </pre>
   */
  public static HazardCurve credit(Storage storage, Path file) {
    double[][] columns = read(storage, file, CREDIT);
    return new HazardCurve(Storage.name(file), columns[0], columns[1]);
  }

  /**
   * One discount curve: columns {@code time} (years, increasing) and {@code value} (in (0, 1.5]).
   *
   * <pre>
   * time,value
   * 1.0,0.97
   * 2.0,0.94
   * </pre>
   */
  public static DiscountCurve discount(Storage storage, Path file) {
    double[][] columns = read(storage, file, DISCOUNT);
    return new DiscountCurve(Storage.name(file), columns[0], columns[1]);
  }

  /**
   * History for a calibration: columns {@code portfolio_value} (money) and {@code credit_factor}.
   * The range of the values is the calibration's to check.
   *
   * <pre>
   * portfolio_value,credit_factor
   * -1429107.80,0.0159
   * 414696.34,0.0199
   * </pre>
   */
  public static CalibrationSamples samples(Storage storage, Path file) {
    double[][] columns = read(storage, file, SAMPLES);
    return new CalibrationSamples(columns[0], columns[1]);
  }

  private static double[][] read(Storage storage, Path file, TableSchema schema) {
    double[][] columns = new double[schema.size()][16];
    int n = 0;
    try (RowSource rows = Tables.read(storage, file)) {
      int[] places = Header.match(rows, schema, true);
      while (rows.next()) {
        rows.checkShape();
        for (int c = 0; c < columns.length; c++) {
          if (n == columns[c].length) {
            columns[c] = Arrays.copyOf(columns[c], 2 * n);
          }
          columns[c][n] = rows.number(places[c]);
        }
        n++;
      }
    }
    for (int c = 0; c < columns.length; c++) {
      columns[c] = Arrays.copyOf(columns[c], n);
    }
    return columns;
  }
}
