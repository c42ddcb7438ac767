package org.crosswind.model.market;

import java.util.Objects;

/**
 * What becomes of a (stock, day) cell whose rows are not as they should be. Whatever the rule, the
 * row is reported by file and row.
 *
 * @param badRow a row that cannot be read, or whose price is not a finite number above zero
 * @param duplicateTime a second row of the same time
 * @param unsorted a row that is earlier than the one before it
 */
public record RowRules(BadRow badRow, DuplicateTime duplicateTime, Unsorted unsorted) {
  /** Every irregular row fails its cell. */
  public static final RowRules STRICT =
      new RowRules(BadRow.FAIL_CELL, DuplicateTime.FAIL_CELL, Unsorted.FAIL_CELL);

  /** Checks that nothing is null. */
  public RowRules {
    Objects.requireNonNull(badRow, "badRow");
    Objects.requireNonNull(duplicateTime, "duplicateTime");
    Objects.requireNonNull(unsorted, "unsorted");
  }

  /** What a bad row does. */
  public enum BadRow {
    /** The cell of the row has no result. */
    FAIL_CELL,
    /** The row is left out; the cell goes on without it. */
    DROP_ROW
  }

  /** What a second row of the same time does. */
  public enum DuplicateTime {
    /** The cell of the row has no result. */
    FAIL_CELL,
    /** The first row of a time counts. */
    KEEP_FIRST,
    /** The last row of a time counts. */
    KEEP_LAST
  }

  /** What a row that comes too late does. */
  public enum Unsorted {
    /** The cell of the row has no result. */
    FAIL_CELL,
    /** The rows of the day are put in order of time. */
    SORT
  }
}
