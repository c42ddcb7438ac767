package org.crosswind.calc.fm;

import java.util.Arrays;

/**
 * The nodes that an event reaches in one component, in the order in which they are reached, items
 * first: structure of arrays, index is the slot. Memory follows the event, not the portfolio, apart
 * from one stamp for each node.
 *
 * <p>What is below a node is a list. In a component whose items come sorted by group, level by
 * level, as they usually do, all lists are ranges of consecutive slots ({@link #ranges}), and
 * nothing but their beginnings is kept.
 */
final class NodeSlots {
  static final int NONE = -1;

  int count;

  /** Whether children and items of every slot have consecutive slots. */
  boolean ranges;

  /** The node of each slot. */
  int[] node = new int[64];

  /** Row of the first layer; only of slots that own rows. */
  int[] base = new int[64];

  /** Row of the second layer; {@link #NONE} while layers are not split. */
  int[] upper = new int[64];

  /** Number of rows from that of one layer to that of the next, from the second on. */
  int[] spread = new int[64];

  /** Number of layers that have rows of their own, 1 while not split. */
  int[] held = new int[64];

  /** Whether the rows have extras. */
  boolean[] extras = new boolean[64];

  /** First and last slot below, and the next one beside it. */
  int[] childHead = new int[64];

  int[] childTail = new int[64];
  int[] childNext = new int[64];
  int[] childCount = new int[64];

  /** Items below, as a list by {@code leafNext}; their number, and the least and greatest slot. */
  int[] leafHead = new int[64];

  int[] leafTail = new int[64];
  int[] leafNext = new int[64];
  int[] leafCount = new int[64];
  int[] leafLow = new int[64];
  int[] leafHigh = new int[64];

  /** The slot whose rows are this node's: itself, or its only child's. */
  int[] storage = new int[64];

  /** Of an item with several parents, how many it has joined. */
  int[] joined = new int[64];

  private final long[] stamp;
  private int round;

  NodeSlots(int nodes) {
    stamp = new long[nodes];
  }

  /** Forgets all slots. */
  void begin() {
    count = 0;
    round++;
    if (round < 0) {
      Arrays.fill(stamp, 0);
      round = 1;
    }
  }

  /** Whether a node has no slot yet; from now on it counts as having one. */
  boolean stampNew(int of) {
    long now = (long) round << Integer.SIZE;
    if (stamp[of] == now) {
      return false;
    }
    stamp[of] = now;
    return true;
  }

  /** Makes slots 0 to {@code items - 1} items with a row each, as {@link #makeLeaf} does. */
  void makeLeaves(int items, int stride) {
    while (items > node.length) {
      grow();
    }
    count = items;
    Arrays.fill(upper, 0, items, NONE);
    Arrays.fill(held, 0, items, 1);
    Arrays.fill(leafCount, 0, items, 1);
    Arrays.fill(childCount, 0, items, 0);
    Arrays.fill(extras, 0, items, false);
    for (int i = 0; i < items; i++) {
      base[i] = i * stride;
    }
    for (int i = 0; i < items; i++) {
      storage[i] = i;
    }
    for (int i = 0; i < items; i++) {
      leafLow[i] = i;
    }
    for (int i = 0; i < items; i++) {
      leafHigh[i] = i;
    }
  }

  /** A slot for a node whose children are the slots from {@code first} on. */
  int addRange(int of, int first) {
    int slot = count++;
    if (slot == node.length) {
      grow();
    }
    node[slot] = of;
    childHead[slot] = first;
    return slot;
  }

  /** The slot beside a child. */
  int nextChild(int child) {
    return ranges ? child + 1 : childNext[child];
  }

  /** The first item below. */
  int firstLeaf(int slot) {
    return ranges ? leafLow[slot] : leafHead[slot];
  }

  /** The item after another of the same node. */
  int nextLeaf(int leaf) {
    return ranges ? leaf + 1 : leafNext[leaf];
  }

  /** The slot of a node, or {@link #NONE}. */
  int slotOf(int of) {
    long s = stamp[of];
    return (int) (s >>> Integer.SIZE) == round ? (int) s : NONE;
  }

  /** A slot for a node; nothing is below it. */
  int add(int of) {
    int slot = count++;
    if (slot == node.length) {
      grow();
    }
    stamp[of] = (long) round << Integer.SIZE | slot;
    node[slot] = of;
    childCount[slot] = 0;
    return slot;
  }

  /** Makes a slot its own only item and storage, with a row. */
  void makeLeaf(int slot, int row) {
    base[slot] = row;
    upper[slot] = NONE;
    held[slot] = 1;
    storage[slot] = slot;
    extras[slot] = false;
    joined[slot] = 0;
    leafAlone(slot);
  }

