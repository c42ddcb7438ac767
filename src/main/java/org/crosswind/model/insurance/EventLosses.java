package org.crosswind.model.insurance;

/**
 * The ground-up losses of one event, item by item in the order of the stream, readable as rows of
 * {@link SampleLanes}. The seam between whatever holds the losses (bytes of a stream, arrays of a
 * test, the result of an earlier programme) and the computation.
 *
 * <p>The reading methods throw {@link org.crosswind.model.run.FailureException} with the place of
 * the record for a sample index out of range, a second non-zero loss of the same sample, or an loss
 * that is infinite or absurdly great. A NaN loss counts as zero.
 */
public interface EventLosses {
  /** The event. */
  int eventId();

  /** Number of items, at least 1. */
  int itemCount();

  /**
   * An item's id, 1-based in the portfolio; not checked.
   *
   * @param index position of the item in the event, 0-based
   */
  int itemId(int index);

  /** Number of pairs of an item, zero losses and special samples included. */
  int pairCount(int index);

  /**
   * Writes an item's losses to their lanes.
   *
   * @param index position of the item in the event
   * @param rows receives the losses; the row must be zero on entry
   * @param offset of lane 0 of the row
   * @return the chance of loss (-4), 0 when absent
   */
  float read(int index, float[] rows, int offset);

  /**
   * As {@link #read(int, float[], int)} into a row that has a column only for some lanes.
   *
   * @param columnOfLane for each lane its column, which every non-zero loss of the item must have
   */
  float read(int index, float[] rows, int offset, int[] columnOfLane);

  /**
   * Marks the lanes in which an item has a loss.
   *
   * @param lanes a bit for each lane, lane 0 first; bits are only ever set
   */
  void mark(int index, long[] lanes);

  /** The place of an item for a message: stream, byte, event and item. */
  String where(int index);
}
