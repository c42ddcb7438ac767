package org.crosswind.model.credit;

/** What the numbers of a cube are. */
public enum CubeValues {
  /** Values at the future date; discount factors still have to be applied. */
  UNDISCOUNTED,
  /** Values divided by the numeraire; their plain means are present values already. */
  DEFLATED
}
