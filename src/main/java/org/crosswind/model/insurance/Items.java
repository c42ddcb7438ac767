package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * The table {@code items}: what the loss stream counts. The financial module uses it only to find
 * the coverage, hence the insured value, of an item.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * item_id,coverage_id,areaperil_id,vulnerability_id,group_id
 * 1,1,38,8,1
 * 2,1,23,9,1
 * 3,2,38,1,2
 * </pre>
 *
 * Row {@code i} (0-based) is item {@code i + 1}; the reference never looks at {@code item_id}, and
 * {@link FmValidator} refuses a table in another order.
 *
 * @param itemId the item, 1, 2, ...
 * @param coverageId the coverage, 1-based; several items (perils) may share one; unsigned 32 bits
 * @param areaPerilId the place and peril; unsigned 32 bits
 * @param vulnerabilityId the vulnerability function
 * @param groupId items sampled together; unsigned 32 bits
 * @param source where the rows came from; not part of equality
 */
public record Items(
    int[] itemId,
    int[] coverageId,
    int[] areaPerilId,
    int[] vulnerabilityId,
    int[] groupId,
    TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public Items {
    Objects.requireNonNull(source, "source");
    Columns.sameLength(
        "items",
        itemId.length,
        coverageId.length,
        areaPerilId.length,
        vulnerabilityId.length,
        groupId.length);
  }

  /** Number of rows. */
  public int size() {
    return itemId.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Items that
        && Arrays.equals(itemId, that.itemId)
        && Arrays.equals(coverageId, that.coverageId)
        && Arrays.equals(areaPerilId, that.areaPerilId)
        && Arrays.equals(vulnerabilityId, that.vulnerabilityId)
        && Arrays.equals(groupId, that.groupId);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(
        new int[] {
          Arrays.hashCode(itemId),
          Arrays.hashCode(coverageId),
          Arrays.hashCode(areaPerilId),
          Arrays.hashCode(vulnerabilityId),
          Arrays.hashCode(groupId)
        });
  }

  @Override
  public String toString() {
    return "Items[" + size() + " rows of " + source + "]";
  }
}
