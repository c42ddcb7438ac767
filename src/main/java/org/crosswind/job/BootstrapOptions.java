package org.crosswind.job;

import org.crosswind.job.config.ConfigException;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.IntervalMethod;
import org.crosswind.model.credit.ScenarioResampling;
import org.crosswind.model.run.FailureException;
import picocli.CommandLine.Option;

/** How the sampling errors of one netting set are estimated. */
final class BootstrapOptions {
  @Option(
      names = "--bootstrap",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Resamples of the scenarios: adds standard errors and confidence intervals of EPE, CVA,"
              + " wrong-way CVA and alpha. Default: none.")
  private int replicates;

  @Option(
      names = "--confidence",
      defaultValue = "0.95",
      paramLabel = "C",
      description =
          "Probability that an interval shall cover, in (0, 1). Default: ${DEFAULT-VALUE}.")
  private double confidence;

  @Option(
      names = "--interval",
      defaultValue = "PERCENTILE",
      paramLabel = "METHOD",
      description = "Of the intervals: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private IntervalMethod interval;

  @Option(
      names = "--resampling",
      defaultValue = "ORDINARY",
      paramLabel = "FORM",
      description = "Of the scenarios: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ScenarioResampling resampling;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "SEED",
      description = "Of the random numbers, a whole number. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** As settings, checked. */
  BootstrapSettings settings() {
    try {
      return new BootstrapSettings(replicates, confidence, interval, resampling, seed, false);
    } catch (FailureException e) {
      throw new ConfigException(
          (e.failure().where().endsWith("replicates") ? "--bootstrap: " : "--confidence: ")
              + e.failure().message());
    }
  }
}
