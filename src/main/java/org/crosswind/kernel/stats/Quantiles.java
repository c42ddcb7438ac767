package org.crosswind.kernel.stats;

/**
 * The linearly interpolated empirical quantile, Hyndman and Fan's type 7 (Sample quantiles in
 * statistical packages, The American Statistician 50 (1996), 361-365).
 *
 * <p>With x_0 to x_{n-1} ascending and position p = (n-1) q, l = floor(p), g = p - l, a = x_l, b =
 * x_{l+1}: the value is a + (b-a) g where g is below 1/2 and b - (b-a)(1-g) otherwise, the form
 * that numpy evaluates.
 */
public final class Quantiles {
  private Quantiles() {}

  /** Index of the lower order statistic of the quantile {@code q} in a sample of {@code n}. */
  public static int lowerIndex(int n, double q) {
    return Math.min((int) Math.floor((n - 1) * q), n - 1);
  }

  /**
   * The quantile from its two order statistics.
   *
   * @param n size of the sample, at least 1
   * @param q in [0, 1]
   * @param a order statistic {@link #lowerIndex}, 0-based, ascending
   * @param b the next order statistic, or {@code a} again when there is none
   */
  public static double interpolate(int n, double q, double a, double b) {
    double position = (n - 1) * q;
    double g = position - lowerIndex(n, q);
    double width = b - a;
    return g < 0.5 ? a + width * g : b - width * (1 - g);
  }

  /**
   * Quantile of an ascending range.
   *
   * @return NaN when the range is empty or its last element is NaN
   * @throws IllegalArgumentException unless 0 <= q <= 1
   */
  public static double ofSorted(double[] sorted, int from, int count, double q) {
    checkLevel(q);
    if (count == 0 || Double.isNaN(sorted[from + count - 1])) {
      return Double.NaN;
    }
    int l = lowerIndex(count, q);
    return interpolate(count, q, sorted[from + l], sorted[from + Math.min(l + 1, count - 1)]);
  }

  /**
   * Quantile of a range in any order; reorders the range.
   *
   * @return NaN when the range is empty or holds a NaN
   * @throws IllegalArgumentException unless 0 <= q <= 1
   */
  public static double ofUnsorted(double[] x, int from, int count, double q) {
    checkLevel(q);
    for (int i = from; i < from + count; i++) {
      if (Double.isNaN(x[i])) {
        return Double.NaN;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    int l = lowerIndex(count, q);
    double a = Selection.select(x, from, from + count, from + l);
    double b = a;
    if (l + 1 < count) { // what is above position l now lies there; its smallest is next in order
      b = x[from + l + 1];
      for (int i = from + l + 2; i < from + count; i++) {
        b = Math.min(b, x[i]);
      }
    }
    return interpolate(count, q, a, b);
  }

  private static void checkLevel(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("quantile level is " + q + ", expected 0 to 1");
    }
  }
}
