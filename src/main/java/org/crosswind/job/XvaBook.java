package org.crosswind.job;

import java.util.List;
import java.util.Locale;
import org.crosswind.calc.xva.BookFold;
import org.crosswind.calc.xva.SamplingErrors;
import org.crosswind.format.table.BookFiguresTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaUncertainty;

/** Writes the table {@code book}: the figures of the whole book with their sampling errors. */
final class XvaBook {
  private final List<ModelSpec> models;
  private final BootstrapSettings bootstrap;

  XvaBook(List<ModelSpec> models, BootstrapSettings bootstrap) {
    this.models = models;
    this.bootstrap = bootstrap;
  }

  /**
   * A row a model.
   *
   * @param sums what the fold of the book has left: nothing when no set has results, then there are
   *     no rows
   */
  void write(RowSink rows, List<BookFold.Node> sums) {
    for (BookFold.Node book : sums) {
      XvaUncertainty figures = new SamplingErrors(bootstrap).of(book.sum());
      for (int m = 0; m < models.size(); m++) {
        row(rows, models.get(m), book.sum().sets(), figures, figures.models().get(m));
      }
    }
  }

  private void row(
      RowSink rows,
      ModelSpec model,
      int sets,
      XvaUncertainty figures,
      XvaUncertainty.Model figure) {
    rows.setString(BookFiguresTable.MODEL, model.name());
    if (XvaRows.hasParameter(model)) {
      rows.setDouble(BookFiguresTable.PARAMETER, model.parameter());
    }
    if (!Double.isNaN(model.degreesOfFreedom())) {
      rows.setDouble(BookFiguresTable.DEGREES_OF_FREEDOM, model.degreesOfFreedom());
    }
    rows.setInt(BookFiguresTable.NETTING_SETS, sets);
    rows.setDouble(BookFiguresTable.EPE, figures.epe());
    ErrorCells.set(rows, BookFiguresTable.EPE_ERRORS, figures.epeError());
    rows.setDouble(BookFiguresTable.BASELINE_CVA, figures.baselineCva());
    ErrorCells.set(rows, BookFiguresTable.BASELINE_CVA_ERRORS, figures.baselineError());
    rows.setDouble(BookFiguresTable.WWR_CVA, figure.wwrCva());
    ErrorCells.set(rows, BookFiguresTable.WWR_CVA_ERRORS, figure.wwrError());
    rows.setDouble(BookFiguresTable.ALPHA, figure.alpha());
    ErrorCells.set(rows, BookFiguresTable.ALPHA_ERRORS, figure.alphaError());
    rows.setInt(BookFiguresTable.REPLICATES, bootstrap.replicates());
    rows.setDouble(BookFiguresTable.CONFIDENCE, bootstrap.confidence());
    rows.setString(BookFiguresTable.METHOD, label(bootstrap.method()));
    rows.setString(BookFiguresTable.RESAMPLING, label(bootstrap.resampling()));
    rows.setBoolean(BookFiguresTable.SHARED_SCENARIOS, bootstrap.sharedScenarios());
    rows.endRow();
  }

  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
