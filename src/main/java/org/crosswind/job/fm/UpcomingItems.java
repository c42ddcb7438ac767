package org.crosswind.job.fm;

import org.crosswind.calc.fm.FmCalculator;
import org.crosswind.format.oasis.LossEventBatch;

/** Tells a calculator the items of small events before they are computed, many events at a time. */
final class UpcomingItems {
  /** So many lines of memory, some for each item, stay in the nearest caches. */
  private static final int MOST = 256;

  private final int[] ids = new int[MOST];

  /**
   * Tells the items from an event on.
   *
   * @return the event at which to ask again
   */
  int tell(FmCalculator calculator, LossEventBatch batch, int event) {
    int events = batch.copyItemIds(event, ids);
    if (events > 1) {
      int items = 0;
      for (int e = event; e < event + events; e++) {
        items += batch.eventItems(e);
      }
      calculator.expect(ids, items);
    }
    return event + Math.max(1, events);
  }
}
