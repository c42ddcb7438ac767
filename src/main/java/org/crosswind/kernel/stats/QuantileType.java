package org.crosswind.kernel.stats;

/**
 * Estimators of a quantile by interpolation between two order statistics, as numbered by R. J.
 * Hyndman and Y. Fan (Sample quantiles in statistical packages, The American Statistician 50
 * (1996), 361-365). With the sample x_1 to x_n ascending, the value at level p stands at position n
 * p + m, kept within 1 to n.
 */
public enum QuantileType {
  /** m = 0: the empirical distribution, interpolated. */
  TYPE_4(0, 0),
  /** m = 1/2: hydrologists. */
  TYPE_5(0.5, 0),
  /** m = p: position (n + 1) p, the form of Efron and Tibshirani for bootstrap limits. */
  TYPE_6(0, 1),
  /** m = 1 - p: position (n - 1) p + 1; the default here, in R, in numpy. {@link Quantiles}. */
  TYPE_7(1, -1),
  /** m = (p + 1)/3: nearly free of bias in the median, whatever the distribution. */
  TYPE_8(1 / 3.0, 1 / 3.0),
  /** m = p/4 + 3/8: nearly unbiased for normal samples. */
  TYPE_9(0.375, 0.25);

  private final double constant;
  private final double slope;

  QuantileType(double constant, double slope) {
    this.constant = constant;
    this.slope = slope;
  }

  /**
   * Quantile of an ascending range.
   *
   * @param q level p, 0 to 1
   * @return NaN when the range is empty or its last element is NaN
   * @throws IllegalArgumentException unless 0 <= q <= 1
   */
  public double ofSorted(double[] sorted, int from, int count, double q) {
    if (this == TYPE_7 || count == 0 || !(q >= 0 && q <= 1)) {
      return Quantiles.ofSorted(sorted, from, count, q);
    }
    if (Double.isNaN(sorted[from + count - 1])) {
      return Double.NaN;
    }
    double position = Math.max(1, Math.min(count, count * q + constant + slope * q));
    int j = (int) position;
    double g = position - j;
    double a = sorted[from + j - 1];
    return g == 0 ? a : a + g * (sorted[from + j] - a);
  }
}
