package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.kernel.fm.BackAllocation;
import org.crosswind.kernel.fm.LossSums;

/**
 * Computes one event in one component (or several) of a programme, level by level from the items
 * up. The items' rows are in the arena when {@link #run} is called and hold the results after it;
 * under rule 0 the results are in the rows of the top nodes.
 *
 * <p>Only nodes above the items that are present are visited, each once, after all that is below
 * it. A node with one active child has no rows of its own: its storage is the child's. A node's
 * layers share one row until a node with several policies splits them.
 */
final class ComponentEvaluator {
  private final FmStructure s;
  private final RowArena arena;
  private final NodeSlots slots;
  private final NodeTerms terms;
  private final int[][] queue;
  private final int[] queued;

  /** With ranges: the first slot of each level, and the number of slots behind the last. */
  private final int[] levelFirst;

  private int[] kids = new int[64];
  private int[] leaves = new int[64];
  private double[] inputTotal = new double[0];
  private double[] inputFactor = new double[0];
  private FmTrace trace;

  ComponentEvaluator(FmStructure structure) {
    s = structure;
    arena = new RowArena(structure.hasExtras());
    slots = new NodeSlots(structure.nodeCount());
    terms = new NodeTerms(structure, arena, slots);
    queue = new int[structure.maxLevel + 1][16];
    queued = new int[structure.maxLevel + 1];
    levelFirst = new int[structure.maxLevel + 2];
  }

  RowArena arena() {
    return arena;
  }

  NodeTerms terms() {
    return terms;
  }

  NodeSlots slots() {
    return slots;
  }

  /** Tells what happens from now on; null for nobody. */
  void trace(FmTrace trace) {
    this.trace = trace;
    terms.trace(trace);
  }

  /**
   * Forgets the last component and makes a row of zeros for each item: that of the k-th item is
   * {@code k * arena().stride}.
   *
   * @param columns of a row
   * @param ids item ids, 1-based, from {@code from} to before {@code to}
   */
  void begin(int columns, int[] ids, int from, int to) {
    int items = to - from;
    slots.begin();
    arena.begin(columns, items);
    terms.begin();
    Arrays.fill(queued, 0);
    slots.makeLeaves(items, arena.stride);
    for (int k = 0; k < items; k++) {
      slots.node[k] = ids[from + k] - 1;
    }
    slots.ranges = s.plain && findRanges(items);
    if (!slots.ranges) {
      slots.begin();
      Arrays.fill(queued, 0);
      slots.count = items;
      for (int k = 0; k < items; k++) {
        slots.makeLeaf(k, k * arena.stride);
      }
    }
  }

  /**
   * Makes the slots of all levels, as long as the slots of each level come sorted by their parents.
   *
   * @return whether they do
   */
  private boolean findRanges(int items) {
    int[] packed = s.packed;
    levelFirst[s.startLevel] = 0;
    int from = 0;
    int end = items;
    for (int level = s.startLevel + 1; level <= s.maxLevel; level++) {
      levelFirst[level] = end;
      int parent = NodeSlots.NONE;
      int slot = NodeSlots.NONE;
      boolean ascending = true;
      for (int c = from; c < end; c++) {
        int p = packed[slots.node[c] * FmStructure.PACKED + FmStructure.PARENT];
        if (p != parent) {
          if (p < 0) {
            return false;
          }
          if (slot >= 0) {
            slots.childCount[slot] = c - slots.childHead[slot];
          }
          ascending &= p > parent;
          slot = slots.addRange(p, c);
          parent = p;
        }
      }
      slots.childCount[slot] = end - slots.childHead[slot];
      from = end;
      end = slots.count;
      // Ascending parents are all different; others are looked at one by one.
      for (int k = from; !ascending && k < end; k++) {
        if (!slots.stampNew(slots.node[k])) {
          return false;
        }
      }
    }
    levelFirst[s.maxLevel + 1] = end;
    return true;
  }

