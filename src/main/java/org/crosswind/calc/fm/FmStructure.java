package org.crosswind.calc.fm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.crosswind.model.insurance.FmStaticFiles;

/**
 * A programme of policy terms, compiled once to flat arrays: what {@link FmCalculator} needs to
 * compute an event, and nothing that it does not. Immutable and shared by threads.
 *
 * <p>Nodes are the groups of all levels from the items' level up, numbered from 0 level by level,
 * within a level by agg id; item {@code i} (1-based) is node {@code i - 1}. The items' level is 0
 * when level 1 of the programme groups items, and else 1: then level 1 is the items.
 */
public final class FmStructure {
  /** The node keeps extras (deductible, over- and under-limit) beside its losses. */
  static final int EXTRAS = 1;

  /** The node has one policy for several layers, applied to their sum. */
  static final int CROSS_LAYER = 2;

  /** What the terms of the node change is handed down to the items at once. */
  static final int ALLOCATE = 4;

  /** The node has terms that change something. */
  static final int TERMS = 8;

  /** Rule in force, 0, 1 or 2: rule 3 is 2, and a programme of the items' level alone is 0. */
  final int allocationRule;

  /** The rule asked for, 0 to 3. */
  final int requestedRule;

  final FmCompatibility compatibility;

  /** Greatest level. */
  final int maxLevel;

  /** Level of the items, 0 or 1. */
  final int startLevel;

  /** Number of items. */
  final int itemCount;

  /** First node of each level, by level; with the number of nodes behind the last. */
  final int[] levelStart;

  /** Level of each node. */
  final byte[] level;

  /** Parent of each node, -1 for none; the lowest when there are several. */
  final int[] firstParent;

  /**
   * Further parents, for programmes with restarts: those of node {@code v} are {@code
   * parents[parentStart[v] .. parentStart[v + 1])}, all of them, by ascending level. Empty arrays
   * when no node has more than one.
   */
  final int[] parentStart;

  final int[] parents;

  /** Layers of losses that exist at each node, at least 1. */
  final int[] layers;

  /**
   * In how many layers the losses of each node count: a node whose layers are not yet split counts
   * in all of these alike. Empty when every node counts in all layers of its parent.
   */
  final int[] span;

  /** Flags of each node: {@link #EXTRAS} and so on. */
  final byte[] flags;

  /**
   * Policies of node {@code v}: {@code policy[policyStart[v] .. policyStart[v + 1])}, one for each
   * layer, or a single one if {@link #CROSS_LAYER}; none if the node has no terms. A policy is an
   * index into {@code rowStart}, or -1 when it changes nothing.
   */
  final int[] policyStart;

  final int[] policy;

  /** Rows of policy {@code q}: {@code rowStart[q] .. rowStart[q + 1]}. */
  final int[] rowStart;

  /** Prepared rule of each row. */
  final int[] rule;

  /** Whether the row begins with a result of zero (step 1), by row. */
  final boolean[] fresh;

  /** Prepared terms, {@link org.crosswind.kernel.fm.Terms#STRIDE} floats a row. */
  final float[] terms;

  /** First node of the output level. */
  final int outputFirst;

  /**
   * Output ids of the {@code k}-th node of the output level, a layer each: {@code
   * output[outputStart[k] .. outputStart[k + 1])}; 0 is not written.
   */
  final int[] outputStart;

  final int[] output;

  /** For each item the tree (connected component) it belongs to, numbered by their top nodes. */
  final int[] component;

  final int componentCount;

  /** Whether every component has exactly one node without parent. */
  final boolean singleTops;

  /** Whether no item restarts: every node has at most one parent, and tops are at the max level. */
  final boolean plain;

  /** Whether every rule makes zero of zero, so that absent samples need not be computed. */
  final boolean zeroStaysZero;

  /**
   * What every visit of a node needs, side by side so that it is one line of the cache: {@link
   * #PACKED} ints a node, at the offsets {@link #PARENT}, {@link #TRAITS} and {@link #POLICY}.
   */
  final int[] packed;

  /** Ints of a node in {@link #packed}. */
  static final int PACKED = 4;

  /** First parent, -1 for none. */
  static final int PARENT = 0;

  /** Flags in the lowest eight bits, number of layers above. */
  static final int TRAITS = 1;

