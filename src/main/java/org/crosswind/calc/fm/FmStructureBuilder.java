package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Compiles the static tables to the arrays of an {@link FmStructure}. Linear in the rows, levels
 * apart; all temporary tables are arrays too.
 *
 * <p>Layers. A node has as many layers of losses as it has policies, or, if more, as exist below
 * it; a node with one policy above several layers is cross-layer. Output ids of a node are those of
 * the layers of its layer source: the highest node above it with the greatest number of policies.
 */
final class FmStructureBuilder {
  private static final int MAX_LEVELS = 120;

  private final FmStaticFiles files;
  private final FmProgramme programme;

  final int requestedRule;
  final FmCompatibility compatibility;
  int rule;
  int maxLevel;
  int startLevel;
  int itemCount;
  int nodeCount;
  int[] levelStart;
  byte[] level;
  int[] firstParent;
  int[] parentStart = new int[0];
  int[] parents = new int[0];
  int[] layers;
  int[] span = new int[0];
  byte[] flags;
  int[] policyStart;
  int[] policy;
  PreparedProfiles profiles;
  int outputFirst;
  int[] outputStart;
  int[] output;
  int[] component;
  int componentCount;
  boolean singleTops;
  boolean plain;

  /** Rows of the programme above the items' level, by ascending level, in file order within. */
  private int[] rows;

  /** First of {@code rows} of each level. */
  private int[] rowsOfLevel;

  private int[] childStart;
  private int[] children;

  /** Layer of each policy of {@code policyStart}. */
  private int[] policyLayer;

  /** Own policies of each node. */
  private int[] own;

  FmStructureBuilder(FmStaticFiles files, int allocationRule, FmCompatibility compatibility) {
    if (allocationRule < 0 || allocationRule > 3) {
      throw FailureException.of(
          FailureReason.INVALID,
          "allocation rule",
          allocationRule + ", expected one of 0, 1, 2, 3");
    }
    this.files = files;
    this.programme = files.programme();
    this.requestedRule = allocationRule;
    this.compatibility = compatibility;
  }

  FmStructure build() {
    countNodes();
    rule = startLevel == maxLevel ? 0 : Math.min(requestedRule, 2);
    link();
    compilePolicies();
    findLayers();
    markExtras();
    markAllocation();
    FmOutputs outputs = new FmOutputs(files.xref(), rule == 0 ? maxLevel : startLevel, levelStart);
    int[] reach = own.clone();
    outputs.findSources(rowsByLevelDescending(), childOfRow(), parentOfRow(), reach);
    findSpans(reach);
    outputs.assign(policyStart, own, policyLayer);
    outputFirst = outputs.first();
    outputStart = outputs.start();
    output = outputs.ids();
    findComponents();
    return new FmStructure(this);
  }

  private void countNodes() {
    maxLevel = programme.maxLevel();
    if (maxLevel < 1 || maxLevel > MAX_LEVELS) {
      throw FailureException.of(
          FailureReason.INVALID,
          programme.source().path(),
          maxLevel + " levels, expected 1 to " + MAX_LEVELS);
    }
    int[] from = programme.fromAggId();
    int[] levels = programme.levelId();
    int[] to = programme.toAggId();
    startLevel = 1;
    for (int row = 0; row < programme.size(); row++) {
      if (levels[row] == 1 && from[row] != to[row]) {
        startLevel = 0;
        break;
      }
    }
    int[] nodes = new int[maxLevel + 1];
    for (int row = 0; row < programme.size(); row++) {
      int of = levels[row];
      if (of < 1 || to[row] < 1 || from[row] == 0 || from[row] == Integer.MIN_VALUE) {
        throw FailureException.of(
            FailureReason.INVALID,
            programme.source().where(row),
            "level " + of + " from " + from[row] + " to " + to[row] + ", expected ids from 1");
      }
      nodes[of] = Math.max(nodes[of], to[row]);
      int below = from[row] > 0 && of > startLevel ? of - 1 : startLevel;
      nodes[below] = Math.max(nodes[below], Math.abs(from[row]));
    }
    levelStart = new int[maxLevel + 2];
    long total = 0;
    for (int l = startLevel; l <= maxLevel; l++) {
      total += nodes[l];
      if (total > Integer.MAX_VALUE - 16) {
        throw FailureException.of(
            FailureReason.INVALID, programme.source().path(), "more than 2^31 groups");
      }
      levelStart[l + 1] = (int) total;
    }
    nodeCount = (int) total;
    itemCount = nodes[startLevel];
    level = new byte[nodeCount];
    for (int l = startLevel; l <= maxLevel; l++) {
      Arrays.fill(level, levelStart[l], levelStart[l + 1], (byte) l);
    }
  }

