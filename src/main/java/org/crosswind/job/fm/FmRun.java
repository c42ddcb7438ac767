package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosswind.job.ExitCode;
import org.crosswind.job.fm.FmPart.BadEvent;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.Failure;

/**
 * A finished run of the financial module.
 *
 * @param results one for each analysis, in their order
 * @param molecules tasks that the work was cut into
 * @param exitCode what the process shall say
 */
public record FmRun(List<Result> results, int molecules, ExitCode exitCode) {
  /** Copies the list. */
  public FmRun {
    results = List.copyOf(results);
  }

  /**
   * What became of an analysis.
   *
   * @param analysis the analysis
   * @param read events that were found in its streams, a break counted as one
   * @param events events that have a result
   * @param items items of these
   * @param bytes bytes written, all perspectives together
   * @param bad events that were left out
   * @param warnings what is odd about its static tables
   * @param failure why nothing was published; empty when something was
   */
  public record Result(
      FmAnalysis analysis,
      long read,
      long events,
      long items,
      long bytes,
      List<BadEvent> bad,
      String warnings,
      Optional<Failure> failure) {
    /** Copies the list. */
    public Result {
      bad = List.copyOf(bad);
    }

    /** Events that were left out. */
    public int skipped() {
      return bad.size();
    }
  }

  /** The same run with another exit code. */
  FmRun with(ExitCode code) {
    return new FmRun(results, molecules, code);
  }

  /** The same run whose analyses are described in another way, in the same order. */
  FmRun with(List<FmAnalysis> analyses) {
    List<Result> described = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Result r = results.get(i);
      described.add(
          new Result(
              analyses.get(i),
              r.read(),
              r.events(),
              r.items(),
              r.bytes(),
              r.bad(),
              r.warnings(),
              r.failure()));
    }
    return new FmRun(described, molecules, exitCode);
  }

  /** Whether it is known of any analysis when its events happen. */
  boolean hasOccurrences() {
    return results.stream().anyMatch(result -> result.analysis().occurrences().isPresent());
  }

  /** Why events were left out and analyses have no result, in the order of the analyses. */
  List<Failure> failures() {
    List<Failure> failures = new ArrayList<>();
    for (Result result : results) {
      result.bad().forEach(bad -> failures.add(bad.failure()));
      result.failure().ifPresent(failures::add);
    }
    return failures;
  }

  /** Events read, of all analyses that were published; a break in a stream counts as one. */
  public long read() {
    return results.stream()
        .filter(result -> result.failure().isEmpty())
        .mapToLong(Result::read)
        .sum();
  }

  /** Events that have a result, of all analyses. */
  public long events() {
    return results.stream().mapToLong(Result::events).sum();
  }

  /** Events that were left out, of all analyses that were published. */
  public long skipped() {
    return results.stream()
        .filter(result -> result.failure().isEmpty())
        .mapToLong(Result::skipped)
        .sum();
  }

  /** Analyses of which nothing was published. */
  public long failedAnalyses() {
    return results.stream().filter(result -> result.failure().isPresent()).count();
  }
}
