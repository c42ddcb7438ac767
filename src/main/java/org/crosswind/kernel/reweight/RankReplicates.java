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
  private final int[] bases = new int[4];
  private final int[] positions = new int[4];
  private final int[] bySize = new int[ReplicateCounts.MOST];

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
    for (int k = 0; k < 4; k++) {
      bases[k] = counts.from(resamples[r + Math.min(k, last)]);
      positions[k] = 0;
      four[k] = 0;
    }
    int[] order = cube.positivesOrder();
    double[] drops = cube.positiveDrops();
    int end = t * cube.stride() + cube.positives(t);
    for (int j = t * cube.stride(); j < end; j += CHUNK) {
      int n = Math.min(CHUNK, end - j);
      addChunk(counts.counts(), bases, order, drops, j, n, running, positions, four);
    }
  }

  /** Apart, so that the compiler sees a loop and its variables and nothing else. */
  private static void addChunk(
      int[] counts,
      int[] bases,
      int[] order,
      double[] drops,
      int from,
      int n,
      double[] running,
      int[] positions,
      double[] sums) {
    int b0 = bases[0];
    int b1 = bases[1];
    int b2 = bases[2];
    int b3 = bases[3];
    int p0 = positions[0];
    int p1 = positions[1];
    int p2 = positions[2];
    int p3 = positions[3];
    double a0 = 0;
    double a1 = 0;
    double a2 = 0;
    double a3 = 0;
    for (int j = from; j < from + n; j++) {
      int s = order[j] * TILE;
      double drop = drops[j];
      p0 += counts[b0 + s];
      p1 += counts[b1 + s];
      p2 += counts[b2 + s];
      p3 += counts[b3 + s];
      a0 += running[p0] * drop;
      a1 += running[p1] * drop;
      a2 += running[p2] * drop;
      a3 += running[p3] * drop;
    }
    positions[0] = p0;
    positions[1] = p1;
    positions[2] = p2;
    positions[3] = p3;
    sums[0] += a0;
    sums[1] += a1;
    sums[2] += a2;
    sums[3] += a3;
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
