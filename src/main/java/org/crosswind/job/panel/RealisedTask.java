package org.crosswind.job.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.stats.RealisedCalculator;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.RealisedTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.RealisedResult;
import org.crosswind.model.market.ResamplingSettings;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartFile;

/**
 * Computes the (stock, day) cells of a molecule one after the other with one set of scratch memory
 * and writes their rows to its part of {@code realised}. A cell that fails leaves no row.
 */
final class RealisedTask implements MoleculeFunction<DaySeries, CellSummary> {
  private static final long serialVersionUID = 1L;

  private final Shared<RealisedShared> shared;

  RealisedTask(Shared<RealisedShared> shared) {
    this.shared = shared;
  }

  @Override
  public List<Outcome<CellSummary>> apply(Molecule<DaySeries> molecule) throws Exception {
    RealisedShared run = shared.value();
    MoleculeFunction<DaySeries, RealisedResult> cells =
        AtomFunctions.perMolecule(
            () -> {
              RealisedCalculator calculator =
                  new RealisedCalculator(
                      run.settings(), run.kernels().resolve(), RandomOps.of(run.kernels()));
              return calculator::compute;
            },
            DaySeries::id,
            OnFailure.CONTINUE);
    List<Outcome<RealisedResult>> results = cells.apply(molecule);
    Configuration hadoop = run.hadoop().shared();
    Storage storage = new Storage(hadoop);
    PartFile.write(
        hadoop,
        new Path(run.parts(), RealisedTable.SCHEMA.name()),
        PartFile.name(molecule.number(), "parquet"),
        (fs, file) -> {
          try (RowSink rows =
              new ParquetTableWriter(storage, file, RealisedTable.SCHEMA, Map.of())) {
            for (int i = 0; i < results.size(); i++) {
              if (results.get(i) instanceof Done<RealisedResult> done) {
                write(
                    rows,
                    done.index(),
                    molecule.atoms().get(i).input(),
                    done.value(),
                    run.settings());
              }
            }
          }
        });
    List<Outcome<CellSummary>> summaries = new ArrayList<>(results.size());
    for (Outcome<RealisedResult> result : results) {
      if (result instanceof Done<RealisedResult> done) {
        summaries.add(new Done<>(done.index(), new CellSummary(done.value().rv())));
      } else if (result instanceof Failed<RealisedResult> failed) {
        summaries.add(new Failed<>(failed.index(), failed.failure()));
      }
    }
    return summaries;
  }

  private static void write(
      RowSink rows, int index, DaySeries cell, RealisedResult r, ResamplingSettings settings) {
    rows.setInt(RealisedTable.INPUT_INDEX, index);
    rows.setString(RealisedTable.DAY, cell.day().toString());
    rows.setString(RealisedTable.STOCK, cell.stock());
    rows.setDouble(RealisedTable.RV, r.rv());
    rows.setInt(RealisedTable.N, r.returns());
    rows.setDouble(RealisedTable.ASYMPTOTIC_STANDARD_ERROR, r.asymptoticStandardError());
    Cells.setUnlessNaN(rows, RealisedTable.BV, r.bv());
    rows.setDouble(RealisedTable.VOLATILITY, r.volatility());
    rows.setDouble(RealisedTable.ANNUALISED_VOLATILITY, r.annualisedVolatility());
    rows.setInt(RealisedTable.REPLICATES, settings.replicates());
    if (settings.replicates() > 0) {
      rows.setDouble(RealisedTable.LOWER, r.lower());
      rows.setDouble(RealisedTable.UPPER, r.upper());
      Cells.setUnlessNaN(rows, RealisedTable.STANDARD_ERROR, r.bootstrapStandardError());
      rows.setDouble(RealisedTable.CONFIDENCE, settings.confidence());
    }
    rows.endRow();
  }
}
