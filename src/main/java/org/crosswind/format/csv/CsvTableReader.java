package org.crosswind.format.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.DecimalText;
import org.crosswind.format.table.RowSource;
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
public final class CsvTableReader implements RowSource {
  private final Path path;
  private final String file;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private final List<String> columns;
  private final long headerLine;
  private CsvRecord row;
  private long line;

  /**
   * Opens a file and reads its header.
   *
   * @throws FailureException when it is absent, not UTF-8 text, or has no header line
   */
  public CsvTableReader(Storage storage, Path path) {
    this.path = path;
    this.file = Storage.name(path);
    this.reader = CsvText.parser().ofCsvRecord(CsvText.open(storage, path));
    this.rows = reader.iterator();
    boolean complete = false;
    try {
      if (!next()) {
        throw FailureException.of(
            FailureReason.MALFORMED, file, "is empty, expected a header line with column names");
      }
      List<String> names = new ArrayList<>();
      for (String cell : row.getFields()) {
        names.add((names.isEmpty() ? CsvText.withoutMark(cell) : cell).strip());
      }
      this.columns = List.copyOf(names);
      this.headerLine = line;
      complete = true;
    } finally {
      if (!complete) {
        close();
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
    try {
      if (!rows.hasNext()) {
        return false;
      }
      row = rows.next();
      line = row.getStartingLineNumber();
      return true;
    } catch (RuntimeException e) {
      throw CsvText.failure(path, line, e);
    }
  }

  @Override
  public String where() {
    return file + ":" + line;
  }

  @Override
  public void checkShape() {
    if (row.getFieldCount() != columns.size()) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where(),
          "the row has "
              + row.getFieldCount()
              + " cells, expected "
              + columns.size()
              + " as in the header");
    }
  }

  @Override
  public boolean isNull(int column) {
    return column >= row.getFieldCount() || row.getField(column).isBlank();
  }

  @Override
  public String string(int column) {
    if (isNull(column)) {
      throw problem(column, "is empty", "a value");
    }
    return row.getField(column).strip();
  }

  @Override
  public double number(int column) {
    String text = string(column);
    try {
      return DecimalText.parse(text);
    } catch (NumberFormatException e) {
      throw problem(column, "is '" + text + "'", "a number");
    }
  }

  @Override
  public int integer(int column) {
    String text = string(column);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw problem(column, "is '" + text + "'", "a whole number");
    }
  }

  @Override
  public boolean bool(int column) {
    String text = string(column);
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        throw problem(column, "is '" + text + "'", "true or false");
    }
  }

  private FailureException problem(int column, String found, String expected) {
    return FailureException.of(
        FailureReason.MALFORMED,
        where(),
        columns.get(column) + " " + found + ", expected " + expected);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw Storage.failure(path, "close", e);
    }
  }
}
