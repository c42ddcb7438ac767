package org.crosswind.format.oasis;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    int from = offset;
    int to = offset + length;
    while (from < to && buffer[from] <= ' ') {
      from++;
    }
    while (from < to && buffer[to - 1] <= ' ') {
      to--;
    }
    words[column][rows] =
        switch (columns.get(column).type()) {
          case INTEGER ->
              (int) whole(column, buffer, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE);
          case UNSIGNED -> (int) whole(column, buffer, from, to, 0, 0xffff_ffffL);
          case REAL -> real(column, buffer, from, to);
        };
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
      throw FailureException.of(
          FailureReason.MALFORMED,
          where + ":" + line,
          "has "
              + getFieldCount()
              + " cells, expected "
              + header.size()
              + " ("
              + String.join(",", header)
              + ")");
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
    int[] found = new int[header.size()];
    Arrays.fill(found, -1);
    if (table == StaticTable.COVERAGES) {
      checkCoveragesHeader();
      found[0] = 0;
      found[1] = 1;
      return found;
    }
    List<String> missing = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      String name = columns.get(c).name();
      int at = header.indexOf(name);
      if (at < 0) {
        missing.add(name);
      } else if (header.lastIndexOf(name) != at) {
        throw FailureException.of(
            FailureReason.MALFORMED, where + ":1", "has two columns " + name + ", expected one");
      } else {
        found[at] = c;
      }
    }
    if (!missing.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING,
          where + ":1",
          "has no column "
              + String.join(", ", missing)
              + "; found "
              + String.join(",", header)
              + ", expected "
              + expectedHeader());
    }
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

  /** A whole number; {@code 12.0} is one, as spreadsheets and data frames write it. */
  private long whole(int column, char[] buffer, int from, int to, long least, long greatest) {
    int at = from;
    boolean negative = at < to && buffer[at] == '-';
    if (at < to && (negative || buffer[at] == '+')) {
      at++;
    }
    int firstDigit = at;
    long value = 0;
    while (at < to && buffer[at] >= '0' && buffer[at] <= '9') {
      value = 10 * value + (buffer[at] - '0');
      if (value > 0xffff_ffffL) {
        throw notANumber(column, buffer, from, to, "expected " + least + " to " + greatest);
      }
      at++;
    }
    boolean digits = at > firstDigit;
    if (digits && at < to && buffer[at] == '.') {
      at++;
      while (at < to && buffer[at] == '0') {
        at++;
      }
    }
    if (!digits || at < to) {
      throw notANumber(column, buffer, from, to, "expected a whole number");
    }
    long signed = negative ? -value : value;
    if (signed < least || signed > greatest) {
      throw notANumber(column, buffer, from, to, "expected " + least + " to " + greatest);
    }
    return signed;
  }

  private int real(int column, char[] buffer, int from, int to) {
    try {
      return Float.floatToRawIntBits(FloatText.parse(new String(buffer, from, to - from)));
    } catch (NumberFormatException e) {
      throw notANumber(column, buffer, from, to, "expected a number");
    }
  }

  private FailureException notANumber(
      int column, char[] buffer, int from, int to, String expected) {
    int shown = Math.min(to - from, 40);
    String found = new String(buffer, from, shown) + (shown < to - from ? "..." : "");
    return FailureException.of(
        FailureReason.MALFORMED,
        where + ":" + line,
        String.format(Locale.ROOT, "%s is '%s', %s", columns.get(column).name(), found, expected));
  }
}
