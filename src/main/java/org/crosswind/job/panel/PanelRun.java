package org.crosswind.job.panel;

import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.ExitCode;
import org.crosswind.model.run.Failed;

/**
 * A finished panel.
 *
 * @param folder where its tables are
 * @param stocks a line a stock, in input order
 * @param cells cells with a result
 * @param failures what has none, in input order
 * @param exitCode what the process shall say
 */
record PanelRun(
    Path folder,
    List<StockLine> stocks,
    int cells,
    List<Failed<CellSummary>> failures,
    ExitCode exitCode) {
  private static final int SHOWN = 20;

  PanelRun {
    stocks = List.copyOf(stocks);
    failures = List.copyOf(failures);
  }

  /**
   * What is printed of a stock.
   *
   * @param stock its name
   * @param days cells with a result
   * @param failed inputs without
   * @param volatility square root of the mean realised variance times trading days of a year
   */
  record StockLine(String stock, int days, int failed, double volatility) {}

  /** The first stocks and what failed, for a person. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        String.format(
            Locale.ROOT, "%-16s %8s %8s %20s", "stock", "days", "failed", "annualised volatility"));
    for (StockLine stock : stocks.subList(0, Math.min(SHOWN, stocks.size()))) {
      String volatility =
          stock.days() == 0 ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * stock.volatility());
      line(
          text,
          String.format(
              Locale.ROOT,
              "%-16s %8d %8d %21s",
              stock.stock(),
              stock.days(),
              stock.failed(),
              volatility));
    }
    if (stocks.size() > SHOWN) {
      line(text, "and " + (stocks.size() - SHOWN) + " more stocks");
    }
    line(text, "");
    line(text, cells + " days of stocks done, " + failures.size() + " failed");
    for (Failed<CellSummary> failed : failures.subList(0, Math.min(SHOWN, failures.size()))) {
      line(text, "  " + failed.failure().oneLine());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  /** Where the tables are, as a person reads it. */
  String folderName() {
    return Storage.name(folder);
  }
}