  private int child(int row) {
    int from = programme.fromAggId()[row];
    return from > 0
        ? levelStart[programme.levelId()[row] - 1] + from - 1
        : levelStart[startLevel] - from - 1;
  }

  private int parent(int row) {
    return levelStart[programme.levelId()[row]] + programme.toAggId()[row] - 1;
  }

  private void link() {
    int[] levels = programme.levelId();
    rowsOfLevel = new int[maxLevel + 2];
    for (int row = 0; row < programme.size(); row++) {
      if (levels[row] > startLevel) {
        rowsOfLevel[levels[row] + 1]++;
      }
    }
    for (int l = 0; l <= maxLevel; l++) {
      rowsOfLevel[l + 1] += rowsOfLevel[l];
    }
    rows = new int[rowsOfLevel[maxLevel + 1]];
    int[] next = rowsOfLevel.clone();
    for (int row = 0; row < programme.size(); row++) {
      if (levels[row] > startLevel) {
        rows[next[levels[row]]++] = row;
      }
    }
    int[] parentCount = new int[nodeCount + 1];
    childStart = new int[nodeCount + 1];
    int most = 0;
    for (int row : rows) {
      int c = child(row);
      most = Math.max(most, ++parentCount[c + 1]);
      childStart[parent(row) + 1]++;
    }
    for (int v = 0; v < nodeCount; v++) {
      parentCount[v + 1] += parentCount[v];
      childStart[v + 1] += childStart[v];
    }
    children = new int[rows.length];
    int[] nextChild = childStart.clone();
    int[] nextParent = parentCount.clone();
    int[] allParents = new int[rows.length];
    firstParent = new int[nodeCount];
    Arrays.fill(firstParent, -1);
    for (int row : rows) {
      int c = child(row);
      int p = parent(row);
      children[nextChild[p]++] = c;
      int at = nextParent[c]++;
      if (at > parentCount[c] && level[allParents[at - 1]] == level[p]) {
        throw FailureException.of(
            FailureReason.INVALID,
            programme.source().where(row),
            "group "
                + programme.fromAggId()[row]
                + " is in two groups of level "
                + level[p]
                + ", expected one");
      }
      allParents[at] = p;
      if (firstParent[c] < 0) {
        firstParent[c] = p;
      }
    }
    boolean topsAtMax = true;
    for (int v = 0; v < nodeCount; v++) {
      boolean used = childStart[v + 1] > childStart[v] || v < itemCount;
      topsAtMax &= firstParent[v] >= 0 || level[v] == maxLevel || !used;
    }
    if (most > 1) {
      parentStart = parentCount;
      parents = allParents;
    }
    plain = most <= 1 && topsAtMax;
  }

  private void compilePolicies() {
    FmPolicyTc table = files.policyTc();
    own = new int[nodeCount];
    int[] node = new int[table.size()];
    for (int row = 0; row < table.size(); row++) {
      int l = table.levelId()[row];
      int agg = table.aggId()[row];
      boolean known =
          l >= startLevel && l <= maxLevel && agg >= 1 && agg <= levelStart[l + 1] - levelStart[l];
      node[row] = known ? levelStart[l] + agg - 1 : -1;
      if (known) {
        own[node[row]]++;
      }
    }
    policyStart = new int[nodeCount + 1];
    for (int v = 0; v < nodeCount; v++) {
      policyStart[v + 1] = policyStart[v] + own[v];
    }
    int[] rowOf = new int[policyStart[nodeCount]];
    int[] next = policyStart.clone();
    for (int row = 0; row < node.length; row++) {
      if (node[row] >= 0) {
        // Insertion by layer keeps file order among equals; a node has few layers, filed in order.
        int at = next[node[row]]++;
        while (at > policyStart[node[row]]
            && table.layerId()[rowOf[at - 1]] > table.layerId()[row]) {
          rowOf[at] = rowOf[at - 1];
          at--;
        }
        rowOf[at] = row;
      }
    }
    profiles = new PreparedProfiles(files.profile(), compatibility);
    policy = new int[rowOf.length];
    policyLayer = new int[rowOf.length];
    flags = new byte[nodeCount];
    InsuredValues values = new InsuredValues(files, childStart, children, itemCount);
    for (int v = 0; v < nodeCount; v++) {
      for (int k = policyStart[v]; k < policyStart[v + 1]; k++) {
        int row = rowOf[k];
        policyLayer[k] = table.layerId()[row];
        int first = profiles.firstRow(table.profileId()[row]);
        if (first < 0) {
          throw FailureException.of(
              FailureReason.UNKNOWN_REFERENCE,
              table.source().where(row),
              "profile " + table.profileId()[row] + " is not in " + files.profile().source());
        }
        policy[k] = profiles.prepare(first, profiles.needsTiv(first) ? values.under(v) : 0);
        if (policy[k] != PreparedProfiles.NOTHING) {
          flags[v] |= FmStructure.TERMS;
        }
      }
    }
  }

