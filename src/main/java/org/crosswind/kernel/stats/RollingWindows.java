package org.crosswind.kernel.stats;

/**
 * Mean and standard deviation of the last w elements of a series. Each window is added up on its
 * own, first element first: no sum is carried on, so that nothing drifts, an element of a window
 * alone decides its figure, and a restart in the middle gives the same bits.
 *
 * <p>Both write NaN where the window is not full.
 */
public final class RollingWindows {
  private RollingWindows() {}

  /**
   * Means: out[i] = (x[i-w+1] + ... + x[i]) / w for i &gt;= w - 1.
   *
   * @param window w, at least 1
   */
  public static void mean(double[] x, int count, int window, double[] out) {
    check(window, 1);
    for (int i = 0; i < count; i++) {
      out[i] = i + 1 < window ? Double.NaN : mean(x, i + 1 - window, window);
    }
  }

  /**
   * Standard deviations with the divisor w - 1, in two passes.
   *
   * @param window w, at least 2
   */
  public static void standardDeviation(double[] x, int count, int window, double[] out) {
    check(window, 2);
    for (int i = 0; i < count; i++) {
      out[i] = i + 1 < window ? Double.NaN : standardDeviation(x, i + 1 - window, window);
    }
  }

  /** Mean of a range; NaN when it is empty. */
  public static double mean(double[] x, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    return sum / count;
  }

  /** Standard deviation of a range with the divisor count - 1; NaN for fewer than two. */
  public static double standardDeviation(double[] x, int from, int count) {
    if (count < 2) {
      return Double.NaN;
    }
    double mean = mean(x, from, count);
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      double d = x[i] - mean;
      sum += d * d;
    }
    return Math.sqrt(sum / (count - 1));
  }

  private static void check(int window, int least) {
    if (window < least) {
      throw new IllegalArgumentException("a window of " + window + ", expected >= " + least);
    }
  }
}
