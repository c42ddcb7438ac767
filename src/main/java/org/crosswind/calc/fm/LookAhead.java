package org.crosswind.calc.fm;

import org.crosswind.kernel.fm.Terms;

/**
 * Asks the memory for what events to come will need. In a large portfolio each node of a small
 * event is in a line of memory that no cache holds, and every step up the tree waits for one; of
 * many items at a time, the processor waits for all together.
 */
final class LookAhead {
  /** Nodes below which a structure is in the cache anyway. */
  private static final int SMALL = 1 << 14;

  private final FmStructure s;
  private final boolean useful;
  private int[] node = new int[64];
  private int[] row = new int[64];

  /** Depends on all that was read, so that the reading is not left out. */
  private int seen;

  LookAhead(FmStructure structure) {
    s = structure;
    useful = structure.nodeCount() > SMALL;
  }

  /**
   * Looks at items and all that is above them.
   *
   * @param ids item ids, unchecked, from 0 to before {@code count}
   */
  void at(int[] ids, int count) {
    if (!useful) {
      return;
    }
    if (node.length < count) {
      node = new int[count];
      row = new int[count];
    }
    int n = 0;
    int sum = 0;
    for (int k = 0; k < count; k++) {
      int id = ids[k];
      if (id >= 1 && id <= s.itemCount) {
        node[n++] = id - 1;
      }
    }
    if (s.outputFirst == 0) {
      for (int k = 0; k < n; k++) {
        sum += s.output[s.outputStart[0] + Math.min(node[k], s.output.length - 1)];
      }
    }
    while (n > 0) {
      n = goUp(n);
    }
    seen += sum;
  }

  /** Replaces nodes by their parents, neighbours with the same one by one; returns how many. */
  private int goUp(int count) {
    int[] packed = s.packed;
    int sum = 0;
    int made = 0;
    int rows = 0;
    int last = -1;
    for (int k = 0; k < count; k++) {
      int at = node[k] * FmStructure.PACKED;
      int parent = packed[at + FmStructure.PARENT];
      int policy = packed[at + FmStructure.POLICY];
      if (policy >= 0) {
        row[rows++] = s.rowStart[policy];
      }
      if (parent >= 0 && parent != last) {
        node[made++] = parent;
        last = parent;
      }
    }
    for (int k = 0; k < rows; k++) {
      sum += s.rule[row[k]] + Float.floatToRawIntBits(s.terms[row[k] * Terms.STRIDE]);
    }
    seen += sum;
    return made;
  }
}
