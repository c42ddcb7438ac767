package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The table {@code fm_profile}, or {@code fm_profile_step} when {@link #steps()} is present: the
 * terms. The consecutive rows of one {@code profile_id} are one policy, normally one row, several
 * for step policies.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * profile_id,calcrule_id,deductible1,deductible2,deductible3,attachment1,limit1,share1,share2,share3
 * 1,100,0,0,0,0,0,0,0,0
 * 2,1,500,0,0,0,25000,0,0,0
 * 3,2,0,0,0,1000000,5000000,0.8,0,0
 * </pre>
 *
 * Money is in the portfolio's currency, shares are fractions. Which column is read, and as what,
 * depends on the rule ({@link CalcRule}): a deductible is money with rule 1, a share of the loss
 * with rule 16 and of the insured value with rule 4.
 *
 * @param profileId the policy, named by {@link FmPolicyTc}
 * @param calcRuleId the calculation rule
 * @param deductible1 the deductible
 * @param deductible2 the minimum deductible
 * @param deductible3 the maximum deductible
 * @param attachment1 the attachment, or excess
 * @param limit1 the limit
 * @param share1 the share of the policy; with reinsurance, ceded
 * @param share2 with reinsurance, placed
 * @param share3 with reinsurance, a further share
 * @param steps the further columns of {@code fm_profile_step}; empty when the table is {@code
 *     fm_profile}
 * @param source where the rows came from; not part of equality
 */
public record FmProfile(
    int[] profileId,
    int[] calcRuleId,
    float[] deductible1,
    float[] deductible2,
    float[] deductible3,
    float[] attachment1,
    float[] limit1,
    float[] share1,
    float[] share2,
    float[] share3,
    Optional<FmStepTerms> steps,
    TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public FmProfile {
    Objects.requireNonNull(source, "source");
    Columns.sameLength(
        "fm_profile",
        profileId.length,
        calcRuleId.length,
        deductible1.length,
        deductible2.length,
        deductible3.length,
        attachment1.length,
        limit1.length,
        share1.length,
        share2.length,
        share3.length,
        steps.isPresent() ? steps.get().size() : profileId.length);
  }

  /** Number of rows. */
  public int size() {
    return profileId.length;
  }

  /** Whether this is the table {@code fm_profile_step}, which admits the step rules. */
  public boolean stepped() {
    return steps.isPresent();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FmProfile that
        && Arrays.equals(profileId, that.profileId)
        && Arrays.equals(calcRuleId, that.calcRuleId)
        && Arrays.equals(deductible1, that.deductible1)
        && Arrays.equals(deductible2, that.deductible2)
        && Arrays.equals(deductible3, that.deductible3)
        && Arrays.equals(attachment1, that.attachment1)
        && Arrays.equals(limit1, that.limit1)
        && Arrays.equals(share1, that.share1)
        && Arrays.equals(share2, that.share2)
        && Arrays.equals(share3, that.share3)
        && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(profileId) + Arrays.hashCode(calcRuleId))
        + 31 * Arrays.hashCode(deductible1)
        + Arrays.hashCode(limit1);
  }

  @Override
  public String toString() {
    return "FmProfile[" + size() + " rows of " + source + (stepped() ? ", stepped" : "") + "]";
  }
}
