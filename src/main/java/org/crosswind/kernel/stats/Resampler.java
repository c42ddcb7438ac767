package org.crosswind.kernel.stats;

import java.util.Arrays;
import org.crosswind.kernel.ops.Lanes;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;

/**
 * Draws samples again. What is drawn depends on the {@link Resampling} and the address of the
 * {@link RandomStream} only. Holds scratch of the size of the sample: one instance per thread.
 *
 * <p>After {@link #draw} the rows are in {@link #rows}, and {@link #sum} and {@link #gather} work
 * on them; that is the cheaper way for a sum or two over one column. {@link #counts} and {@link
 * #weights} say instead how often each row was drawn: cheaper where many columns share a resample
 * (a weighted sum reads in order) and for order statistics of a sample that is sorted once.
 *
 * <p>Random elements: stratum s takes those of the stream from the first multiple of 32 on that is
 * not used by the strata before it, one for each block.
 */
public final class Resampler {
  private final RandomOps random;
  private final Resampling plan;
  private int[] rows;
  private int drawn;
  private int[] counts = new int[0];
  private double[] weights = new double[0];

  /** Of one sample; the random loops may be shared. */
  public Resampler(RandomOps random, Resampling plan) {
    this.random = random;
    this.plan = plan;
    this.rows = new int[plan.rows()];
  }

  /** The specification. */
  public Resampling plan() {
    return plan;
  }

  /**
   * Draws the sample of this address.
   *
   * @return how many rows were drawn: n, but for the Poisson scheme
   */
  public int draw(RandomStream stream) {
    if (plan.scheme() == Resampling.Scheme.POISSON) {
      drawn = drawPoisson(stream);
      return drawn;
    }
    boolean circular = plan.scheme() == Resampling.Scheme.CIRCULAR_BLOCK;
    long first = 0;
    for (int s = 0; s < plan.strata(); s++) {
      int from = plan.start(s);
      int size = plan.start(s + 1) - from;
      if (size == 0) {
        continue;
      }
      int length = Math.min(plan.blockLength(), size);
      int blocks = (size - 1) / length + 1;
      random.indices(stream, first, circular ? size : size - length + 1, rows, from, blocks);
      if (length > 1) {
        spread(from, size, length, blocks);
      }
      if (from > 0) {
        for (int i = from; i < from + size; i++) {
          rows[i] += from;
        }
      }
      first += (blocks + RandomOps.GROUP - 1L) & -RandomOps.GROUP;
    }
    drawn = plan.rows();
    return drawn;
  }

  /** Beginnings of blocks at {@code from} become the rows of the blocks, last block first. */
  private void spread(int from, int size, int length, int blocks) {
    for (int b = blocks - 1; b >= 0; b--) {
      int start = rows[from + b];
      int to = Math.min(length, size - b * length);
      for (int i = to - 1; i >= 0; i--) {
        int row = start + i;
        rows[from + b * length + i] = row < size ? row : row - size;
      }
    }
  }

  private int drawPoisson(RandomStream stream) {
    int[] c = counts(stream);
    int m = 0;
    for (int i = 0; i < plan.rows(); i++) {
      m += c[i];
    }
    if (rows.length < m) {
      rows = new int[m + m / 8];
    }
    int at = 0;
    for (int i = 0; i < plan.rows(); i++) {
      for (int k = c[i]; k > 0; k--) {
        rows[at++] = i;
      }
    }
    return m;
  }

  /** The rows of the last {@link #draw}, from 0 to its result; shared, do not modify. */
  public int[] rows() {
    return rows;
  }

  /**
   * Sum of x over the rows last drawn: the j-th of them goes to lane j mod 8 of {@link Lanes}.
   *
   * @param x row i at {@code from + i}
   */
  public double sum(double[] x, int from) {
    int[] r = rows;
    int whole = drawn & -Lanes.COUNT;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      s0 += x[from + r[i]];
      s1 += x[from + r[i + 1]];
      s2 += x[from + r[i + 2]];
      s3 += x[from + r[i + 3]];
      s4 += x[from + r[i + 4]];
      s5 += x[from + r[i + 5]];
      s6 += x[from + r[i + 6]];
      s7 += x[from + r[i + 7]];
    }
    double[] lanes = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int i = whole; i < drawn; i++) {
      lanes[i - whole] += x[from + r[i]];
    }
    return Lanes.fold(lanes, 0);
  }

  /** Copies x at the rows last drawn to {@code out}, from 0. */
  public void gather(double[] x, int from, double[] out) {
    for (int i = 0; i < drawn; i++) {
      out[i] = x[from + rows[i]];
    }
  }

  /**
   * Draws, and tells how often each row was drawn.
   *
   * @return n counts, valid until the next call; shared, do not modify
   */
  public int[] counts(RandomStream stream) {
    int n = plan.rows();
    if (counts.length < n) {
      counts = new int[n];
    }
    if (plan.scheme() == Resampling.Scheme.POISSON) {
      random.poissonCounts(stream, 0, counts, 0, n);
      return counts;
    }
    draw(stream);
    Arrays.fill(counts, 0, n, 0);
    for (int i = 0; i < n; i++) {
      counts[rows[i]]++;
    }
    return counts;
  }

  /**
   * The {@link #counts} as doubles, which is what a {@link WeightedStatistic} takes.
   *
   * @return n weights, valid until the next call; shared, do not modify
   */
  public double[] weights(RandomStream stream) {
    int n = plan.rows();
    if (weights.length < n) {
      weights = new double[n];
    }
    int[] c = counts(stream);
    for (int i = 0; i < n; i++) {
      weights[i] = c[i];
    }
    return weights;
  }
}
