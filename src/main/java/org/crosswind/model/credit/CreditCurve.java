package org.crosswind.model.credit;

/**
 * Survival probabilities of one counterparty. Two forms: {@link HazardCurve}, piecewise constant
 * hazards, and {@link SurvivalCurve}, survival given at times.
 */
public sealed interface CreditCurve permits HazardCurve, SurvivalCurve {
  /** Probability of surviving to {@code time} years, in [0, 1]; 1 at zero. */
  double survival(double time);

  /**
   * Instantaneous default intensity per year on the interval that ends at or holds {@code time}.
   */
  double hazard(double time);
}
