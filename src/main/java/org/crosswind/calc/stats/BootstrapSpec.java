package org.crosswind.calc.stats;

import java.util.List;
import java.util.Objects;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.Resampling;

/**
 * What is to be known of every group: everything that the figures depend on besides the data.
 *
 * @param statistics at least one
 * @param method how intervals are made of replicates
 * @param quantiles estimator of the limits; the statistic {@code quantile} is always of type 7
 * @param scheme how rows are drawn again; STRATIFIED keeps each stratum's number of rows
 * @param blockLength rows of a block for the block schemes and, above 1, within strata; 0: {@link
 *     Resampling#defaultBlockLength} of the group's rows
 * @param replicates B, at least 2
 * @param confidence probability that an interval is to cover, above 0 and below 1
 * @param seed of the random streams
 */
public record BootstrapSpec(
    List<SampleStatistic> statistics,
    Intervals.Method method,
    QuantileType quantiles,
    Resampling.Scheme scheme,
    int blockLength,
    int replicates,
    double confidence,
    long seed) {
  /** Most replicates. */
  public static final int MAX_REPLICATES = 100_000_000;

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException with the value found and what was expected
   */
  public BootstrapSpec {
    statistics = List.copyOf(statistics);
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(quantiles, "quantiles");
    Objects.requireNonNull(scheme, "scheme");
    require(!statistics.isEmpty(), "no statistic is asked for, expected at least one");
    require(blockLength >= 0, "the block length is " + blockLength + ", expected 1 or more");
    require(
        replicates >= 2 && replicates <= MAX_REPLICATES,
        "the number of replicates is " + replicates + ", expected 2 to " + MAX_REPLICATES);
    require(
        confidence > 0 && confidence < 1,
        "the confidence is " + confidence + ", expected above 0 and below 1, as 0.95");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * How the rows of a group are drawn.
   *
   * @param strata first row of each stratum and the number of rows at the end; {0, n} without
   */
  public Resampling resampling(int[] strata) {
    int n = strata[strata.length - 1];
    return switch (scheme) {
      case ORDINARY -> Resampling.ordinary(n);
      case POISSON -> Resampling.poisson(n);
      case MOVING_BLOCK -> Resampling.movingBlock(n, blockLength(n));
      case CIRCULAR_BLOCK -> Resampling.circularBlock(n, blockLength(n));
      case STRATIFIED -> Resampling.stratified(strata, Math.max(1, blockLength));
    };
  }

  private int blockLength(int n) {
    return blockLength > 0 ? blockLength : Resampling.defaultBlockLength(n);
  }
}
