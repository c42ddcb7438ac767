package org.crosswind.model.insurance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One analysis of the financial module: which losses through which terms to which files.
 *
 * @param runId its name, unique among the analyses of an application
 * @param staticFolder the folder of its static tables
 * @param inputs its loss streams, read one after the other
 * @param allocationRule 0 to 3
 * @param losses gross, net, or both
 * @param output the stream written: gross, or net when only that is wanted
 * @param netOutput the net stream, when both are wanted
 * @param sortOutput whether the outputs of an event are in the order of items or groups
 * @param occurrences when its events happen, for annual losses; empty: it has none
 */
public record FmAnalysis(
    String runId,
    String staticFolder,
    List<String> inputs,
    int allocationRule,
    Losses losses,
    String output,
    Optional<String> netOutput,
    boolean sortOutput,
    Optional<OccurrenceFiles> occurrences) {
  /** An analysis without annual losses. */
  public FmAnalysis(
      String runId,
      String staticFolder,
      List<String> inputs,
      int allocationRule,
      Losses losses,
      String output,
      Optional<String> netOutput,
      boolean sortOutput) {
    this(
        runId,
        staticFolder,
        inputs,
        allocationRule,
        losses,
        output,
        netOutput,
        sortOutput,
        Optional.empty());
  }

  /** Which losses are written. */
  public enum Losses {
    /** What the programme pays. */
    GROSS,
    /** What is left of the input. */
    NET,
    /** Each to a file of its own. */
    BOTH;

    /** Whether gross losses are written. */
    public boolean gross() {
      return this != NET;
    }

    /** Whether net losses are written. */
    public boolean net() {
      return this != GROSS;
    }
  }

  /**
   * Copies the inputs.
   *
   * @throws IllegalArgumentException when there is no input, the rule is unknown, net losses are
   *     wanted with rule 0, or a second file is given without need or missing
   */
  public FmAnalysis {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(staticFolder, "staticFolder");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(occurrences, "occurrences");
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(runId + " has no input");
    }
    if (allocationRule < 0 || allocationRule > 3) {
      throw new IllegalArgumentException(
          runId + " has allocation rule " + allocationRule + ", expected 0, 1, 2 or 3");
    }
    if (losses.net() && allocationRule == 0) {
      throw new IllegalArgumentException(
          runId + " wants net losses, which are losses of items, with allocation rule 0");
    }
    if (netOutput.isPresent() != (losses == Losses.BOTH)) {
      throw new IllegalArgumentException(
          runId + " wants " + losses + " with net output " + netOutput);
    }
  }

  /**
   * The same analysis with other outputs.
   *
   * @param file as {@link #output}
   * @param netFile as {@link #netOutput}
   */
  public FmAnalysis writing(String file, Optional<String> netFile) {
    return new FmAnalysis(
        runId,
        staticFolder,
        inputs,
        allocationRule,
        losses,
        file,
        netFile,
        sortOutput,
        occurrences);
  }

  /** The same analysis, whose events happen as these files say. */
  public FmAnalysis happening(OccurrenceFiles files) {
    return new FmAnalysis(
        runId,
        staticFolder,
        inputs,
        allocationRule,
        losses,
        output,
        netOutput,
        sortOutput,
        Optional.of(files));
  }
}
