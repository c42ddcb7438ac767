package org.crosswind.model.credit;

/** The direction of dependence that a model shows on one netting set. */
public enum Classification {
  /** Exposure is higher when the counterparty defaults: alpha above 1, and the model says so. */
  WRONG_WAY,
  /** Exposure is lower when the counterparty defaults: alpha below 1, and the model says so. */
  RIGHT_WAY,
  /** Neither, or the model's parameter and alpha disagree, or alpha is NaN. */
  NEUTRAL
}
