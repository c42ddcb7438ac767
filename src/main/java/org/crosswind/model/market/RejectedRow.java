package org.crosswind.model.market;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.crosswind.model.run.Failure;

/**
 * A row that does not count, or counts in another place, and why.
 *
 * @param stock whose row it is
 * @param day the day it was taken to belong to; empty when the file has no readable day at all
 * @param failure reason, file and row, and what was found
 * @param action what was done about it
 */
public record RejectedRow(String stock, Optional<LocalDate> day, Failure failure, Action action) {
  /** Checks that nothing is null. */
  public RejectedRow {
    Objects.requireNonNull(stock, "stock");
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(action, "action");
  }

  /** What was done about a row. */
  public enum Action {
    /** Its cell failed. */
    FAILED_CELL,
    /** The row was left out. */
    DROPPED,
    /** The row was put in its place by time. */
    SORTED
  }
}
