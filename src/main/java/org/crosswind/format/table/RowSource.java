package org.crosswind.format.table;

import java.io.Closeable;
import java.util.List;

/**
 * Reads rows of one input table, whatever its file format: {@link #next()} moves, the getters read
 * the current row by column index.
 *
 * <p>Every getter throws a {@link org.crosswind.model.run.FailureException} that names file, line,
 * column, value and what was expected; the row after it can still be read. An empty CSV cell is
 * null, and so is one that has only blanks. Not thread-safe.
 */
public interface RowSource extends Closeable {
  /** The file as messages name it. */
  String file();

  /** The place of the header, for problems of the whole table. */
  String headerPlace();

  /** The column names in the order of the file; not checked for duplicates. */
  List<String> columns();

  /** Moves to the next row; false after the last. */
  boolean next();

  /** The place of the current row: {@code book.csv:17}, or {@code book.parquet row 16}. */
  String where();

  /**
   * Checks the shape of the current row.
   *
   * @throws org.crosswind.model.run.FailureException when it has more or fewer cells than there are
   *     columns
   */
  void checkShape();

  /** Whether the cell is null, empty or absent; never throws. */
  boolean isNull(int column);

  /** The cell as text without blanks around it; a null cell is refused. */
  String string(int column);

  /** The cell as a double: decimal, {@code nan} and {@code inf} too; a null cell is refused. */
  double number(int column);

  /** The cell as a whole number of 32 bits; a null cell is refused. */
  int integer(int column);

  /** The cell as {@code true} or {@code false}; a null cell is refused. */
  boolean bool(int column);

  @Override
  void close();
}
