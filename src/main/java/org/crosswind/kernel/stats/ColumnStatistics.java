package org.crosswind.kernel.stats;

import java.util.Arrays;
import org.crosswind.kernel.ops.Lanes;
import org.crosswind.kernel.random.RandomStream;

/**
 * The usual statistics of one column of numbers, in the sample itself, in samples drawn again, and
 * in samples with rows left out. What can be shared is: all statistics of one resample are of the
 * same rows, moments are sums over the rows drawn (of differences from the sample mean, so that
 * nothing cancels), and order statistics are found by counting along the column sorted once.
 *
 * <p>Holds copies of the column and scratch, about 60 bytes a row: one instance per thread. The
 * column must have no NaN and no infinity. Methods leave what was selected last in place; select
 * first, by {@link #whole}, {@link #draw} or {@link #leaveOut}.
 *
 * <p>Accuracy: a few ulp of the largest difference from the mean, times the square root of n for
 * the moments; order statistics are interpolated from exact ones.
 */
public final class ColumnStatistics {
  /** Which statistic. */
  public enum Kind {
    /** {@link ColumnStatistics#mean}. */
    MEAN,
    /** {@link ColumnStatistics#sum}. */
    SUM,
    /** {@link ColumnStatistics#variance}. */
    VARIANCE,
    /** {@link ColumnStatistics#standardDeviation}. */
    STANDARD_DEVIATION,
    /** {@link ColumnStatistics#quantile} at a level. */
    QUANTILE,
    /** {@link ColumnStatistics#expectedShortfall} at a level. */
    EXPECTED_SHORTFALL
  }

  private final int n;
  private final double mean;
  private final double[] difference;
  private final double[] square;
  private final double[] sorted;
  private final int[] rank;
  private final Resampler resampler;
  private final int[] counts;
  private boolean counted;
  private int size;
  private double sum;
  private double sumOfSquares;

  /**
   * Of the column {@code x[from .. from + plan.rows() - 1]}.
   *
   * @param resampler draws the samples; of this instance alone from now on
   */
  public ColumnStatistics(double[] x, int from, Resampler resampler) {
    this.n = resampler.plan().rows();
    this.resampler = resampler;
    this.mean = meanOf(x, from, n);
    this.difference = new double[n];
    this.square = new double[n];
    this.sorted = new double[n];
    this.rank = new int[n];
    this.counts = new int[n];
    int[] order = new Ranks().order(x, from, n);
    for (int i = 0; i < n; i++) {
      difference[i] = x[from + i] - mean;
      square[i] = difference[i] * difference[i];
      sorted[i] = x[from + order[i]];
      rank[order[i]] = i;
    }
    whole();
  }

  private static double meanOf(double[] x, int from, int n) {
    double first = n == 0 ? Double.NaN : x[from];
    double[] lanes = new double[Lanes.COUNT];
    for (int i = 0; i < n; i++) {
      lanes[i & 7] += x[from + i] - first;
    }
    return first + Lanes.fold(lanes, 0) / n;
  }

  /** Selects the sample as given. */
  public void whole() {
    Arrays.fill(counts, 1);
    select(n);
  }

  /** Selects the sample drawn at this address. */
  public void draw(RandomStream stream) {
    size = resampler.draw(stream);
    sum = resampler.sum(difference, 0);
    sumOfSquares = resampler.sum(square, 0);
    counted = false;
  }

  /** Selects the sample without rows {@code first} to {@code last - 1}. */
  public void leaveOut(int first, int last) {
    Arrays.fill(counts, 1);
    for (int i = first; i < last; i++) {
      counts[rank[i]] = 0;
    }
    select(n - (last - first));
  }

  /** Sums of what is counted in {@link #counts}, along the sorted column. */
  private void select(int rows) {
    size = rows;
    counted = true;
    double[] lanes = new double[2 * Lanes.COUNT];
    for (int i = 0; i < n; i++) {
      double kept = counts[rank[i]];
      lanes[i & 7] += kept * difference[i];
      lanes[Lanes.COUNT + (i & 7)] += kept * square[i];
    }
    sum = Lanes.fold(lanes, 0);
    sumOfSquares = Lanes.fold(lanes, Lanes.COUNT);
  }

  private void count() {
    if (counted) {
      return;
    }
    Arrays.fill(counts, 0);
    int[] rows = resampler.rows();
    for (int i = 0; i < size; i++) {
      counts[rank[rows[i]]]++;
    }
    counted = true;
  }

  /** Rows selected; a row counts as often as it was drawn. */
  public int size() {
    return size;
  }

  /** Mean; NaN without rows. */
  public double mean() {
    return mean + sum / size;
  }

  /** Sum; 0 without rows. */
  public double sum() {
    return size == 0 ? 0 : size * mean + sum;
  }

  /** Variance with divisor {@link #size} - 1; NaN for fewer than two rows. */
  public double variance() {
    if (size < 2) {
      return Double.NaN;
    }
    return Math.max(0, sumOfSquares - sum * sum / size) / (size - 1);
  }

