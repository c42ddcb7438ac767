package org.crosswind.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which finished runs are kept: the newest, and those that are young. A run that is neither is let
 * go; without any limit, none is.
 *
 * @param keep how many of the newest, by the time of their start; 0 for no limit by count
 * @param days up to which age, in days of 24 hours; 0 for no limit by age
 */
public record Retention(int keep, int days) {
  /** Keeps everything. */
  public static final Retention ALL = new Retention(0, 0);

  /** Checks ranges. */
  public Retention {
    if (keep < 0 || days < 0) {
      throw new IllegalArgumentException("keep " + keep + " runs, " + days + " days");
    }
  }

  /** Whether nothing is ever let go. */
  public boolean keepsAll() {
    return keep == 0 && days == 0;
  }

  /**
   * Chooses the runs to let go.
   *
   * @param runs all runs; those that are not finished, and the latest, are never chosen
   * @param now a clock set back makes runs younger, so that fewer are chosen
   * @return the oldest first
   */
  List<RunEntry> expired(List<RunEntry> runs, Instant now) {
    if (keepsAll()) {
      return List.of();
    }
    List<RunEntry> finished = new ArrayList<>();
    for (RunEntry run : runs) {
      if (run.isPublished() && run.started() != null) {
        finished.add(run);
      }
    }
    finished.sort(Comparator.comparing(RunEntry::started).reversed().thenComparing(RunEntry::id));
    List<RunEntry> expired = new ArrayList<>();
    for (int i = 0; i < finished.size(); i++) {
      RunEntry run = finished.get(i);
      boolean isNew = keep > 0 && i < keep;
      boolean isYoung =
          days > 0
              && Duration.between(Instant.parse(run.started()), now)
                      .compareTo(Duration.ofDays(days))
                  <= 0;
      if (!isNew && !isYoung && !run.latest()) {
        expired.add(0, run);
      }
    }
    return expired;
  }
}