  /** Number of nodes of the top level. */
  int topCount() {
    return slots.ranges ? levelFirst[s.maxLevel + 1] - levelFirst[s.maxLevel] : queued[s.maxLevel];
  }

  /** Slots of the top level in the order in which they were reached. */
  void copyTops(int[] into) {
    int count = topCount();
    for (int k = 0; k < count; k++) {
      into[k] = slots.ranges ? levelFirst[s.maxLevel] + k : queue[s.maxLevel][k];
    }
  }

  /**
   * Computes.
   *
   * @param input the items' rows before, as in the arena; used by rule 1 only
   */
  void run(float[] input) {
    int items = slots.ranges ? levelFirst[s.startLevel + 1] : slots.count;
    if (s.itemsHaveTerms || trace != null) {
      for (int slot = 0; slot < items; slot++) {
        computeItem(slot, slots.node[slot]);
      }
    }
    if (slots.ranges) {
      for (int level = s.startLevel + 1; level <= s.maxLevel; level++) {
        for (int slot = levelFirst[level]; slot < levelFirst[level + 1]; slot++) {
          computeNode(slot, level, input);
        }
      }
      return;
    }
    for (int slot = 0; slot < items; slot++) {
      int parent = s.firstParent[slots.node[slot]];
      if (parent >= 0) {
        slots.joined[slot] = 1;
        register(parent, slot);
      } else if (s.startLevel == s.maxLevel) {
        push(s.maxLevel, slot);
      }
    }
    for (int level = s.startLevel + 1; level <= s.maxLevel; level++) {
      // Nodes of this level are registered by lower levels only.
      for (int k = 0; k < queued[level]; k++) {
        int slot = queue[level][k];
        int storage = computeNode(slot, level, input);
        if (level < s.maxLevel) {
          goUp(slots.node[slot], storage);
        }
      }
    }
  }

  private void computeItem(int slot, int node) {
    int layers = s.layers[node];
    byte flags = s.flags[node];
    if ((flags & FmStructure.EXTRAS) != 0) {
      slots.extras[slot] = true;
      arena.clearExtras(slots.base[slot], 1);
    }
    if (layers > 1) {
      split(slot, layers, true);
    }
    if ((flags & FmStructure.TERMS) != 0) {
      terms.apply(slot, node, layers, flags, false);
    }
    if (trace != null) {
      trace.done(node, slot, slots, arena);
    }
  }

  private void register(int parent, int storage) {
    int slot = slots.slotOf(parent);
    if (slot == NodeSlots.NONE) {
      slot = slots.add(parent);
      push(s.level[parent], slot);
    }
    slots.addChild(slot, storage);
  }

  private void push(int level, int slot) {
    int[] q = queue[level];
    if (queued[level] == q.length) {
      q = Arrays.copyOf(q, 2 * q.length);
      queue[level] = q;
    }
    q[queued[level]++] = slot;
  }

  /** Computes a node; returns the slot of its rows. */
  private int computeNode(int slot, int level, float[] input) {
    int node = slots.node[slot];
    int traits = s.packed[node * FmStructure.PACKED + FmStructure.TRAITS];
    int layers = traits >>> Byte.SIZE;
    int flags = traits & 0xFF;
    boolean allocate = (flags & FmStructure.ALLOCATE) != 0;
    boolean extras = (flags & FmStructure.EXTRAS) != 0;
    int storage;
    if (slots.childCount[slot] == 1) {
      storage = slots.storage[slots.childHead[slot]];
      slots.storage[slot] = storage;
      if (layers > slots.held[storage]) {
        boolean alone = slots.leafCount[storage] == 1;
        split(storage, layers, true);
        if (allocate && !alone) {
          splitLeaves(storage, layers);
        }
      }
      if (extras && !slots.extras[storage]) {
        giveExtras(storage);
      }
    } else {
      storage = slot;
      aggregate(slot, layers, extras, allocate);
    }
    if ((flags & FmStructure.TERMS) != 0) {
      terms.apply(storage, node, layers, flags, allocate && slots.leafCount[storage] > 1);
    }
    if (level == s.maxLevel && s.allocationRule == 1 && slots.leafCount[storage] > 1) {
      allocateByInput(storage, layers, input);
    }
    if (trace != null) {
      trace.done(node, storage, slots, arena);
    }
    return storage;
  }

