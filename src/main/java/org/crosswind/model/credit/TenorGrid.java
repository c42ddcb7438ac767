package org.crosswind.model.credit;

import java.util.Arrays;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The future dates of a cube, in years from the valuation date: strictly positive, finite, strictly
 * increasing, at least one. Two grids are equal when their times have the same bits.
 */
public final class TenorGrid {
  private final double[] times;

  private TenorGrid(double[] times) {
    this.times = times;
  }

  /**
   * A grid of the given times.
   *
   * @param where what to blame in the message when the times are not a grid: a file, a netting set
   * @param times years, copied
   * @throws FailureException naming the offending position, value and rule
   */
  public static TenorGrid of(String where, double... times) {
    if (times.length == 0) {
      throw FailureException.of(
          FailureReason.INVALID, where, "the grid has no tenors, expected at least one");
    }
    double previous = 0;
    for (int i = 0; i < times.length; i++) {
      double t = times[i];
      if (!(t > 0) || t == Double.POSITIVE_INFINITY) {
        throw FailureException.of(
            FailureReason.INVALID,
            where,
            "tenor " + (i + 1) + " is " + t + ", expected a finite number of years > 0");
      }
      if (i > 0 && t <= previous) {
        throw FailureException.of(
            FailureReason.INVALID,
            where,
            "tenor " + (i + 1) + " is " + t + ", expected more than the one before, " + previous);
      }
      previous = t;
    }
    return new TenorGrid(times.clone());
  }

  /** How many tenors. */
  public int size() {
    return times.length;
  }

  /** The i-th tenor in years, 0-based. */
  public double time(int i) {
    return times[i];
  }

  /** The length in years of the interval that ends at the i-th tenor; the first begins at zero. */
  public double interval(int i) {
    return i == 0 ? times[0] : times[i] - times[i - 1];
  }

  /** Half way between the previous tenor (zero before the first) and the i-th, in years. */
  public double midpoint(int i) {
    return i == 0 ? 0.5 * times[0] : 0.5 * (times[i - 1] + times[i]);
  }

  /** A copy of the times. */
  public double[] times() {
    return times.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenorGrid grid && Arrays.equals(times, grid.times);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return "TenorGrid" + Arrays.toString(times);
  }
}
