package org.crosswind.format.oasis;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Puts the cells of one file into columns as the parser meets them, without a string per cell. */
final class StaticCsvHandler extends AbstractBaseCsvCallbackHandler<StaticCsvHandler> {
  private final StaticTable table;
  private final List<StaticTable.Column> columns;
  private final String where;
  private final List<String> header = new ArrayList<>();

  /** For each field of a line the column it fills, -1 for none. */
  private int[] columnOfField;

  private final int[][] words;
  private int capacity = 1024;
  private int rows;
  private int filled;
  private long line;
  private int[] lineOfRow;

  StaticCsvHandler(StaticTable table, String where) {
    this.table = table;
    this.columns = table.columns();
    this.where = where;
    this.words = new int[columns.size()][capacity];
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
    filled = 0;
    if (rows == capacity) {
      grow();
    }
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    if (columnOfField == null) {
      header.add(new String(buffer, offset, length).strip());
      return;
    }
    int column = field < columnOfField.length ? columnOfField[field] : -1;
    if (column < 0) {
      return;
    }
    words[column][rows] = CsvCells.word(columns.get(column), buffer, offset, length, where, line);
    filled++;
  }

  @Override
  protected StaticCsvHandler buildRecord() {
    return this;
  }

  /** Called for every line that is not empty, when all its cells have been handled. */
  void endRow() {
    if (columnOfField == null) {
      columnOfField = findColumns();
      return;
    }
    if (filled < columns.size()) {
      throw CsvCells.tooShort(getFieldCount(), header, where, line);
    }
    if (lineOfRow == null && line != rows + 2L) {
      lineOfRow = new int[capacity];
      for (int r = 0; r < rows; r++) {
        lineOfRow[r] = r + 2;
      }
    }
    if (lineOfRow != null) {
      lineOfRow[rows] = (int) Math.min(line, Integer.MAX_VALUE);
    }
    rows++;
  }

  /** What was read. */
  TableData table() {
    if (columnOfField == null) {
      throw FailureException.of(
          FailureReason.MALFORMED, where, "has no header, expected " + expectedHeader());
    }
    TableSource source =
        lineOfRow == null ? TableSource.text(where) : TableSource.text(where, lineOfRow);
    return new TableData(table, words, rows, source);
  }

  private int[] findColumns() {
    if (table != StaticTable.COVERAGES) {
      return CsvCells.fields(columns, header, where, line);
    }
    checkCoveragesHeader();
    int[] found = new int[header.size()];
    Arrays.fill(found, -1);
    found[0] = 0;
    found[1] = 1;
    return found;
  }

  private void checkCoveragesHeader() {
    int tiv = header.indexOf("tiv");
    if (header.size() < 2 || tiv >= 0 && tiv != 1) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where + ":1",
          "has the columns "
              + String.join(",", header)
              + ", expected "
              + expectedHeader()
              + " (the insured value is read from the second, whatever its name)");
    }
  }

  private String expectedHeader() {
    return String.join(",", table.columnNames());
  }

  private void grow() {
    if (capacity > Integer.MAX_VALUE / 2) {
      throw FailureException.of(
          FailureReason.INVALID, where + ":" + line, "has more rows than an array can hold");
    }
    StaticBinary.rowsThatFit(where, 2L * capacity, Integer.BYTES * columns.size());
    capacity *= 2;
    for (int c = 0; c < words.length; c++) {
      words[c] = Arrays.copyOf(words[c], capacity);
    }
    if (lineOfRow != null) {
      lineOfRow = Arrays.copyOf(lineOfRow, capacity);
    }
  }
}
