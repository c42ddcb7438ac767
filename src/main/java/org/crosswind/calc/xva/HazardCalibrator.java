package org.crosswind.calc.xva;

import org.crosswind.model.run.FailureException;

/**
 * Estimates how a counterparty's default intensity moves with the value of its portfolio, from
 * history: the {@code b} of the Hull-White model.
 */
public interface HazardCalibrator {
  /**
   * Fits {@code ln(hazard)} on the value.
   *
   * @param where what to blame in messages: a file, a counterparty
   * @param values portfolio values, money
   * @param hazards default intensities per year at the same times, > 0
   * @return the fitted coefficients
   * @throws FailureException when the lengths differ, there are too few samples, a hazard is not
   *     above 0 or a number is not finite
   */
  HazardFit fit(String where, double[] values, double[] hazards);
}
