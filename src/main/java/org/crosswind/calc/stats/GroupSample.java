package org.crosswind.calc.stats;

/**
 * The rows of one group.
 *
 * @param id of the group; names its random stream, so its figures do not depend on other groups
 * @param values shared array, not to be changed; finite
 * @param from place of the group's first row in {@code values}
 * @param strata first row of each stratum, relative to {@code from}, and the number of rows n at
 *     the end; {0, n} when there are none
 */
public record GroupSample(String id, double[] values, int from, int[] strata) {
  /** Number of rows. */
  public int rows() {
    return strata[strata.length - 1];
  }
}
