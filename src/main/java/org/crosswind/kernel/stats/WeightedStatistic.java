package org.crosswind.kernel.stats;

/**
 * Any number that is computed from weighted rows: a mean, a quantile, a CVA, an annual loss. What a
 * row is (a scenario, a return, a period of losses, a sample) is known to the implementation alone.
 */
@FunctionalInterface
public interface WeightedStatistic {
  /**
   * The number. It must depend on the weights only, not on what was asked before.
   *
   * @param weights how much row i counts, at least 0: 1 each in the sample as given, how often it
   *     was drawn in a resample, 0 where it is left out; only the first {@code n} count
   * @return NaN where the statistic of these rows is not defined
   */
  double of(double[] weights, int n);
}
