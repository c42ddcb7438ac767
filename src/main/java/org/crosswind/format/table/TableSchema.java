package org.crosswind.format.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table, in order; names are unique.
 *
 * @param name of the table and of its files: {@code results}, {@code profiles}, ...
 * @param columns in the order of writing
 */
public record TableSchema(String name, List<Column> columns) {
  /** Copies and checks. */
  public TableSchema {
    columns = List.copyOf(columns);
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException(name + " has two columns " + column.name());
      }
    }
  }

  /** A schema of the given columns. */
  public static TableSchema of(String name, Column... columns) {
    return new TableSchema(name, List.of(columns));
  }

  /** The same table with more columns at the end. */
  public TableSchema plus(List<Column> more) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(more);
    return new TableSchema(name, all);
  }

  /** How many columns. */
  public int size() {
    return columns.size();
  }

  /** The i-th column, 0-based. */
  public Column column(int i) {
    return columns.get(i);
  }

  /** The place of a column, 0-based, or -1. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /** The names in order. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
