package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.model.insurance.EventLosses;
import org.crosswind.model.insurance.SampleLanes;

/**
 * Which lanes the rows of a tree have columns for: all of them, or, where its items have losses in
 * few samples only, those that any item has a loss in, and the special ones. Chosen anew for each
 * tree, in memory that is used again.
 */
final class SampleColumns {
  /** Below this many lanes a row is short enough to stay dense. */
  private static final int DENSE_LANES = 64;

  /** A tree whose rows would be filled less than one in so many is looked at for empty lanes. */
  private static final int SPARSE = 8;

  private final int lanes;
  private final boolean everyLane;
  private int count;
  private long[] laneBits = new long[0];
  private int[] columnOfLane = new int[0];
  private int[] sidxOfColumn = new int[0];

  /**
   * For streams of so many samples.
   *
   * @param lanes of a row, as {@link SampleLanes#count} counts them
   * @param everyLane whether there always is a column for every lane
   */
  SampleColumns(int lanes, boolean everyLane) {
    this.lanes = lanes;
    this.everyLane = everyLane || lanes < DENSE_LANES;
    this.count = lanes;
  }

  /** Chooses the columns for the items {@code from} to before {@code to} of an event. */
  void choose(EventLosses event, int from, int to) {
    count = !everyLane && isSparse(event, from, to) ? find(event, from, to) : lanes;
  }

  /** How many columns. */
  int count() {
    return count;
  }

  /** The column of each lane that has one; null when all have. */
  int[] ofLane() {
    return count < lanes ? columnOfLane : null;
  }

  /** The sample index of each column; null when columns are lanes. */
  int[] sidx() {
    return count < lanes ? sidxOfColumn : null;
  }

  private boolean isSparse(EventLosses event, int from, int to) {
    long pairs = 0;
    for (int k = from; k < to; k++) {
      pairs += event.pairCount(k);
    }
    return pairs * SPARSE < (long) (to - from) * lanes;
  }

  private int find(EventLosses event, int from, int to) {
    int words = (lanes + Long.SIZE - 1) / Long.SIZE;
    if (laneBits.length < words) {
      laneBits = new long[words];
      columnOfLane = new int[words * Long.SIZE];
      sidxOfColumn = new int[words * Long.SIZE];
    }
    Arrays.fill(laneBits, 0, words, 0L);
    laneBits[0] = (1L << SampleLanes.SPECIAL_LANES) - 1;
    for (int k = from; k < to; k++) {
      event.mark(k, laneBits);
    }
    int columns = 0;
    for (int w = 0; w < words; w++) {
      for (long bits = laneBits[w]; bits != 0; bits &= bits - 1) {
        int lane = w * Long.SIZE + Long.numberOfTrailingZeros(bits);
        columnOfLane[lane] = columns;
        sidxOfColumn[columns++] = SampleLanes.sidxOf(lane);
      }
    }
    // With most lanes in use the detour costs more than it saves.
    return columns * 2 < lanes ? columns : lanes;
  }
}
