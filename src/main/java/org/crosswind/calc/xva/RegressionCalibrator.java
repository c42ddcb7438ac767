package org.crosswind.calc.xva;

import java.util.Objects;
import org.crosswind.model.credit.NonFinitePolicy;

/**
 * Ordinary least squares of ln(hazard) on the value.
 *
 * <p>Sums are taken about the means, so that a large level of the values costs no accuracy. When
 * all values are the same but for rounding the line is not determined; then the coefficients are
 * those of least norm, as a singular value decomposition gives them: with m the mean of ln(hazard)
 * and v the value, {@code a = m / (1 + v^2)} and {@code b = m v / (1 + v^2)}.
 */
public final class RegressionCalibrator implements HazardCalibrator {
  private static final double EPSILON = Math.ulp(1.0);

  private final NonFinitePolicy nonFinite;

  /** Non-finite samples fail. */
  public RegressionCalibrator() {
    this(NonFinitePolicy.FAIL);
  }

  /** Non-finite samples fail, or give NaN coefficients. */
  public RegressionCalibrator(NonFinitePolicy nonFinite) {
    this.nonFinite = Objects.requireNonNull(nonFinite, "nonFinite");
  }

  @Override
  public HazardFit fit(String where, double[] values, double[] hazards) {
    double[] y = HazardSamples.logHazards(where, values, hazards, 2, nonFinite);
    int n = values.length;
    double meanX = mean(values);
    double meanY = mean(y);
    if (isConstant(values)) {
      double scale = meanY / (1 + meanX * meanX);
      return new HazardFit(scale, scale * meanX);
    }
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < n; i++) {
      double dx = values[i] - meanX;
      sxx += dx * dx;
      sxy += dx * (y[i] - meanY);
    }
    double b = sxy / sxx;
    return new HazardFit(meanY - b * meanX, b);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    double mean = sum / x.length;
    double rest = 0; // what rounding left over
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
