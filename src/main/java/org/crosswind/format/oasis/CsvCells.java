package org.crosswind.format.oasis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crosswind.format.oasis.StaticTable.Column;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Header and cells of a text table, to words of 32 bits, with messages that name file and line. */
final class CsvCells {
  private CsvCells() {}

  /**
   * For each field of a line the column it fills, -1 for none.
   *
   * @throws FailureException when a column is missing or there twice
   */
  static int[] fields(List<Column> columns, List<String> header, String where, long line) {
    int[] found = new int[header.size()];
    Arrays.fill(found, -1);
    List<String> missing = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      String name = columns.get(c).name();
      int at = header.indexOf(name);
      if (at < 0) {
        missing.add(name);
      } else if (header.lastIndexOf(name) != at) {
        throw FailureException.of(
            FailureReason.MALFORMED,
            where + ":" + line,
            "has two columns " + name + ", expected one");
      } else {
        found[at] = c;
      }
    }
    if (!missing.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING,
          where + ":" + line,
          "has no column "
              + String.join(", ", missing)
              + "; found "
              + String.join(",", header)
              + ", expected "
              + String.join(",", columns.stream().map(Column::name).toList()));
    }
    return found;
  }

  /** A line that ends before all columns are filled. */
  static FailureException tooShort(int cells, List<String> header, String where, long line) {
    return FailureException.of(
        FailureReason.MALFORMED,
        where + ":" + line,
        "has "
            + cells
            + " cells, expected "
            + header.size()
            + " ("
            + String.join(",", header)
            + ")");
  }

  /** A cell as the word of its column; blanks around it are ignored. */
  static int word(Column column, char[] buffer, int offset, int length, String where, long line) {
    int from = offset;
    int to = offset + length;
    while (from < to && buffer[from] <= ' ') {
      from++;
    }
    while (from < to && buffer[to - 1] <= ' ') {
      to--;
    }
    try {
      return switch (column.type()) {
        case INTEGER -> (int) whole(buffer, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case UNSIGNED -> (int) whole(buffer, from, to, 0, 0xffff_ffffL);
        case REAL -> Float.floatToRawIntBits(FloatText.parse(new String(buffer, from, to - from)));
      };
    } catch (NumberFormatException e) {
      int shown = Math.min(to - from, 40);
      throw FailureException.of(
          FailureReason.MALFORMED,
          where + ":" + line,
          String.format(
              Locale.ROOT,
              "%s is '%s%s', expected %s",
              column.name(),
              new String(buffer, from, shown),
              shown < to - from ? "..." : "",
              expected(column)));
    }
  }

  private static String expected(Column column) {
    return switch (column.type()) {
      case INTEGER -> "a whole number from -2147483648 to 2147483647";
      case UNSIGNED -> "a whole number from 0 to 4294967295";
      case REAL -> "a number";
    };
  }

  /** A whole number; {@code 12.0} is one, as spreadsheets and data frames write it. */
  private static long whole(char[] buffer, int from, int to, long least, long greatest) {
    int at = from;
    boolean negative = at < to && buffer[at] == '-';
    if (at < to && (negative || buffer[at] == '+')) {
      at++;
    }
    int firstDigit = at;
    long value = 0;
    while (at < to && buffer[at] >= '0' && buffer[at] <= '9' && value <= greatest + 1) {
      value = 10 * value + (buffer[at] - '0');
      at++;
    }
    boolean digits = at > firstDigit;
    if (digits && at < to && buffer[at] == '.') {
      at++;
      while (at < to && buffer[at] == '0') {
        at++;
      }
    }
    long signed = negative ? -value : value;
    if (!digits || at < to || signed < least || signed > greatest) {
      throw new NumberFormatException();
    }
    return signed;
  }
}
