package org.crosswind.format.market;

import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.csv.CsvRows;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.DecimalText;
import org.crosswind.model.market.RowRules;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The text file of one stock.
 *
 * @param stock its name: the file's without the ending
 * @param path where it is
 * @param bytes its size, for planning
 */
public record StockFile(String stock, String path, long bytes) {
  /** Checks that nothing is null. */
  public StockFile {
    Objects.requireNonNull(stock, "stock");
    Objects.requireNonNull(path, "path");
  }

  /**
   * Reads all of it. What is wrong with a row is kept for its cell; what is wrong with the file
   * fails the stock: it is absent, empty, or not text to its end.
   */
  public StockRead read(Storage storage, PriceLayout layout, RowRules rules) {
    Path file = Storage.path(path);
    String name = Storage.name(file);
    StockCollector collector =
        new StockCollector(stock, rules, row -> row == 0 ? name : name + ":" + row);
    try (CsvRows rows = new CsvRows(storage, file, layout.separator())) {
      RowTime time = new RowTime(layout.zone());
      for (int i = 0; i < layout.headerLines(); i++) {
        if (!rows.next()) {
          break;
        }
      }
      while (rows.next()) {
        row(rows, layout, time, collector);
      }
      return collector.finish();
    } catch (FailureException e) {
      return StockRead.failed(stock, name, e.failure());
    }
  }

  private static void row(
      CsvRows rows, PriceLayout layout, RowTime time, StockCollector collector) {
    if (rows.cells() < layout.cells()) {
      String dayText = layout.dayColumn() < rows.cells() ? rows.cell(layout.dayColumn()) : "";
      time.read(dayText, "");
      collector.bad(
          time.day(),
          rows.line(),
          FailureReason.MALFORMED,
          "the row has " + rows.cells() + " cells, expected at least " + layout.cells());
      return;
    }
    String dayText = rows.cell(layout.dayColumn());
    String timeText = rows.cell(layout.timeColumn());
    if (layout.dayColumn() == layout.timeColumn()) {
      time.read(dayText);
    } else {
      time.read(dayText, timeText);
    }
    String priceText = rows.cell(layout.priceColumn());
    double price = price(priceText, layout.decimalSeparator());
    PriceRow.add(collector, rows.line(), time, dayText, timeText, price, priceText);
  }

  /** The price, or NaN when the text is no number. */
  private static double price(String text, char decimalSeparator) {
    try {
      return DecimalText.parse(
          decimalSeparator == '.' ? text : text.replace(decimalSeparator, '.'));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
