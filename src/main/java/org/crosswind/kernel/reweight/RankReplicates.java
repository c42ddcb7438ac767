package org.crosswind.kernel.reweight;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;

/**
 * A copula on resamples. In descending order of exposure a scenario of count c takes the next c
 * positions of the resample, whose weights only depend on the size of the resample: the order is
 * that of the sample, found once, and a scenario's weight is a difference W(C) - W(C - c) of
 * running sums of the weights by position, C being the running sum of the counts. Summed by parts,
 *
 * <pre>sum over scenarios of W(C) (V - next lower V),  V = max(V, 0)</pre>
 *
 * <p>is the weighted exposure, a sum without cancellation that takes an addition and a look-up for
 * each positive value. Equal values need no care: their difference is 0. Resamples of one size
 * share the running sums of weights, which is all of them with ordinary resampling.
 */
final class RankReplicates implements ReplicateKernel {
  /** Positions of a block of sums; part of the shape of the sum. */
  private static final int CHUNK = 256;

  private static final int TILE = ReplicateCounts.TILE;

  private final PositionWeights model;
  private double[] weights = new double[0];
  private double[] running = new double[0];
  private final double[] four = new double[4];
  private final int[] bySize = new int[256];

  RankReplicates(PositionWeights model) {
    this.model = model;
  }

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      ReplicateCounts counts,
      double[] conditionalEe) {
    int[] order = sortBySize(counts);
    int from = 0;
    while (from < counts.replicates()) {
      int size = counts.size(order[from]);
      int to = from + 1;
      while (to < counts.replicates() && counts.size(order[to]) == size) {
        to++;
      }
      for (int t = 0; t < cube.tenors(); t++) {
        double total = runningWeights(cube.ops(), size, lower[t], upper[t], t);
        for (int r = from; r < to; r += 4) {
          int last = Math.min(4, to - r) - 1;
          weighted(cube, t, counts, order, r, last);
          for (int k = 0; k <= last; k++) {
            conditionalEe[t * counts.capacity() + order[r + k]] = four[k] / total;
          }
        }
      }
      from = to;
    }
  }

  /** Resamples by size, those of one size in their order. */
  private int[] sortBySize(ReplicateCounts counts) {
    int n = counts.replicates();
    long[] keys = new long[n];
    for (int r = 0; r < n; r++) {
      keys[r] = (long) counts.size(r) << 32 | r;
    }
    Arrays.sort(keys);
    for (int r = 0; r < n; r++) {
      bySize[r] = (int) keys[r];
    }
    return bySize;
  }

  /**
   * Writes running[k] = sum of the weights of the first k positions, in blocks so that its error
   * does not grow with k.
   *
   * @return the sum of all
   */
  private double runningWeights(ArrayOps ops, int size, double lower, double upper, int tenor) {
    if (weights.length < size) {
      weights = new double[size];
      running = new double[size + 1];
    }
    model.positionWeights(ops, size, lower, upper, tenor, weights);
    double before = 0;
    running[0] = 0;
    for (int from = 0; from < size; from += CHUNK) {
      int to = Math.min(size, from + CHUNK);
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += weights[j];
        running[j + 1] = before + sum;
      }
      before += sum;
    }
    return before;
  }

  /** Weighted exposures of up to four resamples at once, to keep the processor busy. */
  private void weighted(
      CubeColumns cube, int t, ReplicateCounts counts, int[] resamples, int r, int last) {
    int[] c = counts.counts();
    int b0 = counts.from(resamples[r]);
    int b1 = counts.from(resamples[r + Math.min(1, last)]);
    int b2 = counts.from(resamples[r + Math.min(2, last)]);
    int b3 = counts.from(resamples[r + Math.min(3, last)]);
    int[] order = cube.positivesOrder();
    double[] drops = cube.positiveDrops();
    double[] w = running;
    int j = t * cube.stride();
    int end = j + cube.positives(t);
    int p0 = 0;
    int p1 = 0;
    int p2 = 0;
    int p3 = 0;
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    while (j < end) {
      int stop = Math.min(end, j + CHUNK);
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      for (; j < stop; j++) {
        int s = order[j] * TILE;
        double drop = drops[j];
        p0 += c[b0 + s];
        p1 += c[b1 + s];
        p2 += c[b2 + s];
        p3 += c[b3 + s];
        a0 += w[p0] * drop;
        a1 += w[p1] * drop;
        a2 += w[p2] * drop;
        a3 += w[p3] * drop;
      }
      sum0 += a0;
      sum1 += a1;
      sum2 += a2;
      sum3 += a3;
    }
    four[0] = sum0;
    four[1] = sum1;
    four[2] = sum2;
    four[3] = sum3;
  }

  /**
   * Leaving a scenario out moves all below it up one position of the S - 1 that are left: the
   * weighted exposure is that of the positions above plus that of those below, moved up.
   */
  @Override
  public void influence(
      CubeColumns cube, double[] lower, double[] upper, double[] factor, double[] influence) {
    int scenarios = cube.scenarios();
    if (scenarios < 2) {
      return;
    }
    LeaveOneOut out = new LeaveOneOut(scenarios);
    double[] value = new double[scenarios];
    double[] below = new double[scenarios + 1];
    int[] order = cube.positivesOrder();
    for (int t = 0; t < cube.tenors(); t++) {
      double total = runningWeights(cube.ops(), scenarios - 1, lower[t], upper[t], t);
      int positives = cube.positives(t);
      int from = t * cube.stride();
      for (int j = 0; j < positives; j++) {
        value[j] = cube.values()[t * scenarios + order[from + j]];
      }
      below[positives] = 0;
      for (int j = positives - 1; j >= 1; j--) {
        below[j] = below[j + 1] + weights[j - 1] * value[j]; // position j moved up
      }
      double above = 0;
      double scale = factor[t] / total;
      for (int j = 0; j < positives; j++) {
        out.values[order[from + j]] += scale * (above + below[j + 1]);
        if (j < scenarios - 1) {
          above += weights[j] * value[j];
        }
      }
      addWithoutExposure(cube, t, scale * above, out.values);
    }
    out.addTo(influence);
  }

  /** Scenarios without exposure: all positive values keep their positions. */
  private static void addWithoutExposure(CubeColumns cube, int t, double figure, double[] values) {
    int scenarios = cube.scenarios();
    for (int s = 0; s < scenarios; s++) {
      if (!(cube.values()[t * scenarios + s] > 0)) {
        values[s] += figure;
      }
    }
  }
}
