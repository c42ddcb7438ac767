package org.crosswind.format.csv;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.TextRows;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Rows of a CSV file with a header line; lines are numbered from 1, the header is usually line 1,
 * and a row that spans lines has the number of its first.
 *
 * <pre>
 * curve_id,kind,time,value
 * ACME,hazard,1.0,0.02
 * ACME,hazard,3.0,0.03
 * </pre>
 */
public final class CsvTableReader extends TextRows {
  private final String file;
  private final CsvRows rows;
  private final List<String> columns;
  private final long headerLine;

  /**
   * Opens a file and reads its header.
   *
   * @throws FailureException when it is absent, not UTF-8 text, or has no header line
   */
  public CsvTableReader(Storage storage, Path path) {
    this.file = Storage.name(path);
    this.rows = new CsvRows(storage, path, ',');
    boolean complete = false;
    try {
      if (!rows.next()) {
        throw FailureException.of(
            FailureReason.MALFORMED, file, "is empty, expected a header line with column names");
      }
      List<String> names = new ArrayList<>();
      for (int c = 0; c < rows.cells(); c++) {
        names.add(rows.cell(c));
      }
      this.columns = List.copyOf(names);
      this.headerLine = rows.line();
      complete = true;
    } finally {
      if (!complete) {
        rows.close();
      }
    }
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public String headerPlace() {
    return file + ":" + headerLine;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    return rows.next();
  }

  @Override
  public String where() {
    return file + ":" + rows.line();
  }

  @Override
  public void checkShape() {
    if (rows.cells() != columns.size()) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where(),
          "the row has "
              + rows.cells()
              + " cells, expected "
              + columns.size()
              + " as in the header");
    }
  }

  @Override
  public boolean isNull(int column) {
    return column >= rows.cells() || rows.cell(column).isEmpty();
  }

  @Override
  protected String text(int column) {
    return rows.cell(column);
  }

  @Override
  protected String nullText() {
    return "is empty";
  }

  @Override
  public void close() {
    rows.close();
  }
}
