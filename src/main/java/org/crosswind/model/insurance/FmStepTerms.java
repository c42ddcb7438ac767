package org.crosswind.model.insurance;

import java.util.Arrays;

/**
 * The eight columns that {@code fm_profile_step} has more than {@code fm_profile}: step policies
 * pay by the size of the loss (or of its share of the insured value).
 *
 * @param stepId number of the step within its profile; 1 starts afresh, others add
 * @param triggerStart the loss from which the step pays, as a share of TIV (rule 32: money)
 * @param triggerEnd the loss from which it pays no more, same unit; exactly 1 means no end
 * @param payoutStart what the step pays, as a share of TIV, limit or loss, or in money, by rule
 * @param payoutEnd not used by any rule
 * @param limit2 limit of the debris removal on top of the payout, money
 * @param scale1 extra expenses on top, as a share of the payout
 * @param scale2 debris removal, as a share of the payout
 */
public record FmStepTerms(
    int[] stepId,
    float[] triggerStart,
    float[] triggerEnd,
    float[] payoutStart,
    float[] payoutEnd,
    float[] limit2,
    float[] scale1,
    float[] scale2) {
  /** Checks that the columns have the same number of rows. */
  public FmStepTerms {
    Columns.sameLength(
        "fm_profile_step",
        stepId.length,
        triggerStart.length,
        triggerEnd.length,
        payoutStart.length,
        payoutEnd.length,
        limit2.length,
        scale1.length,
        scale2.length);
  }

  /** Number of rows. */
  public int size() {
    return stepId.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FmStepTerms that
        && Arrays.equals(stepId, that.stepId)
        && Arrays.equals(triggerStart, that.triggerStart)
        && Arrays.equals(triggerEnd, that.triggerEnd)
        && Arrays.equals(payoutStart, that.payoutStart)
        && Arrays.equals(payoutEnd, that.payoutEnd)
        && Arrays.equals(limit2, that.limit2)
        && Arrays.equals(scale1, that.scale1)
        && Arrays.equals(scale2, that.scale2);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(stepId) + Arrays.hashCode(triggerStart))
        + Arrays.hashCode(payoutStart);
  }

  @Override
  public String toString() {
    return "FmStepTerms[" + size() + " rows]";
  }
}
