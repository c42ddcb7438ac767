package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.kernel.fm.BackAllocation;
import org.crosswind.kernel.fm.CalcRules;
import org.crosswind.kernel.fm.ExtrasAllocation;
import org.crosswind.kernel.fm.LossSums;
import org.crosswind.kernel.fm.ShortRows;
import org.crosswind.kernel.fm.Terms;
import org.crosswind.kernel.fm.Tiles;

/** Applies the policies of one node to its rows, and shares the result back to its items. */
final class NodeTerms {
  private final FmStructure s;
  private final RowArena arena;
  private final NodeSlots slots;
  private final ExtrasAllocation toItems;
  private final ExtrasAllocation toLayers;
  private float[] in = new float[0];
  private float[] out = new float[0];
  private float[] room = new float[0];
  private float[] factor = new float[0];
  private float[] merged = new float[0];
  private final float[][] before = new float[3][0];
  private final float[][] mergedBefore = new float[3][0];
  private final float[][] mergedAfter = new float[3][0];
  private FmTrace trace;

  NodeTerms(FmStructure structure, RowArena arena, NodeSlots slots) {
    s = structure;
    this.arena = arena;
    this.slots = slots;
    boolean reference = structure.compatibility == FmCompatibility.FMPY;
    toItems = new ExtrasAllocation(reference);
    toLayers = new ExtrasAllocation(reference);
  }

  void trace(FmTrace trace) {
    this.trace = trace;
  }

  /** Two rows for anybody between two calls. */
  float[] scratch() {
    return out;
  }

  float[] otherScratch() {
    return room;
  }

  /** Makes room for rows of the arena's length. */
  void begin() {
    int n = arena.stride;
    if (out.length < n) {
      in = new float[n];
      out = new float[n];
      room = new float[Tiles.length(n)];
      factor = new float[Tiles.length(n)];
      merged = new float[n];
      for (float[][] extras : new float[][][] {before, mergedBefore, mergedAfter}) {
        for (int k = 0; k < extras.length; k++) {
          extras[k] = new float[n];
        }
      }
    }
  }

  /**
   * Applies the policies.
   *
   * @param storage slot of its rows
   * @param layers of the node, all split
   * @param flags of the node
   * @param share whether the items below change with it: there are several, and the allocation rule
   *     says so
   */
  void apply(int storage, int node, int layers, int flags, boolean share) {
    int only = s.packed[node * FmStructure.PACKED + FmStructure.POLICY];
    boolean extras = (flags & FmStructure.EXTRAS) != 0;
    if ((flags & FmStructure.CROSS_LAYER) != 0) {
      if (extras) {
        applyAcrossLayersWithExtras(storage, node, only, layers, share);
      } else {
        applyAcrossLayers(storage, node, only, layers, share);
      }
      return;
    }
    for (int p = 0; p < layers; p++) {
      int policy = p == 0 ? only : s.policy[s.policyStart[node] + p];
      if (policy >= 0) {
        int row = slots.row(storage, p, arena.stride);
        if (extras) {
          applyWithExtras(storage, node, p, policy, row, share);
        } else {
          applyPlain(storage, node, p, policy, row, share);
        }
      }
    }
  }

  private void applyPlain(int storage, int node, int p, int policy, int row, boolean share) {
    if (!share) {
      applyTo(node, p, policy, row, null);
      return;
    }
    applyTo(node, p, policy, row, factor);
    shareOut(storage, p);
  }

  /**
   * Applies a policy to a row of one layer, without extras, and shares the result over the items.
   *
   * @param row of the node
   * @param itemRows of the items, one behind the other
   * @param items how many; a single one has the node's row
   */
  void apply(int node, int policy, int row, int itemRows, int items) {
    if (items == 1) {
      applyTo(node, 0, policy, row, null);
      return;
    }
    applyTo(node, 0, policy, row, factor);
    BackAllocation.multiplyRows(arena.loss, itemRows, items, factor, room, arena.stride);
  }

