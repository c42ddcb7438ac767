package org.crosswind.calc.xva;

import org.crosswind.model.credit.Classification;

/**
 * The figures that compare a wrong-way CVA with its baseline, exactly as wayfault defines them
 * ({@code wwr.md} section 7). All of them pass NaN on.
 */
final class WrongWayRules {
  /** A baseline smaller than this in magnitude is no baseline. */
  static final double NO_BASELINE = 1e-300;

  /** How far parameter and alpha must be from neutral to count. */
  static final double TOLERANCE = 1e-9;

  private WrongWayRules() {}

  /** {@code wwrCva / baselineCva}, 1 without a baseline. */
  static double alpha(double wwrCva, double baselineCva) {
    return Math.abs(baselineCva) < NO_BASELINE ? 1.0 : wwrCva / baselineCva;
  }

  /** {@code (wwrCva - baselineCva) / baselineCva} in percent, 0 without a baseline. */
  static double upliftPct(double wwrCva, double baselineCva) {
    return Math.abs(baselineCva) < NO_BASELINE ? 0.0 : (wwrCva - baselineCva) / baselineCva * 100.0;
  }

  /** Wrong or right way only when the model's direction and alpha agree. */
  static Classification classify(double direction, double alpha) {
    if (direction > TOLERANCE && alpha > 1 + TOLERANCE) {
      return Classification.WRONG_WAY;
    }
    if (direction < -TOLERANCE && alpha < 1 - TOLERANCE) {
      return Classification.RIGHT_WAY;
    }
    return Classification.NEUTRAL;
  }

  /** {@code conditionalEe / epe} for each tenor, 1 where the EPE is not above 0. */
  static double[] eeRatio(double[] conditionalEe, double[] epe) {
    double[] ratio = new double[epe.length];
    for (int i = 0; i < epe.length; i++) {
      ratio[i] = epe[i] > 0 ? conditionalEe[i] / epe[i] : 1.0;
    }
    return ratio;
  }
}
