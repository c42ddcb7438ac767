package org.crosswind.job.panel;

import java.io.PrintStream;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.market.PriceFolder;
import org.crosswind.format.market.PriceTable;
import org.crosswind.format.market.StockFile;
import org.crosswind.job.MemoryNeed;
import org.crosswind.job.config.PanelConfig;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;

/**
 * The part of {@code validate} that knows market panels: reads every price, keeps none, and
 * computes nothing.
 */
public final class PanelCheck {
  private final PanelConfig config;
  private final Storage storage;
  private final PrintStream out;
  private int stocks;
  private long days;
  private long problems;
  private long prices;
  private long largestStock;

  /**
   * A check.
   *
   * @param out receives a line for each problem
   */
  public PanelCheck(PanelConfig config, Storage storage, PrintStream out) {
    this.config = config;
    this.storage = storage;
    this.out = out;
  }

  /**
   * Reads all prices; prints the stocks and days of which nothing can be used, and why.
   *
   * @throws FailureException when there is no input
   */
  public void run() {
    Path input = Storage.path(config.input());
    if (PriceTable.isTable(storage, input)) {
      PriceTable.read(storage, input, config.layout(), config.rows()).forEach(this::look);
      return;
    }
    PriceFolder folder = PriceFolder.list(storage, input, config.layout());
    folder.failures().values().forEach(this::problem);
    for (StockFile file : folder.files()) {
      look(file.read(storage, config.layout(), config.rows()));
    }
  }

  private void look(StockRead stock) {
    stocks++;
    stock.failure().ifPresent(this::problem);
    long found = 0;
    for (DayRead day : stock.days()) {
      days++;
      day.failure().ifPresent(this::problem);
      found += day.rows();
    }
    prices += found;
    largestStock = Math.max(largestStock, found);
  }

  private void problem(Failure failure) {
    problems++;
    out.println(failure.oneLine());
  }

  /** What was looked at, for people. */
  public String summary() {
    return stocks + " stocks, " + days + " days of stocks, " + prices + " prices";
  }

  /** How many stocks and days have failed. */
  public long problems() {
    return problems;
  }

  /** Memory for what was read; empty when there is no price. */
  public Optional<MemoryNeed> memory() {
    return prices == 0
        ? Optional.empty()
        : Optional.of(MemoryNeed.panel(prices, largestStock, config.resampling().replicates()));
  }
}
