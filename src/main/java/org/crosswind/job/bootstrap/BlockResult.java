package org.crosswind.job.bootstrap;

/**
 * What a block of replicates sends to the driver: the replicates when other tasks have the rest of
 * the group; otherwise nothing, or, from the last block, the finished figures.
 *
 * @param replicates statistic by statistic; empty when the task keeps them
 * @param figures of the whole group, null but in the last block of a group that one task had
 */
record BlockResult(double[] replicates, GroupFigures figures) {
  private static final double[] NONE = {};

  static final BlockResult KEPT = new BlockResult(NONE, null);
}
