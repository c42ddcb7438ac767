package org.crosswind.calc.fm;

/** Whose results to give where the reference's are known to be wrong. */
public enum FmCompatibility {
  /** The right results. */
  STANDARD,

  /**
   * The reference's, where they are well defined: rule 21 without insured value, rules 0 and 1 with
   * restarts from items forgetting what was computed below, only the first layer written by rule 0
   * above layers, extras that fall to zero kept by the items, a last item without delimiter
   * accepted.
   */
  FMPY
}
