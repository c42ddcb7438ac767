package org.crosswind.calc.xva;

/** What makes a CVA move from one run to another. */
public enum CvaDriver {
  /** The cube: expected exposure, and the grid of its tenors. */
  EXPOSURE,
  /** The credit curve: probability of default. */
  CREDIT,
  /** The discount curve, or that the cube's values are deflated. */
  DISCOUNTING,
  /** The recovered share of the exposure at default. */
  RECOVERY,
  /** The dependence model and its parameters. */
  MODEL
}
