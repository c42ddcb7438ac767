package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.job.watch.Figure;
import org.crosswind.job.watch.Figures;
import org.crosswind.job.watch.RunCounts;
import org.crosswind.model.insurance.Coverages;
import org.crosswind.model.run.FailureException;

/**
 * Figures of a run of the financial module. Of a portfolio, which is an analysis: its loss, gross
 * and net apart (the figure's model is the perspective), its annual loss where it has occurrences,
 * both over the insured value where {@code coverages} say that, and its failed events. Of the book:
 * its failed analyses.
 *
 * <p>Losses are read from the streams as they were written, and only when a limit asks for them, so
 * they do not depend on how the work was divided. An analysis of which nothing was published has no
 * loss, a failed share of 1 and NaN failed events, which breaks any limit.
 */
final class FmFigures implements Figures {
  /** Analyses that a warning names. */
  private static final int SHOWN = 10;

  private final Storage storage;
  private final FmRun run;
  private final Function<Measure, Optional<Before>> previous;
  private final Consumer<String> warnings;
  private final Map<String, OptionalDouble> insured = new HashMap<>();
  private final Map<Measure, Optional<Before>> found = new EnumMap<>(Measure.class);
  private FmLosses losses;
  private boolean told;

  /**
   * The figures of a run whose outputs are complete.
   *
   * @param previous reads the losses, by events or annual, of the run to compare with; called once
   *     at most for each, when a limit needs it
   * @param warnings is told what keeps a figure from being compared
   */
  FmFigures(
      Storage storage,
      FmRun run,
      Function<Measure, Optional<Before>> previous,
      Consumer<String> warnings) {
    this.storage = storage;
    this.run = run;
    this.previous = previous;
    this.warnings = warnings;
  }

  /** Whether any limit asks for losses. */
  static boolean wanted(List<Limit> limits) {
    return limits.stream().anyMatch(limit -> limit.measure().ofLosses());
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
          case LOSS_RATIO -> ratios(losses());
          case ANNUAL_LOSS -> annualTotals();
          case ANNUAL_LOSS_RATIO -> ratios(annualTotals());
          case FAILED, FAILED_SHARE -> failures(limit.measure());
          default -> List.<Figure>of();
        };
    return filtered(limit, figures);
  }

  @Override
  public Optional<Before> before(Limit limit) {
    return found
        .computeIfAbsent(limit.measure(), previous)
        .map(then -> new Before(then.run(), filtered(limit, then.figures())));
  }

  /** Streams without what a figure needs: occurrences, or an insured value. */
  @Override
  public int missing(Limit limit) {
    boolean any = limit.scope() == Scope.PORTFOLIO && limit.measure().ofLosses();
    return any ? filtered(limit, losses()).size() - now(limit).size() : 0;
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
    return read().means();
  }

  /** The annual loss of each stream whose analysis has occurrences, in the same order. */
  List<Figure> annualTotals() {
    List<String> without = new ArrayList<>();
    for (FmRun.Result result : run.results()) {
      if (result.failure().isEmpty() && result.analysis().occurrences().isEmpty()) {
        without.add(result.analysis().runId());
      }
    }
    if (!told && !without.isEmpty()) {
      told = true;
      warnings.accept(
          "limits on annual losses are not compared for "
              + String.join(", ", without.subList(0, Math.min(SHOWN, without.size())))
              + (without.size() > SHOWN ? " and " + (without.size() - SHOWN) + " more" : "")
              + ": nobody says when their events happen, expected --occurrences or the column"
              + " occurrences of the manifest");
    }
    return read().annualTotals();
  }

  /** The annual losses by summary, in the same order, the total of each stream first. */
  List<AnnualLossRow> annual() {
    return read().annual();
  }

  private FmLosses read() {
    if (losses == null) {
      losses = FmLosses.of(storage, run, warnings);
    }
    return losses;
  }

  private List<Figure> ratios(List<Figure> of) {
    Map<String, String> folders = new HashMap<>();
    run.results().forEach(r -> folders.put(r.analysis().runId(), r.analysis().staticFolder()));
    List<Figure> ratios = new ArrayList<>();
    for (Figure loss : of) {
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
          "limits on loss ratios are not compared: " + folder + " has no table coverages");
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (float tiv : coverages.get().tiv()) {
      sum += tiv;
    }
    return OptionalDouble.of(sum);
  }
}
