package org.crosswind.model.credit;

/**
 * Survival probabilities of one counterparty. Two forms: {@link HazardCurve}, piecewise constant
 * hazards, and {@link SurvivalCurve}, survival given at times.
 */
public sealed interface CreditCurve permits HazardCurve, SurvivalCurve {
  /** Probability of surviving to {@code time} years, in [0, 1]; 1 at zero. */
  double survival(double time);

  /**
   * Probability of defaulting by {@code time} years, in [0, 1]; 0 at zero. {@code 1 - survival}
   * without the cancellation where the curve allows it.
   */
  double defaultProbability(double time);

  /**
   * Instantaneous default intensity per year on the interval that ends at or holds {@code time}.
   */
  double hazard(double time);
}