  /** First policy, -1 for none and for one that changes nothing. */
  static final int POLICY = 2;

  /** Component, of items. */
  static final int COMPONENT = 3;

  /**
   * Whether this is the usual programme: rule 2 or 3, one layer and one output an item, no extras,
   * and on every level the parents of ascending nodes ascend, level by level to the top. Then what
   * belongs to a tree, or to any node of it, is next to each other in every event whose items
   * ascend: {@link SimpleTrees}.
   */
  final boolean simple;

  /** Whether any item has terms, layers or extras of its own. */
  final boolean itemsHaveTerms;

  FmStructure(FmStructureBuilder b) {
    allocationRule = b.rule;
    requestedRule = b.requestedRule;
    compatibility = b.compatibility;
    maxLevel = b.maxLevel;
    startLevel = b.startLevel;
    itemCount = b.itemCount;
    levelStart = b.levelStart;
    level = b.level;
    firstParent = b.firstParent;
    parentStart = b.parentStart;
    parents = b.parents;
    layers = b.layers;
    span = b.span;
    flags = b.flags;
    policyStart = b.policyStart;
    policy = b.policy;
    rowStart = b.profiles.rowStart();
    rule = b.profiles.rule();
    fresh = b.profiles.fresh();
    terms = b.profiles.terms();
    outputFirst = b.outputFirst;
    outputStart = b.outputStart;
    output = b.output;
    component = b.component;
    componentCount = b.componentCount;
    singleTops = b.singleTops;
    plain = b.plain;
    zeroStaysZero = b.profiles.zeroStaysZero();
    itemsHaveTerms = anyItemHasTerms();
    packed = pack();
    simple = isSimple();
  }

  /**
   * Compiles a programme.
   *
   * @param files validated ({@code FmValidator}); what cannot be computed is refused here too
   * @param allocationRule 0 to 3
   * @param compatibility whose results where the reference is wrong
   * @throws org.crosswind.model.run.FailureException for tables that contradict each other
   */
  public static FmStructure of(
      FmStaticFiles files, int allocationRule, FmCompatibility compatibility) {
    return new FmStructureBuilder(files, allocationRule, compatibility).build();
  }

  /** Number of items; item ids of an event are 1 to this. */
  public int itemCount() {
    return itemCount;
  }

  /** Number of nodes of all levels, items included. */
  public int nodeCount() {
    return level.length;
  }

  /** Number of levels of the programme. */
  public int maxLevel() {
    return maxLevel;
  }

  /** The allocation rule asked for, 0 to 3. */
  public int allocationRule() {
    return requestedRule;
  }

  /** Whose results are given where the reference is wrong. */
  public FmCompatibility compatibility() {
    return compatibility;
  }

  /** Number of independent trees. */
  public int componentCount() {
    return componentCount;
  }

  /** Greatest number of layers at any node. */
  public int maxLayers() {
    int max = 1;
    for (int n : layers) {
      max = Math.max(max, n);
    }
    return max;
  }

  /**
   * Rows of losses that one tree needs when all its items have losses: nodes times layers of the
   * largest tree. An event whose items do not follow one another tree by tree is computed at once,
   * and so is every event when {@link #treesAreApart} is false.
   */
  public long largestTreeRows() {
    int[] tree = new int[level.length];
    long[] rows = new long[componentCount];
    Arrays.fill(tree, -1); // what has no item below has no losses
    System.arraycopy(component, 0, tree, 0, itemCount);
    for (int v = 0; v < level.length; v++) { // parents come after their children
      if (tree[v] < 0) {
        continue;
      }
      rows[tree[v]] += layers[v];
      if (firstParent[v] >= 0) {
        tree[firstParent[v]] = tree[v];
      }
    }
    return Arrays.stream(rows).max().orElse(0);
  }

  /** Rows of losses of all trees together. */
  public long allRows() {
    return Arrays.stream(layers).asLongStream().sum();
  }

  /** Whether the items of each tree follow one another by their ids. */
  public boolean treesAreApart() {
    boolean[] seen = new boolean[componentCount];
    for (int i = 0; i < itemCount; i++) {
      if (i == 0 || component[i] != component[i - 1]) {
        if (seen[component[i]]) {
          return false;
        }
        seen[component[i]] = true;
      }
    }
    return true;
  }

