package org.crosswind.model.credit;

/** How the scenarios of a cube are drawn again. */
public enum ScenarioResampling {
  /** As many as there are, with replacement. */
  ORDINARY,
  /** Each as often as a Poisson variable of mean 1 of its own: their number varies. */
  POISSON
}
