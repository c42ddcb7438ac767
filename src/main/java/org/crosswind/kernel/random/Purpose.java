package org.crosswind.kernel.random;

/**
 * What random numbers are for. Two purposes of one run never share numbers, whatever the unit and
 * the replicate. The code of a purpose is part of every number drawn for it, so it never changes
 * and a code that was once used is not given away again.
 */
public enum Purpose {
  /** Resampling of rows of a table. */
  BOOTSTRAP(1),
  /** Resampling of scenarios of exposure cubes. */
  SCENARIOS(2),
  /** Resampling of returns within a day of a market panel. */
  PANEL(3),
  /** Resampling of periods of a catastrophe model: the uncertainty of the hazard. */
  PERIODS(4),
  /** Resampling of samples of a catastrophe model: the uncertainty of the vulnerability. */
  SAMPLES(5),
  /** Made-up data: demonstrations, examples, tests. */
  SYNTHETIC(6);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** The fixed number, at least 1. */
  public int code() {
    return code;
  }
}
