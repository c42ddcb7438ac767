package org.crosswind.model.market;

import java.util.Objects;

/**
 * How the days of a panel are put on a common time index.
 *
 * @param index which times a day has
 * @param calendar which days the panel has
 * @param fill what becomes of a time of the index at which a stock has no price
 * @param fillLimit how old a filled price may be, milliseconds; 0 for any age within the day
 * @param grid the times of {@link Index#GRID}, empty with the others
 * @param minimumObservations prices that a cell needs, before and after alignment, at least 2
 */
public record AlignmentRule(
    Index index,
    Calendar calendar,
    Fill fill,
    int fillLimit,
    TimeIndex grid,
    int minimumObservations) {
  /** Every stock on its own times and days. */
  public static final AlignmentRule OWN =
      new AlignmentRule(Index.OWN, Calendar.OWN, Fill.NONE, 0, TimeIndex.of(), 2);

  /** Checks the ranges and that the parts fit each other. */
  public AlignmentRule {
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(fill, "fill");
    Objects.requireNonNull(grid, "grid");
    if (fillLimit < 0 || minimumObservations < 2) {
      throw new IllegalArgumentException(
          "fill limit " + fillLimit + ", minimum " + minimumObservations);
    }
    if ((index == Index.GRID) != (grid.size() > 0)) {
      throw new IllegalArgumentException(index + " with a grid of " + grid.size() + " times");
    }
  }

  /** Which times a day has. */
  public enum Index {
    /** Each stock its own. */
    OWN,
    /** Those that every stock with data of the day has. */
    INTERSECTION,
    /** Those that any stock with data of the day has. */
    UNION,
    /** Given ones. */
    GRID
  }

  /** Which days the panel has. */
  public enum Calendar {
    /** A day is aligned between the stocks that have it. */
    OWN,
    /** A day that not every stock has is dropped. */
    COMMON
  }

  /** What becomes of a time of the index at which a stock has no price. */
  public enum Fill {
    /** Nothing: the stock's next return spans the gap. */
    NONE,
    /** The last price before it on the same day; nothing before the stock's first price. */
    PREVIOUS
  }
}