  private void aggregate(int slot, int layers, boolean extras, boolean allocate) {
    int stride = arena.stride;
    int count = slots.childCount[slot];
    if (kids.length < count) {
      kids = new int[2 * count];
    }
    slots.storage[slot] = slot;
    slots.extras[slot] = extras;
    slots.held[slot] = layers;
    slots.base[slot] = arena.take(layers);
    slots.upper[slot] = layers > 1 ? slots.base[slot] + stride : NodeSlots.NONE;
    slots.spread[slot] = 1;
    slots.joinLeaves(slot);
    if (layers > 1 && allocate) {
      int child = slots.childHead[slot];
      for (int k = 0; k < count; k++, child = slots.nextChild(child)) {
        int c = slots.storage[child];
        if (slots.held[c] == 1 && span(c) > 1) {
          if (slots.leafCount[c] == 1) {
            split(c, layers, true);
          } else {
            splitLeaves(c, layers);
          }
        }
      }
    }
    for (int p = 0; p < layers; p++) {
      int n = 0;
      int child = slots.childHead[slot];
      for (int k = 0; k < count; k++, child = slots.nextChild(child)) {
        int c = slots.storage[child];
        if (p == 0 || p < span(c)) {
          kids[n++] = slots.row(c, p, stride);
        }
      }
      int to = slots.row(slot, p, stride);
      sum(n, to);
      if (extras) {
        sumExtras(slot, p, to);
      }
    }
  }

  private void sum(int n, int to) {
    if (n == 0) {
      Arrays.fill(arena.loss, to, to + arena.stride, 0f);
    } else if (n == 1) {
      arena.copyLoss(kids[0], to);
    } else {
      float[] sum = terms.scratch();
      LossSums.losses(arena.loss, kids, 0, n, sum, terms.otherScratch(), arena.stride);
      System.arraycopy(sum, 0, arena.loss, to, arena.stride);
    }
  }

  private void sumExtras(int slot, int layer, int to) {
    sumExtra(arena.ded, slot, layer, to);
    sumExtra(arena.over, slot, layer, to);
    sumExtra(arena.under, slot, layer, to);
  }

  private void sumExtra(float[] extra, int slot, int layer, int to) {
    int stride = arena.stride;
    float[] sum = terms.scratch();
    boolean empty = true;
    int child = slots.childHead[slot];
    for (int k = slots.childCount[slot]; k > 0; k--, child = slots.nextChild(child)) {
      int c = slots.storage[child];
      if (slots.extras[c] && (layer == 0 || layer < span(c))) {
        int from = slots.row(c, layer, stride);
        if (empty) {
          System.arraycopy(extra, from, sum, 0, stride);
        } else {
          LossSums.add(extra, from, sum, terms.otherScratch(), stride);
        }
        empty = false;
      }
    }
    if (empty) {
      Arrays.fill(sum, 0, stride, 0f);
    }
    System.arraycopy(sum, 0, extra, to, stride);
  }

  /** In how many layers the losses of a slot count. */
  private int span(int slot) {
    return s.span.length == 0
        ? Integer.MAX_VALUE
        : Math.max(slots.held[slot], s.span[slots.node[slot]]);
  }

  /** Gives the layers of a slot rows of their own, copies of the first. */
  private void split(int slot, int layers, boolean copyExtras) {
    int stride = arena.stride;
    int upper = arena.take(layers - 1);
    for (int p = 1; p < layers; p++) {
      int to = upper + (p - 1) * stride;
      arena.copyLoss(slots.base[slot], to);
      if (slots.extras[slot] && copyExtras) {
        arena.copyExtras(slots.base[slot], to);
      }
    }
    if (slots.extras[slot] && !copyExtras) {
      arena.clearExtras(upper, layers - 1);
    }
    slots.upper[slot] = upper;
    slots.spread[slot] = 1;
    slots.held[slot] = layers;
  }

