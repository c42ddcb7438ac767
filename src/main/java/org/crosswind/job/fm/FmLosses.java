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
  private final List<Figure> means = new ArrayList<>();
  private final List<Figure> totals = new ArrayList<>();
  private final List<AnnualLossRow> annual = new ArrayList<>();

  private FmLosses() {}

  /**
   * Reads the streams of all analyses that have not failed, several at a time.
   *
   * @param warnings is told what is odd about occurrences, and what cannot be read, in the order of
   *     the analyses
   */
  static FmLosses of(Storage storage, FmRun run, Consumer<String> warnings) {
    AnnualLossInputs inputs = new AnnualLossInputs(storage, warnings);
    List<Reading> streams = new ArrayList<>();
    for (FmRun.Result result : run.results()) {
      FmAnalysis analysis = result.analysis();
      if (result.failure().isEmpty()) {
        if (analysis.losses().gross()) {
          streams.add(new Reading(analysis, "gross", analysis.output(), inputs));
        }
        if (analysis.losses().net()) {
          String file = analysis.netOutput().orElse(analysis.output());
          streams.add(new Reading(analysis, "net", file, inputs));
        }
      }
    }
    streams.parallelStream().forEach(stream -> stream.read(storage));
    FmLosses losses = new FmLosses();
    streams.forEach(stream -> losses.add(stream, warnings));
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

  private void add(Reading stream, Consumer<String> warnings) {
    String id = stream.analysis.runId();
    double mean = Double.NaN;
    List<AnnualLoss> found = List.of();
    if (stream.failure != null) {
      warnings.accept(
          "the loss is not known and breaks its limits: " + stream.failure.failure().oneLine());
    } else {
      mean = stream.mean.sum();
      if (stream.annual != null) {
        found = stream.annual.result();
        tellUnassigned(stream, warnings);
      }
    }
    means.add(new Figure(id, null, stream.perspective, mean));
    if (stream.analysis.occurrences().isPresent()) {
      double total = found.isEmpty() ? Double.NaN : found.get(SummaryIndex.TOTAL).best();
      totals.add(new Figure(id, null, stream.perspective, total));
    }
    found.forEach(loss -> annual.add(new AnnualLossRow(id, stream.perspective, loss)));
  }

  private static void tellUnassigned(Reading stream, Consumer<String> warnings) {
    if (stream.annual.unassignedOutput().isPresent()) {
      warnings.accept(
          stream.analysis.runId()
              + " "
              + stream.perspective
              + ": output "
              + stream.annual.unassignedOutput().getAsInt()
              + ", perhaps others too, is not in every summary set of "
              + stream.analysis.staticFolder()
              + "; its annual loss is in the total only");
    }
  }

  /** One stream, and those who add it up. */
  private static final class Reading {
    private final FmAnalysis analysis;
    private final String perspective;
    private final String file;
    private EventFrequencies frequencies;
    private SummaryIndex summaries;
    private StreamLoss mean;
    private AnnualLosses annual;
    private FailureException failure;

    Reading(FmAnalysis analysis, String perspective, String file, AnnualLossInputs inputs) {
      this.analysis = analysis;
      this.perspective = perspective;
      this.file = file;
      try {
        if (analysis.occurrences().isPresent()) {
          frequencies = inputs.frequencies(analysis.occurrences().get());
          summaries = inputs.summaries(analysis.staticFolder());
        }
      } catch (FailureException e) {
        failure = e;
      }
    }

    void read(Storage storage) {
      if (failure == null) {
        try {
          StreamMeans.read(storage, Storage.path(file), this::open);
        } catch (FailureException e) {
          failure = e;
        }
      }
    }

    private List<MeanLossSink> open(int samples) {
      mean = new StreamLoss(samples);
      if (frequencies == null) {
        return List.of(mean);
      }
      annual = new AnnualLosses(frequencies, summaries, samples);
      return List.of(mean, annual);
    }
  }
}
