package org.crosswind.kernel.stats;

/** Pearson's correlation coefficient of two short series. */
public final class Correlation {
  /** A standard deviation below this times the largest magnitude is rounding noise. */
  private static final double NOISE = 0x1p-44;

  private Correlation() {}

  /**
   * Correlation of the first {@code count} elements, in [-1, 1] up to rounding, by the two-pass
   * formula.
   *
   * @return 0 when there are fewer than two elements or either series is constant up to rounding (a
   *     standard deviation below 2^-44, about 6e-14, of its largest magnitude); NaN when an element
   *     is NaN or infinite
   */
  public static double pearson(double[] x, double[] y, int count) {
    if (count < 2) {
      return 0;
    }
    double meanX = 0;
    double meanY = 0;
    double largestX = 0;
    double largestY = 0;
    for (int i = 0; i < count; i++) {
      meanX += x[i] / count;
      meanY += y[i] / count;
      largestX = Math.max(largestX, Math.abs(x[i]));
      largestY = Math.max(largestY, Math.abs(y[i]));
    }
    if (!(largestX < Double.POSITIVE_INFINITY && largestY < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    if (largestX == 0 || largestY == 0) {
      return 0;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < count; i++) { // in units of the largest, so that squares stay in range
      double dx = x[i] / largestX - meanX / largestX;
      double dy = y[i] / largestY - meanY / largestY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    double noise = NOISE * NOISE * count;
    return xx <= noise || yy <= noise ? 0 : xy / (Math.sqrt(xx) * Math.sqrt(yy));
  }
}
