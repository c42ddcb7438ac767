package org.crosswind.calc.fm;

import org.crosswind.kernel.fm.LossSums;
import org.crosswind.kernel.fm.ShortRows;

/**
 * Computes trees of the usual programme ({@link FmStructure#simple}): one layer, no extras, and
 * items that come in ascending order, so that children and items of every node follow one another
 * on all levels. Then a level is three short arrays, made in place out of the level below, and
 * nothing has to be looked up but a node's parent and policy. The bits are those of {@link
 * ComponentEvaluator}.
 */
final class SimpleTrees {
  private final FmStructure s;
  private final RowArena arena;
  private final NodeTerms terms;

  /** Of the level at hand: node, its first item, its row. */
  private int[] node = new int[64];

  private int[] firstItem = new int[64];
  private int[] row = new int[64];

  SimpleTrees(FmStructure structure, RowArena arena, NodeTerms terms) {
    s = structure;
    this.arena = arena;
    this.terms = terms;
  }

  /**
   * Forgets the last trees and makes a row of zeros for each item, that of the k-th at {@code k *
   * arena.stride}.
   */
  void begin(int columns, int items) {
    arena.begin(columns, items);
    terms.begin();
    if (node.length <= items) {
      int size = Math.max(items + 1, 2 * node.length);
      node = new int[size];
      firstItem = new int[size];
      row = new int[size];
    }
  }

  /**
   * Computes: the rows of the items hold the results then.
   *
   * @param ids item ids, ascending, from {@code from} to before {@code to}
   */
  void run(int[] ids, int from, int to) {
    int items = to - from;
    int stride = arena.stride;
    for (int k = 0; k < items; k++) {
      node[k] = ids[from + k] - 1;
      firstItem[k] = k;
      row[k] = k * stride;
    }
    firstItem[items] = items;
    if (s.itemsHaveTerms) {
      for (int k = 0; k < items; k++) {
        applyTerms(node[k], row[k], k, 1);
      }
    }
    int count = items;
    for (int level = s.startLevel + 1; level <= s.maxLevel; level++) {
      count = goUp(count);
      firstItem[count] = items;
    }
  }

  /** Replaces {@code count} nodes by their parents; returns how many these are. */
  private int goUp(int count) {
    int[] packed = s.packed;
    int made = 0;
    for (int child = 0; child < count; ) {
      int parent = packed[node[child] * FmStructure.PACKED + FmStructure.PARENT];
      int end = child + 1;
      while (end < count && packed[node[end] * FmStructure.PACKED + FmStructure.PARENT] == parent) {
        end++;
      }
      int first = firstItem[child];
      int items = firstItem[end] - first;
      int at = end == child + 1 ? row[child] : sum(child, end);
      applyTerms(parent, at, first, items);
      node[made] = parent;
      firstItem[made] = first;
      row[made] = at;
      made++;
      child = end;
    }
    return made;
  }

  private int sum(int from, int to) {
    int n = arena.stride;
    int at = arena.take(1);
    if (n <= ShortRows.MOST) {
      LossSums.shortRows(arena.loss, row, from, to - from, at, n);
    } else {
      float[] sum = terms.scratch();
      LossSums.losses(arena.loss, row, from, to - from, sum, terms.otherScratch(), n);
      System.arraycopy(sum, 0, arena.loss, at, n);
    }
    return at;
  }

  private void applyTerms(int of, int at, int first, int items) {
    int policy = s.packed[of * FmStructure.PACKED + FmStructure.POLICY];
    if (policy >= 0) {
      terms.apply(of, policy, at, first * arena.stride, items);
    }
  }
}
