package org.crosswind.job.bootstrap;

/** Puts blocks of replicates of one group in their places; any order. */
final class ReplicateBuffer {
  private final int statistics;
  private final int count;
  private final double[] values;
  private int filled;

  /** For {@code count} replicates of each statistic. */
  ReplicateBuffer(int statistics, int count) {
    this.statistics = statistics;
    this.count = count;
    this.values = new double[Math.multiplyExact(statistics, count)];
  }

  /** Takes a block. */
  void put(BootstrapAtom block, double[] replicates) {
    for (int s = 0; s < statistics; s++) {
      System.arraycopy(
          replicates, s * block.count(), values, s * count + block.first(), block.count());
    }
    filled += block.count();
  }

  /** Whether every replicate is there. */
  boolean isFull() {
    return filled == count;
  }

  /** Statistic s of replicate r at {@code s * count + r}; shared. */
  double[] values() {
    return values;
  }
}
