package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crosswind.calc.losses.AnnualLoss;
import org.crosswind.calc.losses.AnnualLosses;
import org.crosswind.calc.losses.EventFrequencies;
import org.crosswind.calc.losses.MeanLossSink;
import org.crosswind.calc.losses.SummaryIndex;
import org.crosswind.format.file.Storage;
import org.crosswind.job.losses.AnnualLossInputs;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.job.losses.StreamMeans;
import org.crosswind.job.watch.Figure;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.FailureException;

/**
 * What the streams of a run lose: the mean loss of each, and the annual losses of those whose
 * analysis has occurrences. Every stream is read once, as it was written, so the losses do not
 * depend on how the work was divided.
 *
 * <p>A stream that cannot be read has a NaN in both, and no rows of annual losses.
 */
final class FmLosses {
  private final Storage storage;
  private final Consumer<String> warnings;
  private final AnnualLossInputs inputs;
  private final List<Figure> means = new ArrayList<>();
  private final List<Figure> totals = new ArrayList<>();
  private final List<AnnualLossRow> annual = new ArrayList<>();

  private FmLosses(Storage storage, Consumer<String> warnings) {
    this.storage = storage;
    this.warnings = warnings;
    this.inputs = new AnnualLossInputs(storage, warnings);
  }

  /**
   * Reads the streams of all analyses that have not failed.
   *
   * @param warnings is told what is odd about occurrences, and what cannot be read
   */
  static FmLosses of(Storage storage, FmRun run, Consumer<String> warnings) {
    FmLosses losses = new FmLosses(storage, warnings);
    for (FmRun.Result result : run.results()) {
      FmAnalysis analysis = result.analysis();
      if (result.failure().isEmpty()) {
        if (analysis.losses().gross()) {
          losses.read(analysis, "gross", analysis.output());
        }
        if (analysis.losses().net()) {
          losses.read(analysis, "net", analysis.netOutput().orElse(analysis.output()));
        }
      }
    }
    return losses;
  }

  /** The mean loss of each stream, in the order of the analyses, gross before net. */
  List<Figure> means() {
    return means;
  }

  /** The annual loss of each stream whose analysis has occurrences, in the same order. */
  List<Figure> annualTotals() {
    return totals;
  }

  /** The annual losses by summary, in the same order, the total of each stream first. */
  List<AnnualLossRow> annual() {
    return annual;
  }

  private void read(FmAnalysis analysis, String perspective, String stream) {
    double mean = Double.NaN;
    List<AnnualLoss> found = List.of();
    try {
      Sinks sinks = new Sinks(analysis, inputs);
      StreamMeans.read(storage, Storage.path(stream), sinks::open);
      mean = sinks.mean.sum();
      if (sinks.annual != null) {
        found = sinks.annual.result();
        tellUnassigned(sinks.annual, analysis, perspective);
      }
    } catch (FailureException e) {
      warnings.accept("the loss is not known and breaks its limits: " + e.failure().oneLine());
    }
    String id = analysis.runId();
    means.add(new Figure(id, null, perspective, mean));
    if (analysis.occurrences().isPresent()) {
      double total = found.isEmpty() ? Double.NaN : found.get(SummaryIndex.TOTAL).best();
      totals.add(new Figure(id, null, perspective, total));
    }
    found.forEach(loss -> annual.add(new AnnualLossRow(id, perspective, loss)));
  }

  private void tellUnassigned(AnnualLosses losses, FmAnalysis analysis, String perspective) {
    if (losses.unassignedOutput().isPresent()) {
      warnings.accept(
          analysis.runId()
              + " "
              + perspective
              + ": output "
              + losses.unassignedOutput().getAsInt()
              + ", perhaps others too, is not in every summary set of "
              + analysis.staticFolder()
              + "; its annual loss is in the total only");
    }
  }

  /** Those who add up one stream. */
  private static final class Sinks {
    private final EventFrequencies frequencies;
    private final SummaryIndex summaries;
    private StreamLoss mean;
    private AnnualLosses annual;

    Sinks(FmAnalysis analysis, AnnualLossInputs inputs) {
      frequencies = analysis.occurrences().map(inputs::frequencies).orElse(null);
      summaries = frequencies == null ? null : inputs.summaries(analysis.staticFolder());
    }

    List<MeanLossSink> open(int samples) {
      mean = new StreamLoss(samples);
      if (frequencies == null) {
        return List.of(mean);
      }
      annual = new AnnualLosses(frequencies, summaries, samples);
      return List.of(mean, annual);
    }
  }
}
