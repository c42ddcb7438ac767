package org.crosswind.kernel.stats;

import java.util.Arrays;
import org.crosswind.kernel.random.RandomStream;

/** A statistic in samples drawn again, and in samples with rows left out. */
public final class Replicates {
  private Replicates() {}

  /** The statistic of the sample as given. */
  public static double estimate(WeightedStatistic statistic, int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return statistic.of(ones, n);
  }

  /**
   * Replicates {@code first} to {@code first + count - 1} of a unit. Any of them has the same bits
   * when drawn alone.
   *
   * @param out written from {@code from}
   */
  public static void fill(
      WeightedStatistic statistic,
      Resampler resampler,
      RandomStream unit,
      int first,
      double[] out,
      int from,
      int count) {
    int n = resampler.plan().rows();
    for (int i = 0; i < count; i++) {
      out[from + i] = statistic.of(resampler.weights(unit.replicate(first + i)), n);
    }
  }

  /**
   * The jackknife: the statistic with one row left out at a time, n evaluations.
   *
   * @param out n values
   */
  public static void jackknife(WeightedStatistic statistic, int n, double[] out) {
    jackknife(statistic, n, 1, out);
  }

  /**
   * The jackknife by neighbouring blocks: rows b l to b l + l - 1 are left out for value b; for
   * rows that depend on their neighbours, and where n evaluations cost too much.
   *
   * @param length rows of a block l, at least 1; the last block may be shorter
   * @param out ceil(n / l) values
   * @return how many values there are
   */
  public static int jackknife(WeightedStatistic statistic, int n, int length, double[] out) {
    double[] weights = new double[n];
    Arrays.fill(weights, 1);
    int b = 0;
    for (int from = 0; from < n; from += length) {
      int to = Math.min(n, from + length);
      Arrays.fill(weights, from, to, 0);
      out[b++] = statistic.of(weights, n);
      Arrays.fill(weights, from, to, 1);
    }
    return b;
  }
}
