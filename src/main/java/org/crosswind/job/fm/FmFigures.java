package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.crosswind.job.watch.Figure;
import org.crosswind.job.watch.Figures;
import org.crosswind.job.watch.RunCounts;
import org.crosswind.model.insurance.Coverages;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.FailureException;

/**
 * Figures of a run of the financial module. Of a portfolio, which is an analysis: its loss, gross
 * and net apart (the figure's model is the perspective), the loss over the insured value where
 * {@code coverages} say that, and its failed events. Of the book: its failed analyses.
 *
 * <p>Losses are read from the streams as they were written, and only when a limit asks for them, so
 * they do not depend on how the work was divided. An analysis of which nothing was published has no
 * loss, a failed share of 1 and NaN failed events, which breaks any limit.
 */
final class FmFigures implements Figures {
  private final Storage storage;
  private final FmRun run;
  private final Supplier<Optional<Before>> previous;
  private final Consumer<String> warnings;
  private final Map<String, OptionalDouble> insured = new HashMap<>();
  private List<Figure> losses;
  private Optional<Before> found;

  /**
   * The figures of a run whose outputs are complete.
   *
   * @param previous reads the losses of the run to compare with; called once at most, when a limit
   *     needs it
   * @param warnings is told what keeps a figure from being compared
   */
  FmFigures(
      Storage storage, FmRun run, Supplier<Optional<Before>> previous, Consumer<String> warnings) {
    this.storage = storage;
    this.run = run;
    this.previous = previous;
    this.warnings = warnings;
  }

  /** Whether any limit asks for losses. */
  static boolean wanted(List<Limit> limits) {
    return limits.stream()
        .anyMatch(
            limit -> limit.measure() == Measure.LOSS || limit.measure() == Measure.LOSS_RATIO);
  }

  @Override
  public List<Figure> now(Limit limit) {
    if (limit.scope() == Scope.BOOK) {
      return new RunCounts(run.results().size(), run.failedAnalyses()).figures().now(limit);
    }
    if (limit.scope() != Scope.PORTFOLIO) {
      return List.of();
    }
    List<Figure> figures =
        switch (limit.measure()) {
          case LOSS -> losses();
          case LOSS_RATIO -> ratios();
          case FAILED, FAILED_SHARE -> failures(limit.measure());
          default -> List.<Figure>of();
        };
    return filtered(limit, figures);
  }

  @Override
  public Optional<Before> before(Limit limit) {
    if (found == null) {
      found = previous.get();
    }
    return found.map(then -> new Before(then.run(), filtered(limit, then.figures())));
  }

  private static List<Figure> filtered(Limit limit, List<Figure> figures) {
    return figures.stream()
        .filter(f -> limit.portfolios().isEmpty() || limit.portfolios().contains(f.id()))
        .toList();
  }

  private List<Figure> failures(Measure measure) {
    List<Figure> figures = new ArrayList<>();
    for (FmRun.Result result : run.results()) {
      boolean failed = result.failure().isPresent();
      double value =
          measure == Measure.FAILED_SHARE
              ? failed ? 1 : new RunCounts(result.read(), result.skipped()).failedShare()
              : failed ? Double.NaN : result.skipped();
      figures.add(new Figure(result.analysis().runId(), null, null, value));
    }
    return figures;
  }

  /** The loss of each stream, in the order of the analyses, gross before net. */
  List<Figure> losses() {
    if (losses == null) {
      losses = new ArrayList<>();
      for (FmRun.Result result : run.results()) {
        FmAnalysis analysis = result.analysis();
        if (result.failure().isEmpty()) {
          if (analysis.losses().gross()) {
            loss(analysis, "gross", analysis.output());
          }
          if (analysis.losses().net()) {
            loss(analysis, "net", analysis.netOutput().orElse(analysis.output()));
          }
        }
      }
    }
    return losses;
  }

  private void loss(FmAnalysis analysis, String perspective, String stream) {
    double loss = Double.NaN;
    try {
      loss = StreamLoss.mean(storage, Storage.path(stream));
    } catch (FailureException e) {
      warnings.accept("the loss is not known and breaks its limits: " + e.failure().oneLine());
    }
    losses.add(new Figure(analysis.runId(), null, perspective, loss));
  }

  private List<Figure> ratios() {
    Map<String, String> folders = new HashMap<>();
    run.results().forEach(r -> folders.put(r.analysis().runId(), r.analysis().staticFolder()));
    List<Figure> ratios = new ArrayList<>();
    for (Figure loss : losses()) {
      OptionalDouble value = insured.computeIfAbsent(folders.get(loss.id()), this::insuredValue);
      if (value.isPresent()) {
        ratios.add(new Figure(loss.id(), null, loss.model(), loss.value() / value.getAsDouble()));
      }
    }
    return ratios;
  }

  /** The sum of the insured values of all coverages, or nothing where the table is absent. */
  private OptionalDouble insuredValue(String folder) {
    Optional<Coverages> coverages;
    try {
      coverages =
          new OasisStaticReader(new HadoopStaticFolder(storage, Storage.path(folder)))
              .read()
              .coverages();
    } catch (FailureException e) {
      warnings.accept("the insured value is not known: " + e.failure().oneLine());
      return OptionalDouble.of(Double.NaN); // so that limits on it are broken
    }
    if (coverages.isEmpty()) {
      warnings.accept(
          "limits on loss-ratio are not compared: " + folder + " has no table coverages");
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (float tiv : coverages.get().tiv()) {
      sum += tiv;
    }
    return OptionalDouble.of(sum);
  }
}
