package org.crosswind.format.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.market.RowRules;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A Parquet table of prices: one file, or a folder of parts that is read in the order of their
 * names. Rows of a stock may stand anywhere; within a day they should be in order of time.
 *
 * <p>The time is a time stamp (Spark's INT96, or INT64 of milliseconds, microseconds or
 * nanoseconds; instants are put on the layout's clock) or a text that {@link RowTime} reads; with a
 * column for the day, the time of day alone.
 */
public final class PriceTable {
  private PriceTable() {}

  /** Whether the path is a Parquet file or a folder with at least one. */
  public static boolean isTable(Storage storage, Path path) {
    return !parts(storage, path).isEmpty();
  }

  /**
   * Reads all of it.
   *
   * @return the stocks, by name
   * @throws FailureException when a part cannot be read, lacks a column, or there are no rows
   */
  public static List<StockRead> read(
      Storage storage, Path path, PriceLayout layout, RowRules rules) {
    Map<String, StockCollector> stocks = new TreeMap<>();
    List<Path> parts = parts(storage, path);
    for (int part = 0; part < parts.size(); part++) {
      try (RowSource rows = new ParquetTableReader(storage, parts.get(part))) {
        read(rows, layout, rules, new Places(path, parts, part), stocks);
      }
    }
    if (stocks.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING, Storage.name(path), "the table has no rows, expected prices");
    }
    return stocks.values().stream().map(StockCollector::finish).toList();
  }

  private static void read(
      RowSource rows,
      PriceLayout layout,
      RowRules rules,
      Places places,
      Map<String, StockCollector> stocks) {
    PriceLayout.TableColumns names = layout.table();
    int stock = column(rows, names.stock());
    int day = names.day().isEmpty() ? -1 : column(rows, names.day());
    int time = column(rows, names.time());
    int price = column(rows, names.price());
    RowTime rowTime = new RowTime(layout.zone());
    for (long row = 1; rows.next(); row++) {
      String name = rows.isNull(stock) ? "" : rows.string(stock);
      StockCollector collector =
          stocks.computeIfAbsent(name, s -> new StockCollector(s, rules, places::text));
      if (name.isEmpty()) {
        collector.bad(
            null, places.of(row), FailureReason.MALFORMED, "stock is empty, expected a name");
        continue;
      }
      String timeText = rows.isNull(time) ? "" : rows.string(time);
      String dayText = timeText;
      if (day < 0) {
        rowTime.read(timeText);
      } else {
        dayText = rows.isNull(day) ? "" : rows.string(day);
        rowTime.read(dayText, timeText);
      }
      String priceText = rows.isNull(price) ? "" : rows.string(price);
      PriceRow.add(
          collector, places.of(row), rowTime, dayText, timeText, number(rows, price), priceText);
    }
  }

  private static double number(RowSource rows, int column) {
    try {
      return rows.isNull(column) ? Double.NaN : rows.number(column);
    } catch (FailureException e) { // the message with the text is made by the caller
      return Double.NaN;
    }
  }

  private static int column(RowSource rows, String name) {
    int found = rows.columns().indexOf(name);
    if (found < 0) {
      throw FailureException.of(
          FailureReason.MISSING,
          rows.headerPlace(),
          "there is no column '" + name + "', the columns are " + rows.columns());
    }
    return found;
  }

  private static List<Path> parts(Storage storage, Path path) {
    FileStatus there = storage.status(path);
    FileStatus[] candidates = there.isDirectory() ? storage.list(path) : new FileStatus[] {there};
    List<Path> parts = new ArrayList<>();
    Arrays.stream(candidates)
        .filter(FileStatus::isFile)
        .map(FileStatus::getPath)
        .filter(file -> isParquet(file.getName()))
        .forEach(parts::add);
    return parts;
  }

  private static boolean isParquet(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.startsWith("_")
        && (lower.endsWith(".parquet") || lower.endsWith(".pq"));
  }

  /**
   * Rows of several parts as single numbers, so that a collector can keep them: the part above, the
   * row below.
   */
  private record Places(Path table, List<Path> parts, int part) {
    private static final int ROW_BITS = 40;

    long of(long row) {
      return ((long) part << ROW_BITS) + row;
    }

    String text(long place) {
      if (place == 0) {
        return Storage.name(table);
      }
      return Storage.name(parts.get((int) (place >>> ROW_BITS)))
          + " row "
          + (place & ((1L << ROW_BITS) - 1));
    }
  }
}
