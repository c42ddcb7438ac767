package org.crosswind.format.table;

import java.util.Arrays;

/**
 * The cells of one row by type, without a box per cell: the part of a {@link RowSink} that every
 * file format shares. A format implements {@link #write()} and reads the cells with the accessors.
 */
public abstract class RowBuffer implements RowSink {
  private final TableSchema schema;
  private final ColumnType[] types;
  private final boolean[] set;
  private final long[] bits;
  private final double[] doubles;
  private final Object[] objects;
  private long rows;

  /** An empty row of the table. */
  protected RowBuffer(TableSchema schema) {
    this.schema = schema;
    int n = schema.size();
    this.types = schema.columns().stream().map(Column::type).toArray(ColumnType[]::new);
    this.set = new boolean[n];
    this.bits = new long[n];
    this.doubles = new double[n];
    this.objects = new Object[n];
  }

  @Override
  public final TableSchema schema() {
    return schema;
  }

  @Override
  public final long rows() {
    return rows;
  }

  @Override
  public final void setBoolean(int column, boolean value) {
    check(column, ColumnType.BOOLEAN);
    bits[column] = value ? 1 : 0;
    set[column] = true;
  }

  @Override
  public final void setInt(int column, int value) {
    if (types[column] != ColumnType.LONG) {
      check(column, ColumnType.INT);
    }
    bits[column] = value;
    set[column] = true;
  }

  @Override
  public final void setLong(int column, long value) {
    check(column, ColumnType.LONG);
    bits[column] = value;
    set[column] = true;
  }

  @Override
  public final void setDouble(int column, double value) {
    check(column, ColumnType.DOUBLE);
    doubles[column] = value;
    set[column] = true;
  }

  @Override
  public final void setString(int column, String value) {
    check(column, ColumnType.STRING);
    objects[column] = value;
    set[column] = value != null;
  }

  @Override
  public final void setDoubles(int column, double[] values, int from, int length) {
    check(column, ColumnType.DOUBLE_ARRAY);
    objects[column] = Arrays.copyOfRange(values, from, from + length);
    set[column] = true;
  }

  @Override
  public final void endRow() {
    for (int i = 0; i < set.length; i++) {
      if (!set[i] && !schema.column(i).nullable()) {
        throw new IllegalStateException(
            schema.name() + " row " + rows + " has no " + schema.column(i).name());
      }
    }
    write();
    Arrays.fill(set, false);
    rows++;
  }

  /** Writes the current row. */
  protected abstract void write();

  /** Whether a cell has no value. */
  protected final boolean isNull(int column) {
    return !set[column];
  }

  /** A BOOLEAN cell. */
  protected final boolean booleanAt(int column) {
    return bits[column] != 0;
  }

  /** An INT or LONG cell. */
  protected final long longAt(int column) {
    return bits[column];
  }

  /** A DOUBLE cell. */
  protected final double doubleAt(int column) {
    return doubles[column];
  }

  /** A STRING cell. */
  protected final String stringAt(int column) {
    return (String) objects[column];
  }

  /** A DOUBLE_ARRAY cell; valid until the row ends. */
  protected final double[] doublesAt(int column) {
    return (double[]) objects[column];
  }

  private void check(int column, ColumnType type) {
    if (types[column] != type) {
      throw new IllegalStateException(
          schema.name()
              + "."
              + schema.column(column).name()
              + " is "
              + types[column]
              + ", not "
              + type);
    }
  }
}
