package org.crosswind.job.fm;

import java.util.List;
import org.crosswind.model.run.Failure;

/**
 * What was done with a slice. Its losses are in the part files of its molecule.
 *
 * @param events events that have a result
 * @param items items of these
 * @param bad events that were left out
 */
record FmPart(int events, long items, List<BadEvent> bad) {
  /**
   * An event without a result, or the rest of a stream behind a break.
   *
   * @param event its place in the stream, 0-based
   * @param eventId its id; 0 for the rest of a stream
   * @param rest whether everything behind is left out too
   * @param failure why
   */
  record BadEvent(long event, int eventId, boolean rest, Failure failure) {
    /** What it is called in the table of failures. */
    String name() {
      return rest ? "rest of the stream" : "event " + eventId;
    }
  }

  FmPart {
    bad = List.copyOf(bad);
  }
}
