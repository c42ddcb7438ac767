package org.crosswind.model.credit;

/** On which default probability a copula is evaluated. */
public enum ProbabilityForm {
  /** On the probability of each interval, as wayfault does; alpha depends on the grid's spacing. */
  INTERVAL,
  /** On the difference of two cumulative probabilities; alpha does not depend on the spacing. */
  CUMULATIVE
}