  /** Gives the layers of all items below rows of their own, with extras of zero. */
  private void splitLeaves(int slot, int layers) {
    if (slots.leavesAreConsecutive(slot) && splitTogether(slot, layers)) {
      return;
    }
    int leaf = slots.firstLeaf(slot);
    for (int k = slots.leafCount[slot]; k > 0; k--) {
      if (slots.held[leaf] == 1) {
        split(leaf, layers, false);
      }
      leaf = slots.nextLeaf(leaf);
    }
  }

  /**
   * Splits consecutive items so that the rows of each layer are one behind the other, as those of
   * the first layer are.
   *
   * @return false, and nothing done, if any of them is split already
   */
  private boolean splitTogether(int slot, int layers) {
    int low = slots.leafLow[slot];
    int count = slots.leafCount[slot];
    for (int leaf = low; leaf < low + count; leaf++) {
      if (slots.held[leaf] > 1) {
        return false;
      }
    }
    int stride = arena.stride;
    int size = count * stride;
    int upper = arena.take(count * (layers - 1));
    for (int p = 1; p < layers; p++) {
      int to = upper + (p - 1) * size;
      System.arraycopy(arena.loss, slots.base[low], arena.loss, to, size);
    }
    for (int leaf = low; leaf < low + count; leaf++) {
      slots.upper[leaf] = upper + (leaf - low) * stride;
      slots.spread[leaf] = count;
      slots.held[leaf] = layers;
      if (slots.extras[leaf]) {
        for (int p = 1; p < layers; p++) {
          arena.clearExtras(slots.row(leaf, p, stride), 1);
        }
      }
    }
    return true;
  }

  private void giveExtras(int slot) {
    slots.extras[slot] = true;
    arena.clearExtras(slots.base[slot], 1);
    for (int p = 1; p < slots.held[slot]; p++) {
      arena.clearExtras(slots.row(slot, p, arena.stride), 1);
    }
  }

  /** Joins the parent; without one, each item of this tree joins its own next parent. */
  private void goUp(int node, int storage) {
    int parent = s.firstParent[node];
    if (parent >= 0) {
      register(parent, storage);
      return;
    }
    if (s.parents.length == 0) {
      return;
    }
    leaves = slots.leavesBreadthFirst(storage, leaves);
    int count = slots.leafCount[storage];
    for (int k = 0; k < count; k++) {
      int leaf = leaves[k];
      int item = slots.node[leaf];
      int next = s.parentStart[item] + slots.joined[leaf];
      if (next < s.parentStart[item + 1]) {
        slots.joined[leaf]++;
        slots.leafAlone(leaf);
        register(s.parents[next], leaf);
      }
    }
  }

  private void allocateByInput(int storage, int layers, float[] input) {
    int n = arena.stride;
    if (inputTotal.length < n) {
      inputTotal = new double[n];
      inputFactor = new double[n];
    }
    Arrays.fill(inputTotal, 0, n, 0.0);
    leaves = slots.leavesBreadthFirst(storage, leaves);
    int count = slots.leafCount[storage];
    for (int k = 0; k < count; k++) {
      LossSums.add(input, leaves[k] * n, inputTotal, n);
    }
    for (int k = 0; k < count; k++) {
      if (slots.held[leaves[k]] < layers) {
        split(leaves[k], layers, false);
      }
    }
    for (int p = 0; p < layers; p++) {
      int row = slots.row(storage, p, n);
      BackAllocation.factorsOfInput(arena.loss, row, inputTotal, inputFactor, n);
      for (int k = 0; k < count; k++) {
        int to = slots.row(leaves[k], p, n);
        BackAllocation.shareOfInput(input, leaves[k] * n, inputFactor, arena.loss, to, n);
      }
    }
  }
}
