package org.crosswind.model.credit;

import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Expected exposures at tenors, for users who have a profile and no scenarios. As a cube of one
 * scenario it goes through the whole calculation; every dependence model gives alpha 1 on it,
 * except the user's own.
 */
public final class EeProfile {
  private final TenorGrid grid;
  private final double[] values;

  /**
   * Checks and copies.
   *
   * @param where what to blame in messages
   * @param grid the tenors
   * @param values expected exposure at each tenor, finite, >= 0
   * @throws FailureException when there are not as many values as tenors, or one is out of range
   */
  public EeProfile(String where, TenorGrid grid, double... values) {
    if (values.length != grid.size()) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "the profile has " + values.length + " values, expected one a tenor, " + grid.size());
    }
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0) || values[i] == Double.POSITIVE_INFINITY) {
        throw Checks.value(where, "expected exposure", i, values[i], "a finite number >= 0");
      }
    }
    this.grid = grid;
    this.values = values.clone();
  }

  /** The tenors. */
  public TenorGrid grid() {
    return grid;
  }

  /** A copy of the values. */
  public double[] values() {
    return values.clone();
  }

  /** The profile as a cube of one scenario, today's value not known. */
  public ExposureCube cube() {
    return new ExposureCube("EE profile", grid, 1, values.clone(), Double.NaN);
  }
}
