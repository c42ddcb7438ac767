package org.crosswind.calc.xva;

/** The straight line of least squared error, with sums about the means. */
final class LeastSquares {
  private static final double EPSILON = Math.ulp(1.0);

  private LeastSquares() {}

  /**
   * The line through at least one point.
   *
   * <p>When all x are the same but for rounding the line is not determined; the answer then has the
   * least norm, as a singular value decomposition gives it: with m the mean of y, {@code a = m / (1
   * + x^2)} and {@code b = m x / (1 + x^2)}. NaN in either array gives NaN.
   */
  static HazardFit line(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    if (isConstant(x)) {
      double scale = meanY / (1 + meanX * meanX);
      return new HazardFit(scale, scale * meanX);
    }
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      sxx += dx * dx;
      sxy += dx * (y[i] - meanY);
    }
    double b = sxy / sxx;
    return new HazardFit(meanY - b * meanX, b);
  }

  /** The mean, corrected by the mean of what rounding left over. */
  static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    double mean = sum / x.length;
    double rest = 0;
    for (double v : x) {
      rest += v - mean;
    }
    return mean + rest / x.length;
  }

  private static boolean isConstant(double[] x) {
    double least = x[0];
    double most = x[0];
    for (double v : x) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    double largest = Math.max(Math.abs(least), Math.abs(most));
    return most - least <= EPSILON * x.length * largest;
  }
}
