package org.crosswind.model.credit;

import java.util.Objects;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Simulated values of one netting set: scenarios x tenors, signed, in one currency.
 *
 * <p>The layout is tenor-major: all scenarios of the first tenor, then all of the second. The array
 * is shared, not copied, because cubes are large: whoever holds a cube must not write to it, and a
 * cube that was read into a {@link CubeBuffer} is valid only until the next read into that buffer.
 */
public final class ExposureCube {
  private final TenorGrid grid;
  private final int scenarios;
  private final double[] values;
  private final double presentValue;

  /**
   * A view on tenor-major values.
   *
   * @param where what to blame when the shape is wrong
   * @param grid the tenors
   * @param scenarios how many scenarios, at least one
   * @param values value of scenario s at tenor t at {@code t * scenarios + s}; may be longer
   * @param presentValue today's value, the same in every scenario; NaN when it is not known
   */
  public ExposureCube(
      String where, TenorGrid grid, int scenarios, double[] values, double presentValue) {
    this.grid = Objects.requireNonNull(grid, "grid");
    if (scenarios < 1) {
      throw FailureException.of(
          FailureReason.INVALID, where, "the cube has no scenarios, expected at least one");
    }
    if ((long) scenarios * grid.size() > values.length) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "the cube has "
              + values.length
              + " values, expected "
              + scenarios
              + " scenarios x "
              + grid.size()
              + " tenors");
    }
    this.scenarios = scenarios;
    this.values = values;
    this.presentValue = presentValue;
  }

  /** A cube from row-major values, a scenario a row; transposes into a new array. */
  public static ExposureCube ofRows(String where, TenorGrid grid, double[][] rows) {
    int tenors = grid.size();
    double[] values = new double[Math.multiplyExact(rows.length, tenors)];
    for (int s = 0; s < rows.length; s++) {
      if (rows[s].length != tenors) {
        throw FailureException.of(
            FailureReason.INVALID,
            where,
            "scenario " + (s + 1) + " has " + rows[s].length + " values, expected " + tenors);
      }
      for (int t = 0; t < tenors; t++) {
        values[t * rows.length + s] = rows[s][t];
      }
    }
    return new ExposureCube(where, grid, rows.length, values, Double.NaN);
  }

  /** The tenors. */
  public TenorGrid grid() {
    return grid;
  }

  /** How many scenarios. */
  public int scenarios() {
    return scenarios;
  }

  /** How many tenors. */
  public int tenors() {
    return grid.size();
  }

  /** The tenor-major values; shared, do not modify; may be longer than scenarios x tenors. */
  public double[] values() {
    return values;
  }

  /** The value of scenario {@code s} at tenor {@code t}, both 0-based. */
  public double value(int s, int t) {
    return values[t * scenarios + s];
  }

  /** Today's value, or NaN when it is not known. */
  public double presentValue() {
    return presentValue;
  }
}