  /** Makes an item the only one below itself. */
  void leafAlone(int slot) {
    leafHead[slot] = slot;
    leafTail[slot] = slot;
    leafNext[slot] = NONE;
    leafCount[slot] = 1;
    leafLow[slot] = slot;
    leafHigh[slot] = slot;
  }

  /** Puts a slot below another, behind those that are there. */
  void addChild(int parent, int child) {
    if (childCount[parent]++ == 0) {
      childHead[parent] = child;
    } else {
      childNext[childTail[parent]] = child;
    }
    childTail[parent] = child;
    childNext[child] = NONE;
  }

  /** Makes the items below the children the items of a slot. */
  void joinLeaves(int slot) {
    if (ranges) {
      int first = storage[childHead[slot]];
      int last = storage[childHead[slot] + childCount[slot] - 1];
      leafLow[slot] = leafLow[first];
      leafHigh[slot] = leafHigh[last];
      leafCount[slot] = leafHigh[last] - leafLow[first] + 1;
      return;
    }
    int child = childHead[slot];
    int head = leafHead[child];
    int tail = leafTail[child];
    int total = leafCount[child];
    int low = leafLow[child];
    int high = leafHigh[child];
    for (child = childNext[child]; child != NONE; child = childNext[child]) {
      leafNext[tail] = leafHead[child];
      tail = leafTail[child];
      total += leafCount[child];
      low = Math.min(low, leafLow[child]);
      high = Math.max(high, leafHigh[child]);
    }
    leafHead[slot] = head;
    leafTail[slot] = tail;
    leafCount[slot] = total;
    leafLow[slot] = low;
    leafHigh[slot] = high;
  }

  /** Whether the items below have consecutive slots. */
  boolean leavesAreConsecutive(int slot) {
    return ranges || leafHigh[slot] - leafLow[slot] + 1 == leafCount[slot];
  }

  /** Whether the rows of a layer of all items below are one behind the other. */
  boolean rowsAreConsecutive(int slot, int layer, int stride) {
    if (!leavesAreConsecutive(slot)) {
      return false;
    }
    int high = leafHigh[slot];
    for (int leaf = leafLow[slot]; layer > 0 && leaf <= high; leaf++) {
      if (held[leaf] <= layer
          || (leaf < high && row(leaf + 1, layer, stride) - row(leaf, layer, stride) != stride)) {
        return false;
      }
    }
    return true;
  }

  /** Row of a layer; that of the first while layers are not split. */
  int row(int slot, int layer, int stride) {
    return layer == 0 || upper[slot] == NONE
        ? base[slot]
        : upper[slot] + (layer - 1) * spread[slot] * stride;
  }

  /**
   * Items below a slot, breadth first: those that are directly below come before those below other
   * nodes.
   *
   * @param into receives the slots; made larger if need be
   * @return the array, with {@code leafCount[slot]} slots
   */
  int[] leavesBreadthFirst(int slot, int[] into) {
    int[] leaves = into.length < leafCount[slot] ? new int[leafCount[slot]] : into;
    int[] now = {slot};
    int nowCount = 1;
    int n = 0;
    while (nowCount > 0) {
      int[] next = new int[leafCount[slot]];
      int nextCount = 0;
      for (int i = 0; i < nowCount; i++) {
        if (childCount[now[i]] == 0) {
          leaves[n++] = now[i];
          continue;
        }
        int c = childHead[now[i]];
        for (int k = childCount[now[i]]; k > 0; k--) {
          next[nextCount++] = storage[c];
          c = nextChild(c);
        }
      }
      now = next;
      nowCount = nextCount;
    }
    return leaves;
  }

  private void grow() {
    int size = 2 * node.length;
    node = Arrays.copyOf(node, size);
    base = Arrays.copyOf(base, size);
    upper = Arrays.copyOf(upper, size);
    spread = Arrays.copyOf(spread, size);
    held = Arrays.copyOf(held, size);
    extras = Arrays.copyOf(extras, size);
    childHead = Arrays.copyOf(childHead, size);
    childTail = Arrays.copyOf(childTail, size);
    childNext = Arrays.copyOf(childNext, size);
    childCount = Arrays.copyOf(childCount, size);
    leafHead = Arrays.copyOf(leafHead, size);
    leafTail = Arrays.copyOf(leafTail, size);
    leafNext = Arrays.copyOf(leafNext, size);
    leafCount = Arrays.copyOf(leafCount, size);
    leafLow = Arrays.copyOf(leafLow, size);
    leafHigh = Arrays.copyOf(leafHigh, size);
    storage = Arrays.copyOf(storage, size);
    joined = Arrays.copyOf(joined, size);
  }
}
