package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.model.insurance.FmXref;

/** Under which ids the layers of each node of the output level are written. */
final class FmOutputs {
  private final FmXref xref;
  private final int first;
  private final int count;
  private int[] sourceOf;
  private int[] start;
  private int[] ids;

  /**
   * Prepares for the nodes of a level.
   *
   * @param outputLevel the level
   * @param levelStart first node of each level
   */
  FmOutputs(FmXref xref, int outputLevel, int[] levelStart) {
    this.xref = xref;
    first = levelStart[outputLevel];
    count = levelStart[outputLevel + 1] - first;
  }

  /**
   * Finds for every node the highest node above it (or itself) with the greatest number of
   * policies.
   *
   * @param rows programme rows by descending level
   * @param child node of each row
   * @param parent node of each row
   * @param layers own policies of each node; overwritten
   */
  void findSources(int[] rows, int[] child, int[] parent, int[] layers) {
    sourceOf = new int[layers.length];
    for (int v = 0; v < sourceOf.length; v++) {
      sourceOf[v] = v;
    }
    for (int row : rows) {
      int c = child[row];
      int p = parent[row];
      if (layers[c] <= layers[p]) {
        layers[c] = layers[p];
        sourceOf[c] = sourceOf[p];
      }
    }
  }

  /**
   * Assigns the ids. A node without policies anywhere above it has one layer, numbered 1.
   *
   * @param policyStart first policy of each node
   * @param own number of policies of each node
   * @param layerOf layer number of each policy
   */
  void assign(int[] policyStart, int[] own, int[] layerOf) {
    int[] layerIds = Arrays.stream(xref.layerId()).sorted().distinct().toArray();
    int[] rowStart = new int[count + 1];
    int[] agg = xref.aggId();
    for (int a : agg) {
      if (a >= 1 && a <= count) {
        rowStart[a]++;
      }
    }
    for (int k = 0; k < count; k++) {
      rowStart[k + 1] += rowStart[k];
    }
    int[] rowOf = new int[rowStart[count]];
    int[] next = rowStart.clone();
    for (int row = 0; row < agg.length; row++) {
      if (agg[row] >= 1 && agg[row] <= count) {
        rowOf[next[agg[row] - 1]++] = row;
      }
    }
    start = new int[count + 1];
    for (int k = 0; k < count; k++) {
      start[k + 1] = start[k] + Math.max(1, own[sourceOf[first + k]]);
    }
    ids = new int[start[count]];
    int[] idOfLayer = new int[layerIds.length];
    for (int k = 0; k < count; k++) {
      for (int r = rowStart[k]; r < rowStart[k + 1]; r++) {
        int at = Arrays.binarySearch(layerIds, xref.layerId()[rowOf[r]]);
        idOfLayer[at] = xref.outputId()[rowOf[r]];
      }
      int source = sourceOf[first + k];
      for (int j = start[k]; j < start[k + 1]; j++) {
        int layer = own[source] == 0 ? 1 : layerOf[policyStart[source] + j - start[k]];
        int at = Arrays.binarySearch(layerIds, layer);
        ids[j] = at < 0 ? 0 : idOfLayer[at];
      }
      for (int r = rowStart[k]; r < rowStart[k + 1]; r++) {
        idOfLayer[Arrays.binarySearch(layerIds, xref.layerId()[rowOf[r]])] = 0;
      }
    }
  }

  int first() {
    return first;
  }

  int[] start() {
    return start;
  }

  int[] ids() {
    return ids;
  }
}
