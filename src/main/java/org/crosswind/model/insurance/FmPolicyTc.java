package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * The table {@code fm_policytc}: which terms apply to which group, a row for each layer of it.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * level_id,agg_id,layer_id,profile_id
 * 1,1,1,4
 * 2,1,1,7
 * 2,1,2,8
 * </pre>
 *
 * Group 1 of level 1 has the terms of profile 4; group 1 of level 2 has two layers with the terms
 * of profiles 7 and 8. A group without a row applies nothing. Layers need not be numbered 1, 2,
 * ...; only their order counts, and {@code fm_xref} refers to them by number.
 *
 * @param levelId the level of the group, at least 1
 * @param aggId the group, 1-based within its level
 * @param layerId the layer, at least 1; unique within a group
 * @param profileId the terms: a {@code profile_id} of {@link FmProfile}
 * @param source where the rows came from; not part of equality
 */
public record FmPolicyTc(
    int[] levelId, int[] aggId, int[] layerId, int[] profileId, TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public FmPolicyTc {
    Objects.requireNonNull(source, "source");
    Columns.sameLength(
        "fm_policytc", levelId.length, aggId.length, layerId.length, profileId.length);
  }

  /** Number of rows. */
  public int size() {
    return levelId.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FmPolicyTc that
        && Arrays.equals(levelId, that.levelId)
        && Arrays.equals(aggId, that.aggId)
        && Arrays.equals(layerId, that.layerId)
        && Arrays.equals(profileId, that.profileId);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(levelId) + Arrays.hashCode(aggId))
        + 31 * Arrays.hashCode(layerId)
        + Arrays.hashCode(profileId);
  }

  @Override
  public String toString() {
    return "FmPolicyTc[" + size() + " rows of " + source + "]";
  }
}