  /** Square root of {@link #variance}. */
  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  /**
   * Quantile of type 7, {@link Quantiles}; NaN without rows.
   *
   * @param p level in [0, 1]
   */
  public double quantile(double p) {
    if (size == 0) {
      return Double.NaN;
    }
    count();
    int lower = Quantiles.lowerIndex(size, p);
    int upper = Math.min(lower + 1, size - 1);
    return 2L * lower < size ? fromBelow(p, lower, upper) : fromAbove(p, lower, upper);
  }

  private double fromBelow(double p, int lower, int upper) {
    int at = -1;
    int seen = 0;
    while (seen <= lower) {
      seen += counts[++at];
    }
    double a = sorted[at];
    while (seen <= upper) {
      seen += counts[++at];
    }
    return Quantiles.interpolate(size, p, a, sorted[at]);
  }

  private double fromAbove(double p, int lower, int upper) {
    int at = n;
    int above = size; // rows from position `at` of the sorted column on begin here in the sample
    while (above > upper) {
      above -= counts[--at];
    }
    double b = sorted[at];
    while (above > lower) {
      above -= counts[--at];
    }
    return Quantiles.interpolate(size, p, sorted[at], b);
  }

  /**
   * Expected shortfall of the upper tail: the mean of the largest size (1 - p) rows, the last of
   * them counting for the fraction that is left (C. Acerbi, D. Tasche, On the coherence of expected
   * shortfall, J. Banking and Finance 26 (2002), 1487-1503, for the upper tail). At p = 0 the mean,
   * at p = 1 the largest row; NaN without rows.
   *
   * @param p level in [0, 1]
   */
  public double expectedShortfall(double p) {
    if (size == 0) {
      return Double.NaN;
    }
    count();
    double tail = size * (1 - p);
    double left = tail;
    double total = 0;
    int at = n;
    do {
      at--;
      double taken = Math.min(counts[at], left);
      total += taken * (sorted[at] - mean);
      left -= taken;
    } while (left > 0 && at > 0);
    if (tail > 0) {
      return mean + total / tail;
    }
    while (counts[at] == 0) {
      at--;
    }
    return sorted[at];
  }

  /**
   * A statistic of the selected rows.
   *
   * @param p level of a quantile or expected shortfall, in [0, 1]; otherwise not used
   */
  public double value(Kind kind, double p) {
    return switch (kind) {
      case MEAN -> mean();
      case SUM -> sum();
      case VARIANCE -> variance();
      case STANDARD_DEVIATION -> standardDeviation();
      case QUANTILE -> quantile(p);
      case EXPECTED_SHORTFALL -> expectedShortfall(p);
    };
  }

  /**
   * The jackknife of a statistic in constant time a row: value i is that of the sample without row
   * i, as {@link #leaveOut} would give it but for rounding. Selects the sample as given.
   *
   * @param out n values in the order of the rows
   */
  public void jackknife(Kind kind, double p, double[] out) {
    whole();
    switch (kind) {
      case MEAN, SUM -> jackknifeMean(kind == Kind.SUM, out);
      case VARIANCE, STANDARD_DEVIATION -> jackknifeVariance(kind == Kind.VARIANCE, out);
      case QUANTILE -> jackknifeQuantile(p, out);
      case EXPECTED_SHORTFALL -> jackknifeShortfall(p, out);
    }
  }

  private void jackknifeMean(boolean total, double[] out) {
    for (int i = 0; i < n; i++) {
      double rest = sum - difference[i];
      out[i] = total ? (n - 1) * mean + rest : mean + rest / (n - 1);
    }
  }

  private void jackknifeVariance(boolean squared, double[] out) {
    for (int i = 0; i < n; i++) {
      double rest = sum - difference[i];
      double v = Math.max(0, sumOfSquares - square[i] - rest * rest / (n - 1)) / (n - 2);
      out[i] = n < 3 ? Double.NaN : squared ? v : Math.sqrt(v);
    }
  }

  private void jackknifeQuantile(double p, double[] out) {
    int m = n - 1;
    int lower = m == 0 ? 0 : Quantiles.lowerIndex(m, p);
    int upper = Math.min(lower + 1, m - 1);
    for (int i = 0; i < n; i++) {
      int k = rank[i];
      out[i] =
          m == 0
              ? Double.NaN
              : Quantiles.interpolate(
                  m,
                  p,
                  sorted[lower < k ? lower : lower + 1],
                  sorted[upper < k ? upper : upper + 1]);
    }
  }

  private void jackknifeShortfall(double p, double[] out) {
    int m = n - 1;
    double tail = m * (1 - p);
    int whole = Math.min((int) tail, m);
    double fraction = tail - whole;
    double top = 0; // of the whole + 1 largest, or of all
    for (int j = 0; j < Math.min(whole + 1, n); j++) {
      top += sorted[n - 1 - j] - mean;
    }
    double last = m < whole ? 0 : sorted[n - 1 - whole] - mean;
    double next = m < whole + 1 ? 0 : sorted[n - 2 - whole] - mean;
    for (int i = 0; i < n; i++) {
      int fromTop = n - 1 - rank[i];
      if (m == 0) {
        out[i] = Double.NaN;
      } else if (!(tail > 0)) {
        out[i] = sorted[fromTop == 0 ? n - 2 : n - 1];
      } else if (fromTop <= whole) {
        out[i] = mean + (top - difference[i] + fraction * next) / tail;
      } else {
        out[i] = mean + (top - last + fraction * last) / tail;
      }
    }
  }
}
