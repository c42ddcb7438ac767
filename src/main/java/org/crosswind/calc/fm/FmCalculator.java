package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.kernel.fm.BackAllocation;
import org.crosswind.kernel.fm.LossSums;
import org.crosswind.model.insurance.EventLosses;
import org.crosswind.model.insurance.LossSink;
import org.crosswind.model.insurance.SampleLanes;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Applies a programme to one event after another. One per thread: it owns scratch memory that grows
 * to the greatest tree of an event and is used again.
 *
 * <p>Trees of the programme that have no node in common are computed one after the other in the
 * same memory, as long as the items of each follow one another in the stream; else, the event is
 * computed at once. The results are the same bits either way, and do not depend on the events
 * before.
 *
 * <p>Rows are dense, a lane for every sample. Where the items of a tree have losses in few samples
 * only, columns are made for the samples that any of them has; zero stays zero in the others.
 */
public final class FmCalculator {
  /** Bytes that a sample costs: four in a row of losses, two rows kept, two maps, a bit. */
  private static final long LANE_BYTES = 21;

  private final FmStructure s;
  private final boolean sortOutput;
  private final boolean handChanceThrough;
  private final ComponentEvaluator evaluator;
  private final SimpleTrees simpleTrees;
  private final LookAhead lookAhead;
  private final RowArena arena;
  private final NodeSlots slots;

  private float[] input = new float[0];
  private float[] left = new float[0];
  private float[] paid = new float[0];
  private float[] chance = new float[64];
  private int[] order = new int[64];

  /** Item ids of the event, and the components they belong to. */
  private int[] ids = new int[64];

  private int[] componentOf = new int[64];
  private final int[] seenComponent;
  private int[] seenItem = new int[0];
  private int round;

  /** Output ids of the items at hand. */
  private int[] outputIds = new int[64];

  /** Whether every node of the output level has exactly one output; it has at least one. */
  private final boolean oneOutputEach;

  private final boolean canBeSimple;

  private final SampleColumns columns;

  /**
   * Prepares for streams of so many samples.
   *
   * @param structure the programme
   * @param maxSample greatest sample index of the stream
   * @param sortOutput whether outputs of an event are in the order of their nodes (items, or top
   *     groups) instead of the stream's
   */
  public FmCalculator(FmStructure structure, int maxSample, boolean sortOutput) {
    this(structure, maxSample, sortOutput, false);
  }

  private FmCalculator(
      FmStructure structure, int maxSample, boolean sortOutput, boolean everyLane) {
    checkFits(maxSample);
    s = structure;
    this.sortOutput = sortOutput;
    handChanceThrough = structure.requestedRule != 0;
    evaluator = new ComponentEvaluator(structure);
    arena = evaluator.arena();
    slots = evaluator.slots();
    simpleTrees = new SimpleTrees(structure, arena, evaluator.terms());
    lookAhead = new LookAhead(structure);
    seenComponent = new int[structure.componentCount];
    oneOutputEach = structure.output.length == structure.outputStart.length - 1;
    canBeSimple = structure.simple && !everyLane;
    columns =
        new SampleColumns(SampleLanes.count(maxSample), everyLane || !structure.zeroStaysZero);
  }

