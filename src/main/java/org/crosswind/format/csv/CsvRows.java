package org.crosswind.format.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.FailureException;

/**
 * Rows of cells of a CSV file; a header is a row like any other. Lines are numbered from 1; empty
 * ones are no rows. UTF-8, gzip or not. Not thread-safe.
 */
public final class CsvRows implements Closeable {
  private final Path path;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private CsvRecord row;
  private long line;

  /**
   * Opens a file.
   *
   * @param separator between cells
   * @throws FailureException when it is absent
   */
  public CsvRows(Storage storage, Path path, char separator) {
    this.path = path;
    this.reader =
        CsvText.parser().fieldSeparator(separator).ofCsvRecord(CsvText.open(storage, path));
    this.rows = reader.iterator();
  }

  /**
   * Moves to the next row.
   *
   * @return false after the last
   * @throws FailureException when the file is not UTF-8 text or cannot be read further
   */
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

  /** The line of the current row; of a row that spans lines, its first. */
  public long line() {
    return line;
  }

  /** How many cells the current row has. */
  public int cells() {
    return row.getFieldCount();
  }

  /** A cell of the current row without blanks around it, and without a byte order mark. */
  public String cell(int column) {
    String cell = row.getField(column);
    return (line == 1 && column == 0 ? CsvText.withoutMark(cell) : cell).strip();
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
