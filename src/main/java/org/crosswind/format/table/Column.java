package org.crosswind.format.table;

import java.util.Objects;

/**
 * One column of a table.
 *
 * @param name as written in files
 * @param type of its cells
 * @param unit of its cells: {@code money, years, 1, percent, ...}; empty for text and counts
 * @param nullable whether a row may have no value, or a reader may find the column absent
 * @param description one line for a person
 */
public record Column(
    String name, ColumnType type, String unit, boolean nullable, String description) {
  /** Checks that nothing is null. */
  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(description, "description");
  }

  /** A column that every row has a value for. */
  public static Column required(String name, ColumnType type, String unit, String description) {
    return new Column(name, type, unit, false, description);
  }

  /** A column that may be empty. */
  public static Column optional(String name, ColumnType type, String unit, String description) {
    return new Column(name, type, unit, true, description);
  }
}
