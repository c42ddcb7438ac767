package org.crosswind.model.credit;

import java.util.Objects;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * How sampling errors of a run's figures are estimated.
 *
 * @param replicates how many resamples; 0 for none, then nothing is estimated
 * @param confidence probability that an interval shall cover, in (0, 1)
 * @param method how intervals are made
 * @param resampling how scenarios are drawn
 * @param seed of the random numbers
 * @param sharedScenarios whether scenario s of every cube with the same number of scenarios is the
 *     same state of the market: then these sets are resampled jointly, else each by itself
 */
public record BootstrapSettings(
    int replicates,
    double confidence,
    IntervalMethod method,
    ScenarioResampling resampling,
    long seed,
    boolean sharedScenarios) {
  /** More would say no more, and a vector of them must fit in memory for each figure. */
  public static final int MOST_REPLICATES = 10_000_000;

  private static final BootstrapSettings NONE =
      new BootstrapSettings(
          0, 0.95, IntervalMethod.PERCENTILE, ScenarioResampling.ORDINARY, 1, false);

  /**
   * Checks.
   *
   * @throws FailureException naming the setting, its value and what was expected
   */
  public BootstrapSettings {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(resampling, "resampling");
    if (replicates != 0 && (replicates < 2 || replicates > MOST_REPLICATES)) {
      throw FailureException.of(
          FailureReason.INVALID,
          "bootstrap.replicates",
          "there are " + replicates + ", expected 0 or 2 to " + MOST_REPLICATES);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw FailureException.of(
          FailureReason.INVALID,
          "bootstrap.confidence",
          "the confidence is " + confidence + ", expected a number in (0, 1)");
    }
  }

  /** No sampling errors. */
  public static BootstrapSettings none() {
    return NONE;
  }

  /** That many replicates, 95 %, percentile, ordinary, seed 1, each set by itself. */
  public static BootstrapSettings of(int replicates) {
    return NONE.withReplicates(replicates);
  }

  /** Whether there is anything to do. */
  public boolean isOn() {
    return replicates > 0;
  }

  /** The same with another number of replicates. */
  public BootstrapSettings withReplicates(int count) {
    return new BootstrapSettings(count, confidence, method, resampling, seed, sharedScenarios);
  }

  /** The same with another kind of interval. */
  public BootstrapSettings withMethod(IntervalMethod other) {
    return new BootstrapSettings(replicates, confidence, other, resampling, seed, sharedScenarios);
  }

  /** The same with another confidence. */
  public BootstrapSettings withConfidence(double other) {
    return new BootstrapSettings(replicates, other, method, resampling, seed, sharedScenarios);
  }

  /** The same with scenarios drawn another way. */
  public BootstrapSettings withResampling(ScenarioResampling other) {
    return new BootstrapSettings(replicates, confidence, method, other, seed, sharedScenarios);
  }

  /** The same with another seed. */
  public BootstrapSettings withSeed(long other) {
    return new BootstrapSettings(
        replicates, confidence, method, resampling, other, sharedScenarios);
  }

  /** The same with scenarios of all sets shared or not. */
  public BootstrapSettings withSharedScenarios(boolean shared) {
    return new BootstrapSettings(replicates, confidence, method, resampling, seed, shared);
  }
}