  /** Layers that exist at each node, from the items up; restarts carry them to the next parent. */
  private void findLayers() {
    layers = new int[nodeCount];
    int[] ofItem = new int[itemCount];
    for (int v = 0; v < itemCount; v++) {
      layers[v] = Math.max(1, own[v]);
      ofItem[v] = layers[v];
    }
    int[] top = parents.length == 0 ? null : new int[itemCount];
    if (top != null) {
      for (int v = 0; v < itemCount; v++) {
        top[v] = v;
      }
    }
    for (int l = startLevel + 1; l <= maxLevel; l++) {
      for (int v = levelStart[l]; v < levelStart[l + 1]; v++) {
        int below = 1;
        for (int k = childStart[v]; k < childStart[v + 1]; k++) {
          int c = children[k];
          below = Math.max(below, c < itemCount ? ofItem[c] : layers[c]);
        }
        layers[v] = Math.max(below, own[v]);
        if (own[v] == 1 && below > 1) {
          flags[v] |= FmStructure.CROSS_LAYER;
        } else if (own[v] > 1 && below > 1 && own[v] != below) {
          throw FailureException.of(
              FailureReason.INVALID,
              files.policyTc().source().path(),
              "group "
                  + (v - levelStart[l] + 1)
                  + " of level "
                  + l
                  + " has "
                  + own[v]
                  + " layers above groups with "
                  + below
                  + ", expected the same number");
        }
      }
      if (top != null) {
        carryLayersOverRestarts(l, top, ofItem);
      }
    }
  }

  /** Items whose tree ends at level {@code l} keep its layers when they join another. */
  private void carryLayersOverRestarts(int l, int[] top, int[] ofItem) {
    for (int item = 0; item < itemCount; item++) {
      for (int k = parentStart[item]; k < parentStart[item + 1]; k++) {
        if (level[parents[k]] == l) {
          top[item] = parents[k];
        }
      }
      if (level[top[item]] == l - 1 && firstParent[top[item]] >= 0 && top[item] >= itemCount) {
        top[item] = firstParent[top[item]];
      }
      if (top[item] >= itemCount && firstParent[top[item]] < 0) {
        ofItem[item] = layers[top[item]];
      }
    }
  }

  private void markExtras() {
    boolean[] needs = new boolean[nodeCount];
    boolean any = false;
    for (int v = 0; v < nodeCount; v++) {
      for (int k = policyStart[v]; k < policyStart[v + 1]; k++) {
        if (policy[k] != PreparedProfiles.NOTHING && profiles.needsExtras(policy[k])) {
          needs[v] = true;
          any = true;
        }
      }
    }
    if (!any) {
      return;
    }
    if (plain) {
      boolean[] marked = needs.clone();
      markSubtrees(marked, maxLevel);
      flag(marked, FmStructure.EXTRAS);
      return;
    }
    for (int l = startLevel; l <= maxLevel; l++) {
      boolean[] marked = new boolean[nodeCount];
      System.arraycopy(
          needs, levelStart[l], marked, levelStart[l], levelStart[l + 1] - levelStart[l]);
      markSubtrees(marked, l);
      flag(marked, FmStructure.EXTRAS);
      // Trees that ended below over the same items: their extras are read when the items restart.
      boolean[] ended = new boolean[nodeCount];
      boolean[] over = new boolean[nodeCount];
      System.arraycopy(marked, 0, over, 0, itemCount);
      for (int v = itemCount; v < levelStart[l]; v++) {
        for (int k = childStart[v]; k < childStart[v + 1]; k++) {
          over[v] |= over[children[k]];
        }
        ended[v] = over[v] && firstParent[v] < 0;
      }
      markSubtrees(ended, l - 1);
      flag(ended, FmStructure.EXTRAS);
    }
  }

