package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.kernel.fm.BackAllocation;
import org.crosswind.kernel.fm.CalcRules;
import org.crosswind.kernel.fm.ExtrasAllocation;
import org.crosswind.kernel.fm.LossSums;
import org.crosswind.kernel.fm.Terms;

/** Applies the policies of one node to its rows, and shares the result back to its items. */
final class NodeTerms {
  private final FmStructure s;
  private final RowArena arena;
  private final NodeSlots slots;
  private final ExtrasAllocation toItems;
  private final ExtrasAllocation toLayers;
  private float[] out = new float[0];
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

  /** Makes room for rows of the arena's length. */
  void begin() {
    int n = arena.stride;
    if (out.length < n) {
      out = new float[n];
      factor = new float[n];
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
   * @param slot of the node
   * @param storage of its rows
   * @param layers of the node, all split
   * @param share whether the items below change with it: there are several, and the allocation rule
   *     says so
   */
  void apply(int slot, int storage, int node, int layers, boolean share) {
    int first = s.policyStart[node];
    byte flags = s.flags[node];
    boolean extras = (flags & FmStructure.EXTRAS) != 0;
    if ((flags & FmStructure.CROSS_LAYER) != 0) {
      if (extras) {
        applyAcrossLayersWithExtras(storage, node, s.policy[first], layers, share);
      } else {
        applyAcrossLayers(storage, node, s.policy[first], layers, share);
      }
      return;
    }
    for (int p = 0; p < layers; p++) {
      int policy = s.policy[first + p];
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
    int n = arena.stride;
    float[] loss = arena.loss;
    int r = s.rowStart[policy];
    if (s.rowStart[policy + 1] == r + 1 && !CalcRules.isStep(s.rule[r])) {
      if (!share && trace == null) {
        CalcRules.apply(s.rule[r], s.terms, r * Terms.STRIDE, loss, row, loss, row, n);
        return;
      }
      CalcRules.apply(s.rule[r], s.terms, r * Terms.STRIDE, loss, row, out, 0, n);
    } else {
      evaluate(policy, loss, row);
    }
    if (trace != null) {
      trace.applied(node, p, policy, loss, row, out, 0);
    }
    if (share) {
      BackAllocation.factors(loss, row, out, 0, factor, 0, n);
      shareOut(storage, p);
    } else {
      System.arraycopy(out, 0, loss, row, n);
    }
  }

  /** Multiplies the items' rows of a layer by the factors. */
  private void shareOut(int storage, int p) {
    int n = arena.stride;
    if (p == 0 && slots.leavesAreConsecutive(storage)) {
      BackAllocation.multiplyRows(
          arena.loss, slots.leafLow[storage] * n, slots.leafCount[storage], factor, n);
      return;
    }
    int leaf = slots.firstLeaf(storage);
    for (int k = slots.leafCount[storage]; k > 0; k--) {
      if (p < slots.held[leaf]) {
        BackAllocation.multiply(arena.loss, slots.row(leaf, p, n), factor, 0, n);
      }
      leaf = slots.nextLeaf(leaf);
    }
  }

  /** The rows of a policy, each on the same loss; what they leave is in {@code out}. */
  private void evaluate(int policy, float[] in, int at) {
    int n = arena.stride;
    Arrays.fill(out, 0, n, 0f);
    for (int r = s.rowStart[policy]; r < s.rowStart[policy + 1]; r++) {
      if (s.fresh[r]) {
        Arrays.fill(out, 0, n, 0f);
      }
      CalcRules.apply(s.rule[r], s.terms, r * Terms.STRIDE, in, at, out, 0, n);
    }
  }

  private void evaluateWithExtras(
      int policy, float[] in, int at, float[] ded, float[] over, float[] under, int e) {
    int n = arena.stride;
    Arrays.fill(out, 0, n, 0f);
    for (int r = s.rowStart[policy]; r < s.rowStart[policy + 1]; r++) {
      if (s.fresh[r]) {
        Arrays.fill(out, 0, n, 0f);
      }
      CalcRules.applyWithExtras(
          s.rule[r], s.terms, r * Terms.STRIDE, in, at, out, 0, ded, over, under, e, n);
    }
  }

  private void applyWithExtras(int storage, int node, int p, int policy, int row, boolean share) {
    int n = arena.stride;
    if (share) {
      saveExtras(row);
    }
    evaluateWithExtras(policy, arena.loss, row, arena.ded, arena.over, arena.under, row);
    if (trace != null) {
      trace.applied(node, p, policy, arena.loss, row, out, 0);
    }
    if (share) {
      shareOutWithExtras(storage, p, row, out);
    }
    System.arraycopy(out, 0, arena.loss, row, n);
  }

  private void saveExtras(int row) {
    int n = arena.stride;
    System.arraycopy(arena.ded, row, before[0], 0, n);
    System.arraycopy(arena.over, row, before[1], 0, n);
    System.arraycopy(arena.under, row, before[2], 0, n);
  }

  /** Changes the items for a loss and extras of {@code row} and a result not yet copied there. */
  private void shareOutWithExtras(int storage, int p, int row, float[] result) {
    int n = arena.stride;
    toItems.factors(
        arena.loss,
        row,
        result,
        0,
        arena.ded,
        arena.over,
        arena.under,
        row,
        before[0],
        before[1],
        before[2],
        0,
        n);
    int leaf = slots.firstLeaf(storage);
    for (int k = slots.leafCount[storage]; k > 0; k--) {
      if (p < slots.held[leaf]) {
        int at = slots.row(leaf, p, n);
        toItems.apply(arena.loss, at, arena.ded, arena.over, arena.under, at, n);
      }
      leaf = slots.nextLeaf(leaf);
    }
  }

  private void applyAcrossLayers(int storage, int node, int policy, int layers, boolean share) {
    int n = arena.stride;
    merge(arena.loss, storage, layers, merged);
    evaluate(policy, merged, 0);
    if (trace != null) {
      trace.applied(node, -1, policy, merged, 0, out, 0);
    }
    float[] ofLayers = mergedAfter[0];
    BackAllocation.factors(merged, 0, out, 0, ofLayers, 0, n);
    for (int p = 0; p < layers; p++) {
      int row = slots.row(storage, p, n);
      System.arraycopy(arena.loss, row, out, 0, n);
      BackAllocation.multiply(out, 0, ofLayers, 0, n);
      if (share) {
        BackAllocation.factors(arena.loss, row, out, 0, factor, 0, n);
        shareOut(storage, p);
      } else {
        System.arraycopy(out, 0, arena.loss, row, n);
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
    evaluateWithExtras(policy, merged, 0, mergedAfter[0], mergedAfter[1], mergedAfter[2], 0);
    if (trace != null) {
      trace.applied(node, -1, policy, merged, 0, out, 0);
    }
    toLayers.factors(
        merged,
        0,
        out,
        0,
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
      System.arraycopy(arena.loss, row, out, 0, n);
      toLayers.apply(out, 0, arena.ded, arena.over, arena.under, row, n);
      if (share) {
        shareOutWithExtras(storage, p, row, out);
      }
      System.arraycopy(out, 0, arena.loss, row, n);
    }
  }

  /** The f32 sum of all layers, in their order. */
  private void merge(float[] rows, int storage, int layers, float[] sum) {
    int n = arena.stride;
    System.arraycopy(rows, slots.row(storage, 0, n), sum, 0, n);
    for (int p = 1; p < layers; p++) {
      LossSums.add(rows, slots.row(storage, p, n), sum, 0, n);
    }
  }
}
