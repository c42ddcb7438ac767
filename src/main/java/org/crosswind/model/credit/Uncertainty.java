package org.crosswind.model.credit;

/**
 * How far a figure can be trusted, its scenarios being a sample. NaN where something is not defined
 * for the sample at hand.
 *
 * @param standardError standard deviation of the bootstrap replicates
 * @param lower lower limit of the confidence interval
 * @param upper upper limit
 * @param analyticStandardError standard error without resampling, from the influence of each
 *     scenario
 */
public record Uncertainty(
    double standardError, double lower, double upper, double analyticStandardError) {
  /** Nothing is known. */
  public static final Uncertainty UNKNOWN =
      new Uncertainty(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
