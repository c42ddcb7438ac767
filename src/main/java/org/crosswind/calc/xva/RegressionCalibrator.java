package org.crosswind.calc.xva;

import java.util.Objects;
import org.crosswind.model.credit.NonFinitePolicy;

/**
 * Ordinary least squares of ln(hazard) on the value. Equal values, on which no line is determined,
 * give the coefficients of least norm.
 */
public final class RegressionCalibrator implements HazardCalibrator {
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
    return LeastSquares.line(
        values, HazardSamples.logHazards(where, values, hazards, 2, nonFinite));
  }
}
