package org.crosswind.format.book;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosswind.format.table.Column;
import org.crosswind.format.table.RowSource;
import org.crosswind.format.table.TableSchema;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Finds a table's columns in a file's header, and says everything that is wrong with it at once.
 */
final class Header {
  private Header() {}

  /**
   * The place in the file of each column of the schema, -1 for an optional one that is absent.
   *
   * @param allowUnknown whether columns that the schema does not know are ignored or refused
   * @throws FailureException MISSING when a required column is absent, else INVALID; the message
   *     lists every problem
   */
  static int[] match(RowSource rows, TableSchema schema, boolean allowUnknown) {
    List<String> names = rows.columns();
    List<String> problems = new ArrayList<>();
    int[] places = new int[schema.size()];
    boolean missing = false;
    for (int i = 0; i < places.length; i++) {
      Column column = schema.column(i);
      places[i] = names.indexOf(column.name());
      if (places[i] < 0 && !column.nullable()) {
        missing = true;
        problems.add("column " + column.name() + " is missing");
      }
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        problems.add("column '" + name + "' is there twice");
      } else if (!allowUnknown && schema.indexOf(name) < 0) {
        problems.add("column '" + name + "' is unknown");
      }
    }
    if (!problems.isEmpty()) {
      throw FailureException.of(
          missing ? FailureReason.MISSING : FailureReason.INVALID,
          rows.headerPlace(),
          String.join("; ", problems) + "; expected the columns " + describe(schema));
    }
    return places;
  }

  private static String describe(TableSchema schema) {
    StringBuilder text = new StringBuilder();
    for (Column column : schema.columns()) {
      text.append(text.isEmpty() ? "" : ", ").append(column.name());
      if (column.nullable()) {
        text.append(" (optional)");
      }
    }
    return text.toString();
  }
}
