package org.crosswind.calc.fm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosswind.kernel.fm.Terms;
import org.crosswind.model.insurance.EventLosses;
import org.crosswind.model.insurance.SampleLanes;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Shows how the loss of one item and sample came about, level by level. Computes the event as
 * {@link FmCalculator} does, with the same kernels, and looks at the groups that the item is in.
 */
public final class FmExplainer {
  private final FmStructure structure;
  private final int maxSample;

  /**
   * Prepares.
   *
   * @param structure the programme
   * @param maxSample greatest sample index of the stream
   */
  public FmExplainer(FmStructure structure, int maxSample) {
    this.structure = structure;
    this.maxSample = maxSample;
  }

  /**
   * Explains one loss.
   *
   * @param event the event
   * @param itemId an item of the event
   * @param sidx a sample, or -5, -3 or -1
   * @throws FailureException if the event has no such item, or the stream no such sample
   */
  public FmExplanation explain(EventLosses event, int itemId, int sidx) {
    int lane = SampleLanes.laneOf(sidx);
    if (lane < 0 || sidx > maxSample) {
      throw FailureException.of(
          FailureReason.UNKNOWN_REFERENCE,
          "sample " + sidx,
          "expected -5, -3, -1 or 1 to " + maxSample);
    }
    int index = find(event, itemId);
    float[] row = new float[SampleLanes.count(maxSample)];
    event.read(index, row, 0);
    Recorder recorder = new Recorder(itemId - 1, lane);
    FmCalculator calculator = FmCalculator.dense(structure, maxSample);
    calculator.trace(recorder);
    List<FmExplanation.Output> outputs = new ArrayList<>();
    Set<Integer> wanted = outputIds(itemId - 1);
    calculator.process(
        event,
        (eventId, outputId, chance, rows, offset, columns, sidxOfColumn) -> {
          if (wanted.contains(outputId)) {
            outputs.add(new FmExplanation.Output(outputId, rows[offset + lane]));
          }
        },
        null);
    return new FmExplanation(
        event.eventId(),
        itemId,
        sidx,
        structure.allocationRule(),
        row[lane],
        recorder.steps,
        outputs);
  }

  private static int find(EventLosses event, int itemId) {
    for (int k = 0; k < event.itemCount(); k++) {
      if (event.itemId(k) == itemId) {
        return k;
      }
    }
    throw FailureException.of(
        FailureReason.UNKNOWN_REFERENCE,
        "event " + event.eventId(),
        "item " + itemId + " has no loss in this event");
  }

  /** Outputs of the item, or under rule 0 those of the top groups above it. */
  private Set<Integer> outputIds(int item) {
    Set<Integer> ids = new HashSet<>();
    for (int node : ancestors(item)) {
      int k = node - structure.outputFirst;
      if (k >= 0 && k < structure.outputStart.length - 1) {
        for (int j = structure.outputStart[k]; j < structure.outputStart[k + 1]; j++) {
          ids.add(structure.output[j]);
        }
      }
    }
    return ids;
  }

  /** The item and every group that it is in. */
  private Set<Integer> ancestors(int item) {
    Set<Integer> found = new HashSet<>();
    List<Integer> open = new ArrayList<>(List.of(item));
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (!found.add(node)) {
        continue;
      }
      if (structure.parents.length > 0) {
        for (int k = structure.parentStart[node]; k < structure.parentStart[node + 1]; k++) {
          open.add(structure.parents[k]);
        }
      } else if (structure.firstParent[node] >= 0) {
        open.add(structure.firstParent[node]);
      }
    }
    return found;
  }

  /** Notes what happens at the groups of one item, in one lane. */
  private final class Recorder implements FmTrace {
    private final int item;
    private final int lane;
    private final Set<Integer> groups;
    private final List<FmExplanation.Step> steps = new ArrayList<>();
    private final Map<Integer, List<FmExplanation.Applied>> applied = new HashMap<>();

    Recorder(int item, int lane) {
      this.item = item;
      this.lane = lane;
      groups = ancestors(item);
    }

    @Override
    public void applied(int node, int layer, int policy, float[] before, float[] after) {
      if (groups.contains(node)) {
        List<FmExplanation.Terms> rows = new ArrayList<>();
        for (int r = structure.rowStart[policy]; r < structure.rowStart[policy + 1]; r++) {
          float[] terms = new float[Terms.STRIDE];
          System.arraycopy(structure.terms, r * Terms.STRIDE, terms, 0, Terms.STRIDE);
          rows.add(FmExplanation.Terms.of(structure.rule[r], terms));
        }
        applied
            .computeIfAbsent(node, key -> new ArrayList<>())
            .add(new FmExplanation.Applied(layer + 1, rows, before[lane], after[lane]));
      }
    }

    @Override
    public void done(int node, int storage, NodeSlots slots, RowArena arena) {
      if (!groups.contains(node)) {
        return;
      }
      int leaf = slots.firstLeaf(storage);
      int itemSlot = NodeSlots.NONE;
      for (int k = slots.leafCount[storage]; k > 0; k--) {
        if (slots.node[leaf] == item) {
          itemSlot = leaf;
        }
        leaf = slots.nextLeaf(leaf);
      }
      List<FmExplanation.Layer> layers = new ArrayList<>();
      for (int p = 0; p < Math.max(1, structure.layers[node]); p++) {
        int row = slots.row(storage, p, arena.stride) + lane;
        int own = itemSlot < 0 ? -1 : slots.row(itemSlot, p, arena.stride) + lane;
        boolean extras = slots.extras[storage];
        layers.add(
            new FmExplanation.Layer(
                p + 1,
                arena.loss[row],
                own < 0 ? 0f : arena.loss[own],
                extras,
                extras ? arena.ded[row] : 0f,
                extras ? arena.over[row] : 0f,
                extras ? arena.under[row] : 0f));
      }
      steps.add(
          new FmExplanation.Step(
              structure.level[node],
              structure.aggId(node),
              slots.leafCount[storage],
              applied.getOrDefault(node, List.of()),
              layers));
    }
  }
}