  /** Marks everything below the marked nodes of levels up to {@code top}. */
  private void markSubtrees(boolean[] marked, int top) {
    for (int v = top < startLevel ? -1 : levelStart[top + 1] - 1; v >= 0; v--) {
      if (marked[v]) {
        for (int k = childStart[v]; k < childStart[v + 1]; k++) {
          marked[children[k]] = true;
        }
      }
    }
  }

  private void flag(boolean[] marked, int bit) {
    for (int v = 0; v < nodeCount; v++) {
      if (marked[v]) {
        flags[v] |= (byte) bit;
      }
    }
  }

  /** Under rule 2 every node; under 0 and 1 those whose tree ends before items restart. */
  private void markAllocation() {
    boolean always = rule == 2;
    if (!always && (plain || compatibility == FmCompatibility.FMPY)) {
      return;
    }
    for (int v = nodeCount - 1; v >= itemCount; v--) {
      int p = firstParent[v];
      boolean ends = p < 0 ? level[v] < maxLevel : (flags[p] & FmStructure.ALLOCATE) != 0;
      if (always || ends) {
        flags[v] |= FmStructure.ALLOCATE;
      }
    }
  }

  /**
   * Where a node takes its layers from below and some group below has fewer, that group's losses
   * belong to its first layers only; unless layers are made further up, then they belong to all.
   */
  private void findSpans(int[] reach) {
    boolean any = false;
    for (int v = itemCount; v < nodeCount; v++) {
      if (own[v] <= 1 && layers[v] > 1) {
        for (int k = childStart[v]; k < childStart[v + 1]; k++) {
          int c = children[k];
          any |= Math.max(layers[c], reach[c]) < layers[v];
        }
      }
    }
    if (any) {
      span = new int[nodeCount];
      for (int v = 0; v < nodeCount; v++) {
        span[v] = Math.max(layers[v], reach[v]);
      }
    }
  }

  private int[] rowsByLevelDescending() {
    int[] descending = new int[rows.length];
    int n = 0;
    for (int l = maxLevel; l > startLevel; l--) {
      for (int k = rowsOfLevel[l]; k < rowsOfLevel[l + 1]; k++) {
        descending[n++] = rows[k];
      }
    }
    return descending;
  }

  private int[] childOfRow() {
    int[] of = new int[programme.size()];
    for (int row : rows) {
      of[row] = child(row);
    }
    return of;
  }

  private int[] parentOfRow() {
    int[] of = new int[programme.size()];
    for (int row : rows) {
      of[row] = parent(row);
    }
    return of;
  }

  private void findComponents() {
    int[] root = new int[nodeCount];
    for (int v = 0; v < nodeCount; v++) {
      root[v] = v;
    }
    for (int v = 0; v < nodeCount; v++) {
      if (parents.length == 0) {
        if (firstParent[v] >= 0) {
          join(root, v, firstParent[v]);
        }
      } else {
        for (int k = parentStart[v]; k < parentStart[v + 1]; k++) {
          join(root, v, parents[k]);
        }
      }
    }
    int[] label = new int[nodeCount];
    Arrays.fill(label, -1);
    int tops = 0;
    for (int l = maxLevel; l >= startLevel; l--) {
      for (int v = levelStart[l]; v < levelStart[l + 1]; v++) {
        boolean used = v < itemCount || childStart[v + 1] > childStart[v];
        if (used && firstParent[v] < 0) {
          tops++;
          int r = find(root, v);
          if (label[r] < 0) {
            label[r] = componentCount++;
          }
        }
      }
    }
    component = new int[itemCount];
    for (int v = 0; v < itemCount; v++) {
      component[v] = label[find(root, v)];
    }
    singleTops = tops == componentCount;
    childStart = null;
    children = null;
  }

  private static void join(int[] root, int a, int b) {
    int ra = find(root, a);
    int rb = find(root, b);
    if (ra < rb) {
      root[ra] = rb;
    } else {
      root[rb] = ra;
    }
  }

  private static int find(int[] root, int v) {
    int r = v;
    while (root[r] != r) {
      root[r] = root[root[r]];
      r = root[r];
    }
    return r;
  }
}
