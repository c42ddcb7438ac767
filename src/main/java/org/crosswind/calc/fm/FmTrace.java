package org.crosswind.calc.fm;

/**
 * Is told what the terms of each node do to its loss, for explaining a result. Rows are read during
 * the call only.
 */
interface FmTrace {
  /**
   * One policy applied at one node.
   *
   * @param node the node
   * @param layer 0-based; -1 for the sum of all layers at a cross-layer node
   * @param policy index into {@link FmStructure#rowStart}
   * @param before loss before
   * @param after loss after
   */
  void applied(int node, int layer, int policy, float[] before, float[] after);
}
