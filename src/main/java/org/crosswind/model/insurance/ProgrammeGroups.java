package org.crosswind.model.insurance;

import java.util.BitSet;

/**
 * The hierarchy that a programme without errors describes, as far as the checks of the other tables
 * need it.
 *
 * @param startLevel the level of the items: 0 when items are grouped at level 1, else 1
 * @param maxLevel the top level
 * @param size for each level the greatest number of a group (index 0 unused when {@code startLevel}
 *     is 1); items at {@code startLevel}
 * @param used for each level the groups that have members; at {@code startLevel} the items
 * @param parent for each level below the top: for each group (1-based) its parent one level up, 0
 *     for none
 * @param restartLevel for each restart (negative {@code from_agg_id}) the level of the new parent
 * @param restartParent for each restart the new parent
 * @param restartChild for each restart the group one level below the new parent that the item was
 *     in; the item itself when that level is {@code startLevel}
 */
record ProgrammeGroups(
    int startLevel,
    int maxLevel,
    int[] size,
    BitSet[] used,
    int[][] parent,
    int[] restartLevel,
    int[] restartParent,
    int[] restartChild) {
  /** Whether a group has members. */
  boolean has(int level, int group) {
    return level >= startLevel
        && level <= maxLevel
        && group >= 1
        && group <= size[level]
        && used[level].get(group);
  }
}
