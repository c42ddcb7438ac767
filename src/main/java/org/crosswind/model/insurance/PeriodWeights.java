package org.crosswind.model.insurance;

import java.util.Arrays;

/**
 * How likely each simulated period is to be the next year. Immutable.
 *
 * <p>Weights are taken as they are: when they do not add up to 1, neither do the probabilities.
 */
public final class PeriodWeights {
  private final int periods;
  private final double[] weights;

  private PeriodWeights(int periods, double[] weights) {
    this.periods = periods;
    this.weights = weights;
  }

  /**
   * Every period with the weight {@code 1 / periods}. Needs no memory for them.
   *
   * @param periods at least 1
   */
  public static PeriodWeights equal(int periods) {
    if (periods < 1) {
      throw new IllegalArgumentException(periods + " periods, expected at least 1");
    }
    return new PeriodWeights(periods, null);
  }

  /**
   * Weights one by one.
   *
   * @param weights the weight of period {@code i + 1}, finite and not negative; copied
   */
  public static PeriodWeights of(double... weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException("no weight, expected one for each period");
    }
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("weight " + weight + ", expected 0 or more");
      }
    }
    return new PeriodWeights(weights.length, weights.clone());
  }

  /** How many periods. */
  public int periods() {
    return periods;
  }

  /** Whether all are {@code 1 / periods} because nobody said otherwise. */
  public boolean areEqual() {
    return weights == null;
  }

  /**
   * The weight of a period.
   *
   * @param period 1 to {@link #periods}
   */
  public double weight(int period) {
    return weights == null ? 1.0 / periods : weights[period - 1];
  }

  /** The sum of all weights, from the first to the last; 1 when they are equal. */
  public double sum() {
    return weights == null ? 1 : Arrays.stream(weights).reduce(0, Double::sum);
  }
}
