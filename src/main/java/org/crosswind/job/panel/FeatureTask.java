package org.crosswind.job.panel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.stats.FeatureCalculator;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.FeaturesTable;
import org.crosswind.format.table.PerformanceTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.model.market.FeatureSeries;
import org.crosswind.model.market.Performance;
import org.crosswind.model.market.TimeOfDay;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartFile;

/**
 * Computes the features of the stocks of a molecule one after the other and writes their rows to
 * its parts of {@code features} and {@code performance}. Returns the number of rows of each.
 */
final class FeatureTask implements MoleculeFunction<StockDays, Integer> {
  private static final long serialVersionUID = 1L;

  private final Shared<FeatureShared> shared;

  FeatureTask(Shared<FeatureShared> shared) {
    this.shared = shared;
  }

  @Override
  public List<Outcome<Integer>> apply(Molecule<StockDays> molecule) throws Exception {
    FeatureShared run = shared.value();
    Configuration hadoop = run.hadoop().shared();
    Storage storage = new Storage(hadoop);
    String name = PartFile.name(molecule.number(), "parquet");
    List<Outcome<Integer>> outcomes = new ArrayList<>(molecule.atoms().size());
    PartFile.write(
        hadoop,
        new Path(run.parts(), FeaturesTable.SCHEMA.name()),
        name,
        (fs, features) ->
            PartFile.write(
                hadoop,
                new Path(run.parts(), PerformanceTable.SCHEMA.name()),
                name,
                (sameFs, performance) -> {
                  outcomes.clear();
                  compute(molecule, run, storage, features, performance, outcomes);
                }));
    return outcomes;
  }

  private static void compute(
      Molecule<StockDays> molecule,
      FeatureShared run,
      Storage storage,
      Path featuresFile,
      Path performanceFile,
      List<Outcome<Integer>> outcomes)
      throws IOException {
    FeatureCalculator calculator = new FeatureCalculator(run.settings());
    MoleculeFunction<StockDays, FeatureCalculator.Features> one =
        AtomFunctions.perAtom(
            stock -> calculator.compute(stock.days()),
            stock -> "features of " + stock.stock(),
            OnFailure.CONTINUE);
    try (RowSink features =
            new ParquetTableWriter(storage, featuresFile, FeaturesTable.SCHEMA, Map.of());
        RowSink performance =
            new ParquetTableWriter(storage, performanceFile, PerformanceTable.SCHEMA, Map.of())) {
      for (Atom<StockDays> atom : molecule.atoms()) {
        Outcome<FeatureCalculator.Features> outcome = outcome(one, molecule.number(), atom);
        if (outcome instanceof Done<FeatureCalculator.Features> done) {
          int rows = 0;
          for (FeatureSeries series : done.value().series()) {
            write(features, atom.input().stock(), series);
            rows += series.size();
          }
          write(performance, atom.input(), done.value().performance());
          outcomes.add(new Done<>(atom.index(), rows));
        } else if (outcome instanceof Failed<FeatureCalculator.Features> failed) {
          outcomes.add(new Failed<>(atom.index(), failed.failure()));
        }
      }
    }
  }

  private static Outcome<FeatureCalculator.Features> outcome(
      MoleculeFunction<StockDays, FeatureCalculator.Features> one, int number, Atom<StockDays> atom)
      throws IOException {
    try {
      return one.apply(new Molecule<>(number, List.of(atom))).get(0);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Only an interruption: the task is being cancelled.
      throw new IOException("interrupted at stock " + atom.input().stock(), e);
    }
  }

  private static void write(RowSink rows, String stock, FeatureSeries series) {
    for (int i = 0; i < series.size(); i++) {
      rows.setString(FeaturesTable.STOCK, stock);
      rows.setString(FeaturesTable.DAY, series.day().get(i).toString());
      rows.setString(FeaturesTable.TIME, TimeOfDay.text(series.times()[i]));
      rows.setDouble(FeaturesTable.PRICE, series.prices()[i]);
      Cells.setUnlessNaN(rows, FeaturesTable.SIMPLE_RETURN, series.simpleReturns()[i]);
      Cells.setUnlessNaN(rows, FeaturesTable.MOVING_AVERAGE, series.movingAverages()[i]);
      Cells.setUnlessNaN(rows, FeaturesTable.ROLLING_VOLATILITY, series.volatilities()[i]);
      Cells.setUnlessNaN(rows, FeaturesTable.RSI, series.rsi()[i]);
      rows.endRow();
    }
  }

  private static void write(RowSink rows, StockDays stock, Performance p) {
    rows.setString(PerformanceTable.STOCK, stock.stock());
    rows.setString(PerformanceTable.FIRST_DAY, stock.days().get(0).day().toString());
    rows.setString(
        PerformanceTable.LAST_DAY, stock.days().get(stock.days().size() - 1).day().toString());
    rows.setInt(PerformanceTable.DAYS, p.days());
    rows.setInt(PerformanceTable.RETURNS, p.returns());
    rows.setDouble(PerformanceTable.PERIODS_PER_YEAR, p.periodsPerYear());
    Cells.setUnlessNaN(rows, PerformanceTable.MEAN_RETURN, p.meanReturn());
    rows.setDouble(PerformanceTable.TOTAL_RETURN, p.totalReturn());
    Cells.setUnlessNaN(rows, PerformanceTable.ANNUALISED_VOLATILITY, p.annualisedVolatility());
    Cells.setUnlessNaN(rows, PerformanceTable.SHARPE, p.sharpe());
    rows.setDouble(PerformanceTable.MAXIMUM_DRAWDOWN, p.maximumDrawdown());
    Cells.setUnlessNaN(rows, PerformanceTable.WIN_RATE, p.winRate());
    Cells.setUnlessNaN(rows, PerformanceTable.AVERAGE_WIN, p.averageWin());
    Cells.setUnlessNaN(rows, PerformanceTable.AVERAGE_LOSS, p.averageLoss());
    rows.endRow();
  }
}
