package org.crosswind.kernel.stats;

import java.util.Arrays;
import org.crosswind.kernel.ops.Normal;

/**
 * Confidence intervals and standard errors from bootstrap replicates of a statistic.
 *
 * <p>With the estimate t, B replicates, their quantile function Q, and alpha = (1 - confidence)/2:
 *
 * <ul>
 *   <li><b>percentile</b>: Q(alpha) to Q(1 - alpha);
 *   <li><b>basic</b>: 2 t - Q(1 - alpha) to 2 t - Q(alpha);
 *   <li><b>BCa</b>: Q(a1) to Q(a2), where a1 = Phi(z0 + (z0 + z)/(1 - a (z0 + z))) with z =
 *       PhiInv(alpha), and a2 likewise with z = PhiInv(1 - alpha); {@link #biasCorrection} gives z0
 *       and {@link #acceleration} a.
 * </ul>
 *
 * <p>B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), equations 13.5, 14.9 to
 * 14.15; A. C. Davison, D. V. Hinkley, Bootstrap Methods and Their Application (1997), 5.2 and 5.3.
 *
 * <p>A NaN among estimate, replicates or jackknife values makes every result NaN: which replicates
 * are undefined is itself a finding that must not be averaged away. With one replicate the standard
 * error is NaN and the interval a point, without any both are NaN. Limits so far out that alpha B
 * is below 1 are interpolated from the extreme replicates and say little; a thousand replicates are
 * enough for 95 %, ten thousand for 99 %.
 */
public final class Intervals {
  /** How an interval is made of replicates. */
  public enum Method {
    /** Quantiles of the replicates. */
    PERCENTILE("percentile"),
    /** Quantiles reflected at the estimate. */
    BASIC("basic"),
    /** Quantiles at levels corrected for bias and skewness. */
    BCA("bca");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** The name in options and tables. */
    public String label() {
      return label;
    }
  }

  private Intervals() {}

  /**
   * Standard deviation of the replicates, divisor count - 1. Two passes in the order given.
   *
   * @return NaN for fewer than two replicates, 0 for equal ones
   */
  public static double standardError(double[] replicates, int from, int count) {
    if (count < 2) {
      return Double.NaN;
    }
    // About the first: equal replicates give exactly 0, and nothing large is squared.
    double origin = replicates[from];
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += replicates[i] - origin;
    }
    double mean = sum / count;
    double square = 0;
    double rest = 0;
    for (int i = from; i < from + count; i++) {
      double d = replicates[i] - origin - mean;
      square += d * d;
      rest += d;
    }
    return Math.sqrt(Math.max(0, square - rest * rest / count) / (count - 1));
  }

  /**
   * The bias correction z0 = PhiInv of the share of replicates below the estimate, where those
   * equal to it count half (which matters for discrete statistics only).
   *
   * @return minus infinity or infinity when all lie on one side; NaN without replicates or with NaN
   */
  public static double biasCorrection(double estimate, double[] replicates, int from, int count) {
    if (count == 0 || Double.isNaN(estimate)) {
      return Double.NaN;
    }
    double below = 0;
    for (int i = from; i < from + count; i++) {
      double r = replicates[i];
      if (Double.isNaN(r)) {
        return Double.NaN;
      }
      below += r < estimate ? 1 : r == estimate ? 0.5 : 0;
    }
    return Normal.quantile(below / count);
  }

  /**
   * The acceleration from jackknife values t_i with mean t: sum (t - t_i)^3 / (6 (sum (t -
   * t_i)^2)^1.5). 0 when they are equal or fewer than two; NaN with NaN.
   */
  public static double acceleration(double[] jackknife, int from, int count) {
    return acceleration(jackknife, from, new int[] {0, count});
  }

  /**
   * The acceleration of a stratified sample: as above, with the mean of the own stratum and the
   * differences of a stratum of m rows multiplied by (m - 1)/m (Davison and Hinkley, equation
   * 5.27).
   *
   * @param starts first jackknife value of each stratum, relative to {@code from}, and their number
   *     at the end
   */
  public static double acceleration(double[] jackknife, int from, int[] starts) {
    int strata = starts.length - 1;
    double[] means = new double[strata];
    double largest = 0;
    for (int s = 0; s < strata; s++) {
      int m = starts[s + 1] - starts[s];
      double origin = m > 0 ? jackknife[from + starts[s]] : 0;
      double sum = 0;
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        sum += jackknife[from + i] - origin;
      }
      means[s] = m > 0 ? origin + sum / m : 0;
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        largest = Math.max(largest, Math.abs(means[s] - jackknife[from + i])); // NaN stays NaN
      }
    }
    if (largest == 0) {
      return 0;
    }
    double squares = 0;
    double cubes = 0;
    for (int s = 0; s < strata; s++) {
      int m = starts[s + 1] - starts[s];
      double shrink = strata == 1 ? 1 : (m - 1.0) / m;
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        double d = shrink * (means[s] - jackknife[from + i]) / largest;
        squares += d * d;
        cubes += d * d * d;
      }
    }
    return squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
  }

  /**
   * The interval. Sorts the replicates.
   *
   * @param estimate the statistic of the sample as given; not used by the percentile method, but
   *     NaN makes the interval NaN
   * @param replicates any order; the range is sorted in place
   * @param confidence probability that the interval is to cover, above 0 and below 1
   * @param acceleration of {@link #acceleration}, for BCa; otherwise not used
   * @param out out[outFrom] lower limit, out[outFrom + 1] upper limit. For BCa both are NaN where
   *     it is not defined: every replicate on one side of the estimate, or an acceleration so large
   *     that 1 - a (z0 + z) is not above 0. Replicates that all equal the estimate give that point
   */
  public static void interval(
      Method method,
      QuantileType type,
      double estimate,
      double[] replicates,
      int from,
      int count,
      double confidence,
      double acceleration,
      double[] out,
      int outFrom) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "the confidence is " + confidence + ", expected above 0 and below 1");
    }
    double z0 =
        method == Method.BCA ? biasCorrection(estimate, replicates, from, count) : Double.NaN;
    Arrays.sort(replicates, from, from + count); // NaN last
    double low = (1 - confidence) / 2;
    double high = 1 - low;
    if (method == Method.BCA) {
      low = corrected(z0, low, acceleration);
      high = corrected(z0, high, acceleration);
    }
    double a = Double.NaN;
    double b = Double.NaN;
    if (!Double.isNaN(estimate) && !Double.isNaN(low) && !Double.isNaN(high)) {
      a = type.ofSorted(replicates, from, count, low);
      b = type.ofSorted(replicates, from, count, high);
    }
    boolean reflect = method == Method.BASIC;
    out[outFrom] = reflect ? 2 * estimate - b : a;
    out[outFrom + 1] = reflect ? 2 * estimate - a : b;
  }

  private static double corrected(double z0, double level, double acceleration) {
    double z = z0 + Normal.quantile(level);
    double scale = 1 - acceleration * z;
    return Double.isInfinite(z0) || !(scale > 0) ? Double.NaN : Normal.cdf(z0 + z / scale);
  }
}