  /** Applies a policy to a row, and computes the factors of the items when they are wanted. */
  private void applyTo(int node, int p, int policy, int row, float[] factors) {
    int n = arena.stride;
    int r = s.rowStart[policy];
    boolean single = s.rowStart[policy + 1] == r + 1 && !CalcRules.isStep(s.rule[r]);
    if (single && n <= ShortRows.MOST && ShortRows.covers(s.rule[r]) && trace == null) {
      if (factors == null) {
        ShortRows.apply(s.rule[r], s.terms, r * Terms.STRIDE, arena.loss, row, n);
      } else {
        ShortRows.apply(s.rule[r], s.terms, r * Terms.STRIDE, arena.loss, row, n, factors);
      }
      return;
    }
    System.arraycopy(arena.loss, row, in, 0, n);
    if (single) {
      CalcRules.apply(s.rule[r], s.terms, r * Terms.STRIDE, in, out, n);
    } else {
      evaluate(policy, in);
    }
    if (trace != null) {
      trace.applied(node, p, policy, in, out);
    }
    System.arraycopy(out, 0, arena.loss, row, n);
    if (factors != null) {
      BackAllocation.factors(in, out, factors, n);
    }
  }

  /** Multiplies the items' rows of a layer by the factors. */
  private void shareOut(int storage, int p) {
    int n = arena.stride;
    if (slots.rowsAreConsecutive(storage, p, n)) {
      int first = slots.row(slots.leafLow[storage], p, n);
      BackAllocation.multiplyRows(arena.loss, first, slots.leafCount[storage], factor, room, n);
      return;
    }
    int leaf = slots.firstLeaf(storage);
    for (int k = slots.leafCount[storage]; k > 0; k--) {
      if (p < slots.held[leaf]) {
        BackAllocation.multiplyRows(arena.loss, slots.row(leaf, p, n), 1, factor, room, n);
      }
      leaf = slots.nextLeaf(leaf);
    }
  }

  /** The rows of a policy, each on the same loss; what they leave is in {@code out}. */
  private void evaluate(int policy, float[] loss) {
    int n = arena.stride;
    clearForSteps(policy, n);
    for (int r = s.rowStart[policy]; r < s.rowStart[policy + 1]; r++) {
      if (s.fresh[r]) {
        Arrays.fill(out, 0, n, 0f);
      }
      CalcRules.apply(s.rule[r], s.terms, r * Terms.STRIDE, loss, out, n);
    }
  }

  /** Steps add to what is there; every other rule replaces it. */
  private void clearForSteps(int policy, int n) {
    if (CalcRules.isStep(s.rule[s.rowStart[policy]])) {
      Arrays.fill(out, 0, n, 0f);
    }
  }

  private void evaluateWithExtras(
      int policy, float[] loss, float[] ded, float[] over, float[] under, int e) {
    int n = arena.stride;
    clearForSteps(policy, n);
    for (int r = s.rowStart[policy]; r < s.rowStart[policy + 1]; r++) {
      if (s.fresh[r]) {
        Arrays.fill(out, 0, n, 0f);
      }
      CalcRules.applyWithExtras(
          s.rule[r], s.terms, r * Terms.STRIDE, loss, out, ded, over, under, e, n);
    }
  }

  private void applyWithExtras(int storage, int node, int p, int policy, int row, boolean share) {
    int n = arena.stride;
    if (share) {
      saveExtras(row);
    }
    System.arraycopy(arena.loss, row, in, 0, n);
    evaluateWithExtras(policy, in, arena.ded, arena.over, arena.under, row);
    if (trace != null) {
      trace.applied(node, p, policy, in, out);
    }
    if (share) {
      shareOutWithExtras(storage, p, row, in, out);
    }
    System.arraycopy(out, 0, arena.loss, row, n);
  }