  /** A row and the maps between samples and columns are needed even for an event of one loss. */
  private static void checkFits(int maxSample) {
    long needed = SampleLanes.count(maxSample) * LANE_BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap / 2) {
      throw FailureException.of(
          FailureReason.INVALID,
          "financial module",
          "the greatest sample index "
              + maxSample
              + " needs "
              + (needed >> 20)
              + " MB of memory for one item, but the heap is limited to "
              + (heap >> 20)
              + " MB (-Xmx, --executor-memory)");
    }
  }

  /** A calculator whose rows always have a column for every lane, for looking at them. */
  static FmCalculator dense(FmStructure structure, int maxSample) {
    return new FmCalculator(structure, maxSample, false, true);
  }

  /** The programme. */
  public FmStructure structure() {
    return s;
  }

  void trace(FmTrace trace) {
    evaluator.trace(trace);
  }

  /**
   * Tells which items come next, which makes small events in large portfolios faster; it changes no
   * result, and may be left out.
   *
   * @param ids item ids of events to come, from 0; they need not be valid
   * @param count how many, some hundreds at most
   */
  public void expect(int[] ids, int count) {
    lookAhead.at(ids, count);
  }

  /**
   * Computes an event.
   *
   * @param event its losses
   * @param gross receives the losses that the programme pays; null when not wanted
   * @param net receives what is left of the input when these are taken away, layer after layer;
   *     null when not wanted; not with rule 0
   * @throws FailureException for an item that is unknown or twice in the event, or losses that the
   *     stream's rules forbid; what was handed out for the event by then is to be thrown away
   */
  public void process(EventLosses event, LossSink gross, LossSink net) {
    if (net != null && s.requestedRule == 0) {
      throw new IllegalArgumentException("net losses need losses of items: not with rule 0");
    }
    int items = event.itemCount();
    startRound();
    readIds(event, items);
    boolean ascending = checkItems(event, items);
    // Ascending items of the usual programme: its trees follow one another, whatever the event.
    boolean simple = canBeSimple && ascending && net == null && gross != null;
    if (!simple && inOneGo(items, ascending)) {
      compute(event, 0, items, ascending, gross, net);
      return;
    }
    int from = 0;
    while (from < items) {
      int to = endOfTree(from, items);
      if (simple) {
        computeSimple(event, from, to, gross);
      } else {
        compute(event, from, to, ascending, gross, net);
      }
      from = to;
    }
  }

  private int endOfTree(int from, int items) {
    int component = componentOf[from];
    int to = from + 1;
    while (to < items && componentOf[to] == component) {
      to++;
    }
    return to;
  }

  private void computeSimple(EventLosses event, int from, int to, LossSink gross) {
    columns.choose(event, from, to);
    simpleTrees.begin(columns.count(), to - from);
    readRows(event, from, to);
    simpleTrees.run(ids, from, to);
    writeItems(event.eventId(), from, to, gross);
  }

  /** Output ids first, all of them: so the memory is asked for many at a time. */
  private void writeItems(int eventId, int from, int to, LossSink sink) {
    int items = to - from;
    ensureOutputIds(items);
    for (int k = 0; k < items; k++) {
      outputIds[k] = s.output[ids[from + k] - 1];
    }
    int stride = arena.stride;
    int count = columns.count();
    int[] sidx = columns.sidx();
    for (int k = 0; k < items; k++) {
      if (outputIds[k] != 0) {
        sink.accept(eventId, outputIds[k], chance(k), arena.loss, k * stride, count, sidx);
      }
    }
  }

  private void ensureOutputIds(int items) {
    if (outputIds.length < items) {
      outputIds = new int[2 * items];
    }
  }

  /** Reads the ids of all items and finds their components; refuses unknown items. */
  private void readIds(EventLosses event, int items) {
    if (ids.length < items) {
      ids = new int[Math.max(items, 2 * ids.length)];
      componentOf = new int[ids.length];
    }
    for (int k = 0; k < items; k++) {
      int id = event.itemId(k);
      if (id < 1 || id > s.itemCount) {
        throw FailureException.of(
            FailureReason.UNKNOWN_REFERENCE,
            event.where(k),
            "item " + id + ", expected 1 to " + s.itemCount + " as in the programme");
      }
      ids[k] = id;
      componentOf[k] = s.packed[(id - 1) * FmStructure.PACKED + FmStructure.COMPONENT];
    }
  }

  private void startRound() {
    round++;
    if (round < 0) {
      Arrays.fill(seenComponent, 0);
      Arrays.fill(seenItem, 0);
      round = 1;
    }
  }

  /** Refuses repeated items; tells whether they are in ascending order. */
  private boolean checkItems(EventLosses event, int items) {
    boolean ascending = true;
    for (int k = 1; k < items; k++) {
      ascending &= ids[k] > ids[k - 1];
    }
    if (!ascending) {
      if (seenItem.length == 0) {
        seenItem = new int[s.itemCount];
      }
      for (int k = 0; k < items; k++) {
        int id = ids[k];
        if (seenItem[id - 1] == round) {
          throw FailureException.of(
              FailureReason.INVALID, event.where(k), "item " + id + " is twice in the event");
        }
        seenItem[id - 1] = round;
      }
    }
    return ascending;
  }

  /** Whether the trees of the event cannot be computed one after the other. */
  private boolean inOneGo(int items, boolean ascending) {
    if (sortOutput && (s.allocationRule == 0 ? !s.singleTops : !ascending)) {
      return true;
    }
    int current = -1;
    boolean inOrder = true;
    for (int k = 0; k < items; k++) {
      inOrder &= componentOf[k] >= current;
      current = componentOf[k];
    }
    if (inOrder) {
      return false;
    }
    if (sortOutput && s.allocationRule == 0) {
      return true;
    }
    current = -1;
    for (int k = 0; k < items; k++) {
      int component = componentOf[k];
      if (component != current) {
        if (seenComponent[component] == round) {
          return true;
        }
        seenComponent[component] = round;
        current = component;
      }
    }
    return false;
  }

  private void compute(
      EventLosses event, int from, int to, boolean ascending, LossSink gross, LossSink net) {
    int items = to - from;
    columns.choose(event, from, to);
    evaluator.begin(columns.count(), ids, from, to);
    int stride = arena.stride;
    readRows(event, from, to);
    if (net != null || s.allocationRule == 1) {
      if (input.length < items * stride) {
        input = new float[items * stride];
      }
      System.arraycopy(arena.loss, 0, input, 0, items * stride);
    }
    evaluator.run(input);
    if (s.allocationRule == 0) {
      writeTops(event.eventId(), gross, net);
    } else {
      int[] sequence = sequence(items, ascending);
      if (gross != null) {
        writeGross(event.eventId(), sequence, items, gross);
      }
      if (net != null) {
        writeNet(event.eventId(), sequence, items, net);
      }
    }
  }

  /** Reads the items' losses to rows that hold zeros. */
  private void readRows(EventLosses event, int from, int to) {
    int items = to - from;
    int stride = arena.stride;
    if (chance.length < items) {
      chance = new float[2 * items];
    }
    int[] columnOfLane = columns.ofLane();
    if (columnOfLane != null) {
      for (int k = 0; k < items; k++) {
        chance[k] = event.read(from + k, arena.loss, k * stride, columnOfLane);
      }
    } else {
      for (int k = 0; k < items; k++) {
        chance[k] = event.read(from + k, arena.loss, k * stride);
      }
    }
  }

  /** Slots of the items in the order of the output; null for the slots' own order. */
  private int[] sequence(int items, boolean ascending) {
    if (!sortOutput || ascending) {
      return null;
    }
    if (order.length < items) {
      order = new int[2 * items];
    }
    for (int k = 0; k < items; k++) {
      order[k] = k;
    }
    sortByNode(order, items);
    return order;
  }

  private void sortByNode(int[] slotsToSort, int count) {
    boolean sorted = true;
    for (int k = 1; k < count; k++) {
      sorted &= slots.node[slotsToSort[k - 1]] < slots.node[slotsToSort[k]];
    }
    if (sorted) {
      return;
    }
    long[] keys = new long[count];
    for (int k = 0; k < count; k++) {
      keys[k] = (long) slots.node[slotsToSort[k]] << Integer.SIZE | slotsToSort[k];
    }
    Arrays.sort(keys);
    for (int k = 0; k < count; k++) {
      slotsToSort[k] = (int) keys[k];
    }
  }

  private void writeGross(int eventId, int[] sequence, int items, LossSink sink) {
    if (oneOutputEach) {
      writeOneEach(eventId, sequence, items, sink);
      return;
    }
    int stride = arena.stride;
    int count = columns.count();
    int[] sidx = columns.sidx();
    for (int k = 0; k < items; k++) {
      int slot = sequence == null ? k : sequence[k];
      int node = slots.node[slot] - s.outputFirst;
      int first = s.outputStart[node];
      for (int j = first; j < s.outputStart[node + 1]; j++) {
        int id = s.output[j];
        if (id != 0) {
          int row = slots.row(slot, j - first, stride);
          sink.accept(eventId, id, chance(slot), arena.loss, row, count, sidx);
        }
      }
    }
  }

  /**
   * With one layer throughout, the ids are found by the nodes alone. They are looked up first, all
   * of them: then the memory is asked for many at a time, and not for one after each output.
   */
  private void writeOneEach(int eventId, int[] sequence, int items, LossSink sink) {
    ensureOutputIds(items);
    for (int k = 0; k < items; k++) {
      int slot = sequence == null ? k : sequence[k];
      outputIds[k] = s.output[slots.node[slot] - s.outputFirst];
    }
    int count = columns.count();
    int[] sidx = columns.sidx();
    for (int k = 0; k < items; k++) {
      int slot = sequence == null ? k : sequence[k];
      if (outputIds[k] != 0) {
        sink.accept(eventId, outputIds[k], chance(slot), arena.loss, slots.base[slot], count, sidx);
      }
    }
  }

  private void writeNet(int eventId, int[] sequence, int items, LossSink sink) {
    int stride = arena.stride;
    int count = columns.count();
    int[] sidx = columns.sidx();
    if (left.length < stride) {
      left = new float[stride];
      paid = new float[stride];
    }
    for (int k = 0; k < items; k++) {
      int slot = sequence == null ? k : sequence[k];
      int node = slots.node[slot] - s.outputFirst;
      int first = s.outputStart[node];
      System.arraycopy(input, slot * stride, left, 0, stride);
      for (int j = first; j < s.outputStart[node + 1]; j++) {
        System.arraycopy(arena.loss, slots.row(slot, j - first, stride), paid, 0, stride);
        BackAllocation.subtract(left, paid, stride);
        int id = s.output[j];
        if (id != 0) {
          sink.accept(eventId, id, chance(slot), left, 0, count, sidx);
        }
      }
    }
  }

  /** Rule 0: the top nodes. Net is asked for only when these are the items. */
  private void writeTops(int eventId, LossSink gross, LossSink net) {
    int tops = evaluator.topCount();
    if (order.length < tops) {
      order = new int[2 * tops];
    }
    evaluator.copyTops(order);
    if (sortOutput) {
      sortByNode(order, tops);
    }
    if (net != null) {
      writeNet(eventId, order, tops, net);
    }
    if (gross == null) {
      return;
    }
    int stride = arena.stride;
    int count = columns.count();
    int[] sidx = columns.sidx();
    for (int k = 0; k < tops; k++) {
      int slot = order[k];
      int node = slots.node[slot];
      int storage = slots.storage[slot];
      boolean sum =
          (s.flags[node] & FmStructure.CROSS_LAYER) != 0
              && s.compatibility == FmCompatibility.STANDARD;
      int first = s.outputStart[node - s.outputFirst];
      for (int j = first; j < s.outputStart[node - s.outputFirst + 1]; j++) {
        int id = s.output[j];
        if (id == 0) {
          continue;
        }
        float chanceOfLoss = node < s.itemCount ? chance(slot) : 0f;
        if (sum) {
          sumLayers(storage, s.layers[node]);
          gross.accept(eventId, id, chanceOfLoss, left, 0, count, sidx);
        } else {
          int row = slots.row(storage, j - first, stride);
          gross.accept(eventId, id, chanceOfLoss, arena.loss, row, count, sidx);
        }
      }
    }
  }

  private void sumLayers(int storage, int layers) {
    int stride = arena.stride;
    if (left.length < stride) {
      left = new float[stride];
      paid = new float[stride];
    }
    System.arraycopy(arena.loss, slots.row(storage, 0, stride), left, 0, stride);
    for (int p = 1; p < layers; p++) {
      LossSums.add(arena.loss, slots.row(storage, p, stride), left, paid, stride);
    }
  }

  private float chance(int slot) {
    return handChanceThrough ? chance[slot] : 0f;
  }
}
