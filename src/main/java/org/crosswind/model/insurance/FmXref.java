package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * The table {@code fm_xref}: under which id the loss of a group (of the output level) and layer is
 * written.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * output,agg_id,layer_id
 * 1,1,1
 * 2,1,2
 * </pre>
 *
 * The output level is the items' with the allocation rules 1, 2 and 3, and the top level with rule
 * 0. A later row replaces an earlier one of the same group and layer.
 *
 * @param outputId the id written to the stream; 0 is not written
 * @param aggId the group of the output level: an item, or a group of the top level; 1-based
 * @param layerId the layer as numbered in {@link FmPolicyTc}
 * @param source where the rows came from; not part of equality
 */
public record FmXref(int[] outputId, int[] aggId, int[] layerId, TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public FmXref {
    Objects.requireNonNull(source, "source");
    Columns.sameLength("fm_xref", outputId.length, aggId.length, layerId.length);
  }

  /** Number of rows. */
  public int size() {
    return outputId.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FmXref that
        && Arrays.equals(outputId, that.outputId)
        && Arrays.equals(aggId, that.aggId)
        && Arrays.equals(layerId, that.layerId);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(outputId) + Arrays.hashCode(aggId))
        + Arrays.hashCode(layerId);
  }

  @Override
  public String toString() {
    return "FmXref[" + size() + " rows of " + source + "]";
  }
}
