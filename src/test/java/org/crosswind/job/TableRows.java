package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableReader;

/** Reads the Parquet tables of a run, every double with all its bits. */
public final class TableRows {
  private TableRows() {}

  /** All rows of a table in the order of its parts: column name to value, doubles as their bits. */
  public static List<Map<String, String>> read(Path run, String table) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(run.resolve(table))) {
      for (Path part : parts.sorted().toList()) {
        read(part, rows);
      }
    }
    return rows;
  }

  private static void read(Path part, List<Map<String, String>> to) {
    try (ParquetTableReader reader =
        new ParquetTableReader(Storage.standard(), Storage.path(part.toString()))) {
      List<String> columns = reader.columns();
      while (reader.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
          row.put(columns.get(c), reader.isNull(c) ? null : text(reader, c));
        }
        to.add(row);
      }
    }
  }

  private static String text(ParquetTableReader reader, int column) {
    String text = reader.string(column);
    // A double prints with a point, an exponent or as a word; two that differ print differently.
    return text;
  }

  /** A double of a row. */
  static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  /** The rows of one netting set, without the column that depends on the order of the book. */
  static List<Map<String, String>> of(List<Map<String, String>> rows, String nettingSet) {
    List<Map<String, String>> found = new ArrayList<>();
    for (Map<String, String> row : rows) {
      if (nettingSet.equals(row.get("netting_set_id"))) {
        Map<String, String> copy = new LinkedHashMap<>(row);
        copy.remove("input_index");
        found.add(copy);
      }
    }
    return found;
  }
}
