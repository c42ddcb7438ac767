package org.crosswind.format.table;

import java.io.Closeable;

/**
 * Writes rows of one table: set the cells of a row by column index, then {@link #endRow()}.
 *
 * <p>A column not set in a row is null there; null in a column that is not nullable is refused by
 * {@code endRow} with an IllegalStateException, as is a setter that does not fit the column's type.
 * The file is complete only after {@link #close()}. Not thread-safe.
 */
public interface RowSink extends Closeable {
  /** The table written. */
  TableSchema schema();

  /** Sets a BOOLEAN cell. */
  void setBoolean(int column, boolean value);

  /** Sets an INT or LONG cell. */
  void setInt(int column, int value);

  /** Sets a LONG cell. */
  void setLong(int column, long value);

  /** Sets a DOUBLE cell; NaN and infinities are values, not null. */
  void setDouble(int column, double value);

  /** Sets a STRING cell; a null text leaves it null. */
  void setString(int column, String value);

  /** Sets a DOUBLE_ARRAY cell; copied. */
  void setDoubles(int column, double[] values, int from, int length);

  /** Writes the row and clears every cell. */
  void endRow();

  /** How many rows were ended. */
  long rows();

  /** Completes the file. */
  @Override
  void close();
}
