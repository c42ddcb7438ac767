package org.crosswind.calc.fm;

/**
 * Is told what happens at each node of an event, for explaining a result. Rows are read during the
 * call only.
 */
interface FmTrace {
  /**
   * One policy was applied at one node; nothing is shared back to items yet.
   *
   * @param node the node
   * @param layer 0-based; -1 for the sum of all layers at a cross-layer node
   * @param policy index into {@link FmStructure#rowStart}
   * @param before loss before the terms
   * @param after loss after them
   */
  void applied(int node, int layer, int policy, float[] before, float[] after);

  /**
   * A node was computed, and what its terms changed shared back to the items if the allocation rule
   * says so.
   *
   * @param node the node
   * @param storage slot of its rows
   * @param slots rows of all nodes and items
   * @param arena holds the rows
   */
  void done(int node, int storage, NodeSlots slots, RowArena arena);
}
