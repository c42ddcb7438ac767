package org.crosswind.format.table;

/** What the cells of a column are. */
public enum ColumnType {
  /** True or false. */
  BOOLEAN,
  /** A whole number of 32 bits. */
  INT,
  /** A whole number of 64 bits. */
  LONG,
  /** A double; may be NaN or infinite. */
  DOUBLE,
  /** Text. */
  STRING,
  /** A list of doubles without nulls. */
  DOUBLE_ARRAY
}