  private void saveExtras(int row) {
    int n = arena.stride;
    System.arraycopy(arena.ded, row, before[0], 0, n);
    System.arraycopy(arena.over, row, before[1], 0, n);
    System.arraycopy(arena.under, row, before[2], 0, n);
  }

  /** Changes the items for extras of {@code row}, the loss before and the result. */
  private void shareOutWithExtras(int storage, int p, int row, float[] lossBefore, float[] result) {
    int n = arena.stride;
    toItems.factors(
        lossBefore,
        result,
        arena.ded,
        arena.over,
        arena.under,
        row,
        before[0],
        before[1],
        before[2],
        0,
        n);
    if (slots.rowsAreConsecutive(storage, p, n)) {
      int first = slots.row(slots.leafLow[storage], p, n);
      int count = slots.leafCount[storage];
      toItems.apply(arena.loss, first, arena.ded, arena.over, arena.under, first, count, n);
      return;
    }
    int leaf = slots.firstLeaf(storage);
    for (int k = slots.leafCount[storage]; k > 0; k--) {
      if (p < slots.held[leaf]) {
        int at = slots.row(leaf, p, n);
        toItems.apply(arena.loss, at, arena.ded, arena.over, arena.under, at, 1, n);
      }
      leaf = slots.nextLeaf(leaf);
    }
  }

  private void applyAcrossLayers(int storage, int node, int policy, int layers, boolean share) {
    int n = arena.stride;
    merge(arena.loss, storage, layers, merged);
    evaluate(policy, merged);
    if (trace != null) {
      trace.applied(node, -1, policy, merged, out);
    }
    float[] ofLayers = mergedAfter[0];
    BackAllocation.factors(merged, out, ofLayers, n);
    for (int p = 0; p < layers; p++) {
      int row = slots.row(storage, p, n);
      System.arraycopy(arena.loss, row, in, 0, n);
      System.arraycopy(in, 0, out, 0, n);
      BackAllocation.multiply(out, ofLayers, n);
      System.arraycopy(out, 0, arena.loss, row, n);
      if (share) {
        BackAllocation.factors(in, out, factor, n);
        shareOut(storage, p);
      }
    }
  }

  private void applyAcrossLayersWithExtras(
      int storage, int node, int policy, int layers, boolean share) {
    int n = arena.stride;
    merge(arena.loss, storage, layers, merged);
    merge(arena.ded, storage, layers, mergedAfter[0]);
    merge(arena.over, storage, layers, mergedAfter[1]);
    merge(arena.under, storage, layers, mergedAfter[2]);
    for (int k = 0; k < mergedAfter.length; k++) {
      System.arraycopy(mergedAfter[k], 0, mergedBefore[k], 0, n);
    }
    evaluateWithExtras(policy, merged, mergedAfter[0], mergedAfter[1], mergedAfter[2], 0);
    if (trace != null) {
      trace.applied(node, -1, policy, merged, out);
    }
    toLayers.factors(
        merged,
        out,
        mergedAfter[0],
        mergedAfter[1],
        mergedAfter[2],
        0,
        mergedBefore[0],
        mergedBefore[1],
        mergedBefore[2],
        0,
        n);
    for (int p = 0; p < layers; p++) {
      int row = slots.row(storage, p, n);
      saveExtras(row);
      System.arraycopy(arena.loss, row, in, 0, n);
      System.arraycopy(in, 0, out, 0, n);
      toLayers.apply(out, 0, arena.ded, arena.over, arena.under, row, 1, n);
      if (share) {
        shareOutWithExtras(storage, p, row, in, out);
      }
      System.arraycopy(out, 0, arena.loss, row, n);
    }
  }

  /** The f32 sum of all layers, in their order. */
  private void merge(float[] rows, int storage, int layers, float[] sum) {
    int n = arena.stride;
    System.arraycopy(rows, slots.row(storage, 0, n), sum, 0, n);
    for (int p = 1; p < layers; p++) {
      LossSums.add(rows, slots.row(storage, p, n), sum, room, n);
    }
  }
}