  /** Whether any node keeps deductibles and limits beside its losses: three rows more a row. */
  public boolean hasExtras() {
    for (byte f : flags) {
      if ((f & EXTRAS) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The agg id of a node within its level. */
  int aggId(int node) {
    return node - levelStart[level[node]] + 1;
  }

  /** Writes the structure in bulk: about 40 bytes a node. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(requestedRule);
    out.writeByte(allocationRule);
    out.writeByte(compatibility.ordinal());
    out.writeByte(maxLevel);
    out.writeByte(startLevel);
    out.writeInt(itemCount);
    out.writeInt(outputFirst);
    out.writeInt(componentCount);
    out.writeBoolean(singleTops);
    out.writeBoolean(plain);
    out.writeBoolean(zeroStaysZero);
    for (int[] ints : intArrays()) {
      BulkArrays.write(out, ints);
    }
    BulkArrays.write(out, level);
    BulkArrays.write(out, flags);
    BulkArrays.write(out, fresh);
    BulkArrays.write(out, terms);
  }

  private int[][] intArrays() {
    return new int[][] {
      levelStart,
      firstParent,
      parentStart,
      parents,
      layers,
      span,
      policyStart,
      policy,
      rowStart,
      rule,
      outputStart,
      output,
      component
    };
  }

  private FmStructure(DataInput in) throws IOException {
    requestedRule = in.readByte();
    allocationRule = in.readByte();
    compatibility = FmCompatibility.values()[in.readByte()];
    maxLevel = in.readByte();
    startLevel = in.readByte();
    itemCount = in.readInt();
    outputFirst = in.readInt();
    componentCount = in.readInt();
    singleTops = in.readBoolean();
    plain = in.readBoolean();
    zeroStaysZero = in.readBoolean();
    levelStart = BulkArrays.readInts(in);
    firstParent = BulkArrays.readInts(in);
    parentStart = BulkArrays.readInts(in);
    parents = BulkArrays.readInts(in);
    layers = BulkArrays.readInts(in);
    span = BulkArrays.readInts(in);
    policyStart = BulkArrays.readInts(in);
    policy = BulkArrays.readInts(in);
    rowStart = BulkArrays.readInts(in);
    rule = BulkArrays.readInts(in);
    outputStart = BulkArrays.readInts(in);
    output = BulkArrays.readInts(in);
    component = BulkArrays.readInts(in);
    level = BulkArrays.readBytes(in);
    flags = BulkArrays.readBytes(in);
    fresh = BulkArrays.readBooleans(in);
    terms = BulkArrays.readFloats(in);
    itemsHaveTerms = anyItemHasTerms();
    packed = pack();
    simple = isSimple();
  }

  private int[] pack() {
    int[] ints = new int[Math.multiplyExact(level.length, PACKED)];
    for (int v = 0; v < level.length; v++) {
      ints[v * PACKED + PARENT] = firstParent[v];
      ints[v * PACKED + TRAITS] = layers[v] << Byte.SIZE | flags[v];
      ints[v * PACKED + POLICY] = policyStart[v] < policyStart[v + 1] ? policy[policyStart[v]] : -1;
      ints[v * PACKED + COMPONENT] = v < itemCount ? component[v] : -1;
    }
    return ints;
  }

  private boolean isSimple() {
    if (allocationRule != 2 || !plain || output.length != outputStart.length - 1 || hasExtras()) {
      return false;
    }
    if (maxLayers() > 1 || span.length > 0) {
      return false;
    }
    boolean[] used = new boolean[level.length];
    Arrays.fill(used, 0, itemCount, true);
    int before = -1;
    for (int v = 0; v < level.length; v++) {
      if (used[v] && level[v] < maxLevel) {
        int parent = firstParent[v];
        if (parent < before || parent < 0 || level[parent] != level[v] + 1) {
          return false;
        }
        used[parent] = true;
        before = parent;
      }
    }
    return true;
  }

  private boolean anyItemHasTerms() {
    for (int v = 0; v < itemCount; v++) {
      if (layers[v] > 1 || (flags[v] & (TERMS | EXTRAS)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Reads what {@link #writeTo} wrote. */
  public static FmStructure readFrom(DataInput in) throws IOException {
    return new FmStructure(in);
  }
}
