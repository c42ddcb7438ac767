package org.crosswind.model.market;

import java.util.Objects;

/**
 * How the returns of a day are resampled.
 *
 * @param replicates how many, 0 for no interval
 * @param confidence of the two-sided interval, in (0, 1)
 * @param scheme how a day is drawn
 * @param interval how replicates become an interval
 * @param blockLength returns in a block of the schemes with blocks; 0: the cube root of the number
 *     of returns, rounded
 * @param seed of the random numbers
 * @param daysPerYear trading days of a year, for what is annualised
 */
public record ResamplingSettings(
    int replicates,
    double confidence,
    Scheme scheme,
    Interval interval,
    int blockLength,
    long seed,
    double daysPerYear) {
  /** Checks the ranges and that interval and scheme fit each other. */
  public ResamplingSettings {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(interval, "interval");
    if (replicates < 0 || !(confidence > 0 && confidence < 1) || blockLength < 0) {
      throw new IllegalArgumentException(
          replicates + " replicates, confidence " + confidence + ", blocks of " + blockLength);
    }
    if (!(daysPerYear > 0 && daysPerYear < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(daysPerYear + " days of a year");
    }
    if (!fits(scheme, interval)) {
      throw new IllegalArgumentException(scheme + " has no interval " + interval);
    }
  }

  /**
   * Whether a scheme's replicates can be made into that interval: the wild bootstrap only
   * studentized, since its replicates alone have another spread than the estimate; blocks neither
   * studentized nor BCa, whose corrections are for independent draws.
   */
  public static boolean fits(Scheme scheme, Interval interval) {
    return switch (scheme) {
      case ORDINARY -> true;
      case MOVING_BLOCK, CIRCULAR_BLOCK ->
          interval == Interval.PERCENTILE || interval == Interval.BASIC;
      case WILD -> interval == Interval.STUDENTIZED;
    };
  }

  /** How a day is drawn. */
  public enum Scheme {
    /** Returns one by one, with replacement. */
    ORDINARY,
    /** Blocks of neighbouring returns. */
    MOVING_BLOCK,
    /** The same on a circle: after the last return of the day comes its first. */
    CIRCULAR_BLOCK,
    /** Each return in its place, times a random factor. */
    WILD
  }

  /** How replicates become an interval. */
  public enum Interval {
    /** Quantiles of the replicates. */
    PERCENTILE,
    /** Twice the estimate minus the opposite quantiles. */
    BASIC,
    /** Quantiles corrected for bias and skewness. */
    BCA,
    /** Quantiles of the replicates in units of their own standard error. */
    STUDENTIZED
  }
}
