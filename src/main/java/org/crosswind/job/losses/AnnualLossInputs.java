package org.crosswind.job.losses;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.losses.EventFrequencies;
import org.crosswind.calc.losses.SummaryIndex;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.format.oasis.OccurrenceReader;
import org.crosswind.format.oasis.OccurrenceReader.Declared;
import org.crosswind.format.oasis.PeriodWeightsReader;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.OccurrenceFiles;
import org.crosswind.model.insurance.Occurrences;
import org.crosswind.model.insurance.PeriodWeights;

/**
 * What annual losses need beside a stream: how often events happen, and which summaries there are.
 * Each file is read once, however many analyses have it. Not thread-safe.
 */
public final class AnnualLossInputs {
  /** Role of a file of occurrences among the inputs of a run. */
  public static final String OCCURRENCES = "occurrences";

  /** Role of a file of weights of periods among the inputs of a run. */
  public static final String PERIODS = "periods";

  /** Weights are told when their sum differs from 1 by more. */
  private static final double TOLERANCE = 1e-6;

  private final Storage storage;
  private final Consumer<String> warnings;
  private final Map<OccurrenceFiles, EventFrequencies> frequencies = new HashMap<>();
  private final Map<String, SummaryIndex> summaries = new HashMap<>();

  /**
   * Reads through a storage.
   *
   * @param warnings is told what is odd about a file, once
   */
  public AnnualLossInputs(Storage storage, Consumer<String> warnings) {
    this.storage = Objects.requireNonNull(storage, "storage");
    this.warnings = Objects.requireNonNull(warnings, "warnings");
  }

  /**
   * Reads what an analysis needs for annual losses, when it is to have them.
   *
   * @throws org.crosswind.model.run.FailureException when a file is bad
   */
  public void check(FmAnalysis analysis) {
    if (analysis.occurrences().isPresent()) {
      frequencies(analysis.occurrences().get());
      summaries(analysis.staticFolder());
    }
  }

  /**
   * How often each event happens.
   *
   * @throws org.crosswind.model.run.FailureException when a file cannot be read, or both disagree
   */
  public EventFrequencies frequencies(OccurrenceFiles files) {
    EventFrequencies known = frequencies.get(files);
    if (known == null) {
      known = read(files);
      frequencies.put(files, known);
    }
    return known;
  }

  private EventFrequencies read(OccurrenceFiles files) {
    Path file = Storage.path(files.occurrences());
    Optional<Path> weightsFile = files.weights().map(Storage::path);
    Optional<PeriodWeights> weights = weightsFile.map(new PeriodWeightsReader(storage)::read);
    Optional<Declared> declared =
        weights.isPresent()
            ? Optional.of(
                new Declared(weights.get().periods(), Storage.name(weightsFile.orElseThrow())))
            : files.count().isPresent()
                ? Optional.of(new Declared(files.count().getAsInt(), "the number given"))
                : Optional.empty();
    Occurrences occurrences = new OccurrenceReader(storage).occurrences(file, declared);
    if (declared.isEmpty() && !OccurrenceReader.saysPeriods(file)) {
      warnings.accept(
          Storage.name(file)
              + " does not say how many periods there are, so there are as many as its greatest"
              + " period_no, "
              + occurrences.periods()
              + "; if the last ones are empty, say how many (--periods)");
    }
    double sum = weights.map(PeriodWeights::sum).orElse(1.0);
    if (Math.abs(sum - 1) > TOLERANCE) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s: the weights add up to %s, expected 1; they are taken as they are",
              files.weights().orElseThrow(),
              sum));
    }
    return EventFrequencies.of(
        occurrences, weights.orElseGet(() -> PeriodWeights.equal(occurrences.periods())));
  }

  /**
   * The summaries of a folder of static tables: those of its {@code fmsummaryxref}, or the total
   * alone.
   *
   * @throws org.crosswind.model.run.FailureException when the table is bad
   */
  public SummaryIndex summaries(String staticFolder) {
    SummaryIndex known = summaries.get(staticFolder);
    if (known == null) {
      known =
          SummaryIndex.of(
              new OasisStaticReader(new HadoopStaticFolder(storage, Storage.path(staticFolder)))
                  .summaryXref());
      summaries.put(staticFolder, known);
    }
    return known;
  }
}
