package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * The table {@code fm_programme}: which groups of one level make up which group of the next.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * from_agg_id,level_id,to_agg_id
 * 1,1,1
 * 2,1,1
 * 1,2,1
 * -3,2,1
 * </pre>
 *
 * Items 1 and 2 form group 1 of level 1; group 1 of level 1 and item 3 form group 1 of level 2. A
 * negative {@code from_agg_id} names an item instead of a group of the level below ("restart from
 * items"). Order of rows matters: it is the order in which children are summed.
 *
 * @param fromAggId the child: a group of level {@code levelId - 1} (at level 1: an item), 1-based;
 *     negative: the item {@code -fromAggId}; never 0
 * @param levelId the level of the parent; levels are 1, 2, ... without holes
 * @param toAggId the parent, a group of level {@code levelId}, 1-based
 * @param source where the rows came from; not part of equality
 */
public record FmProgramme(int[] fromAggId, int[] levelId, int[] toAggId, TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public FmProgramme {
    Objects.requireNonNull(source, "source");
    Columns.sameLength("fm_programme", fromAggId.length, levelId.length, toAggId.length);
  }

  /** Number of rows. */
  public int size() {
    return fromAggId.length;
  }

  /** The greatest level, 0 for an empty table. */
  public int maxLevel() {
    int max = 0;
    for (int level : levelId) {
      max = Math.max(max, level);
    }
    return max;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FmProgramme that
        && Arrays.equals(fromAggId, that.fromAggId)
        && Arrays.equals(levelId, that.levelId)
        && Arrays.equals(toAggId, that.toAggId);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(fromAggId) + Arrays.hashCode(levelId))
        + Arrays.hashCode(toAggId);
  }

  @Override
  public String toString() {
    return "FmProgramme[" + size() + " rows of " + source + "]";
  }
}
