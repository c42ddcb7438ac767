package org.crosswind.job.fm;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosswind.format.table.AnalysesTable;
import org.crosswind.format.table.PortfolioLossesTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.job.watch.Figure;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.Failure;

/** The rows of the tables about the analyses of a run. */
final class FmTables {
  private FmTables() {}

  /** Writes {@code analyses}. */
  static void analyses(FmRun run, RowSink rows) {
    for (int i = 0; i < run.results().size(); i++) {
      FmRun.Result result = run.results().get(i);
      FmAnalysis analysis = result.analysis();
      boolean done = result.failure().isEmpty();
      rows.setInt(AnalysesTable.INPUT_INDEX, i);
      rows.setString(AnalysesTable.ANALYSIS, analysis.runId());
      rows.setString(AnalysesTable.STATUS, done ? "done" : "failed");
      rows.setInt(AnalysesTable.ALLOCATION_RULE, analysis.allocationRule());
      rows.setString(AnalysesTable.PERSPECTIVES, analysis.losses().name().toLowerCase(Locale.ROOT));
      rows.setLong(AnalysesTable.EVENTS_READ, result.read());
      rows.setLong(AnalysesTable.EVENTS, result.events());
      rows.setLong(AnalysesTable.EVENTS_LEFT_OUT, result.skipped());
      rows.setLong(AnalysesTable.ITEMS, result.items());
      rows.setLong(AnalysesTable.BYTES, result.bytes());
      if (done) {
        rows.setString(AnalysesTable.OUTPUT, analysis.output());
        if (analysis.netOutput().isPresent()) {
          rows.setString(AnalysesTable.NET_OUTPUT, analysis.netOutput().get());
        }
      } else {
        Failure failure = result.failure().get();
        rows.setString(AnalysesTable.REASON, failure.reason().name());
        rows.setString(AnalysesTable.WHERE, failure.where());
        rows.setString(AnalysesTable.MESSAGE, failure.message());
      }
      if (!result.warnings().isEmpty()) {
        rows.setString(AnalysesTable.WARNINGS, result.warnings());
      }
      rows.endRow();
    }
  }

  /**
   * Writes {@code portfolio_losses}.
   *
   * @param losses of the run's streams, each of an analysis and a perspective
   */
  static void losses(FmRun run, List<Figure> losses, RowSink rows) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < run.results().size(); i++) {
      places.put(run.results().get(i).analysis().runId(), i);
    }
    for (Figure loss : losses) {
      int place = places.get(loss.id());
      FmAnalysis analysis = run.results().get(place).analysis();
      rows.setInt(PortfolioLossesTable.INPUT_INDEX, place);
      rows.setString(PortfolioLossesTable.ANALYSIS, loss.id());
      rows.setString(PortfolioLossesTable.PERSPECTIVE, loss.model());
      rows.setDouble(PortfolioLossesTable.MEAN_LOSS, loss.value());
      rows.setString(
          PortfolioLossesTable.OUTPUT,
          loss.model().equals("net")
              ? analysis.netOutput().orElse(analysis.output())
              : analysis.output());
      rows.endRow();
    }
  }
}
