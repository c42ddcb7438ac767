package org.crosswind.kernel.reweight;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;

/**
 * Hull-White on resamples: a weight exp(b V) belongs to its scenario whatever else is in the
 * sample, so exponentials are computed once for a block, and what is left are the products of the
 * counts with the weights and the weighted exposures: a matrix product, done in tiles that stay in
 * the caches.
 *
 * <p>Weights are relative to the largest of the sample. Where a resample has so little of them that
 * digits are lost, that tenor of it is evaluated as a column of its own.
 */
final class HullWhiteReplicates implements ReplicateKernel {
  /** Scenarios of a block of sums; part of the shape of the sum. */
  private static final int CHUNK = 256;

  private static final int ROWS = ArrayOps.TILE_ROWS;
  private static final int COLUMNS = ArrayOps.TILE_COLUMNS;

  /** A tenor has two columns: weights, then weighted exposures. */
  private static final int TENORS = COLUMNS / 2;

  private static final int TILE = ROWS * COLUMNS;

  /** A sum of weights below it, the largest of the sample being 1, may have lost some to 0. */
  private static final double VANISHING = 1e-140;

  private final HullWhiteKernel kernel;
  private final GatheredReplicates gathered;
  private final double[] weights = new double[CHUNK];
  private final double[] panel = new double[CHUNK * COLUMNS];
  private double[] wide = new double[0];
  private double[] sums = new double[0];

  HullWhiteReplicates(HullWhiteKernel kernel) {
    this.kernel = kernel;
    this.gathered = new GatheredReplicates(kernel);
  }

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      ReplicateCounts counts,
      double[] conditionalEe) {
    int tenors = cube.tenors();
    int tiles = counts.tiles();
    sum(cube, counts);
    for (int t = 0; t < tenors; t++) {
      int column = t % TENORS;
      for (int r = 0; r < counts.replicates(); r++) {
        int from = (t / TENORS * tiles + r / ROWS) * TILE + r % ROWS;
        double total = sums[from + column * ROWS];
        double weighted = sums[from + (TENORS + column) * ROWS];
        conditionalEe[t * counts.capacity() + r] =
            total >= VANISHING
                ? weighted / total
                : gathered.evaluate(cube, lower, upper, counts, r, t);
      }
    }
  }

  private void sum(CubeColumns cube, ReplicateCounts counts) {
    int scenarios = cube.scenarios();
    int panels = (cube.tenors() + TENORS - 1) / TENORS;
    int tiles = counts.tiles();
    if (sums.length < panels * tiles * TILE) {
      sums = new double[panels * tiles * TILE];
    }
    Arrays.fill(sums, 0, panels * tiles * TILE, 0);
    if (wide.length < tiles * CHUNK * ROWS) {
      wide = new double[tiles * CHUNK * ROWS];
    }
    for (int s = 0; s < scenarios; s += CHUNK) {
      int n = Math.min(CHUNK, scenarios - s);
      widen(counts, s, n);
      for (int p = 0; p < panels; p++) {
        fillPanel(cube, p * TENORS, s, n);
        for (int tile = 0; tile < tiles; tile++) {
          cube.ops()
              .addTile(wide, tile * CHUNK * ROWS, panel, 0, n, sums, (p * tiles + tile) * TILE);
        }
      }
    }
  }

  /** Counts of the scenarios of a chunk as doubles, tile after tile. */
  private void widen(ReplicateCounts counts, int s, int n) {
    int[] from = counts.counts();
    for (int tile = 0; tile < counts.tiles(); tile++) {
      int first = counts.from(tile * ROWS) + s * ROWS;
      int to = tile * CHUNK * ROWS;
      for (int i = 0; i < n * ROWS; i++) {
        wide[to + i] = from[first + i];
      }
    }
  }

  /** Columns of the tenors from {@code first} on; beyond the last tenor, zeros. */
  private void fillPanel(CubeColumns cube, int first, int s, int n) {
    double[] values = cube.values();
    for (int k = 0; k < TENORS; k++) {
      int t = first + k;
      if (t >= cube.tenors()) {
        for (int i = 0; i < n; i++) {
          panel[i * COLUMNS + k] = 0;
          panel[i * COLUMNS + TENORS + k] = 0;
        }
        continue;
      }
      kernel.weights(cube, t, s, n, weights);
      int from = t * cube.scenarios() + s;
      for (int i = 0; i < n; i++) {
        double w = weights[i];
        panel[i * COLUMNS + k] = w;
        panel[i * COLUMNS + TENORS + k] = w * Math.max(values[from + i], 0);
      }
    }
  }

  /** That of a ratio: w (max(V, 0) - conditional EE) over the mean weight. */
  @Override
  public void influence(
      CubeColumns cube, double[] lower, double[] upper, double[] factor, double[] influence) {
    int scenarios = cube.scenarios();
    double[] ee = new double[cube.tenors()];
    kernel.evaluate(cube, lower, upper, ee, new double[cube.tenors()]);
    double[] values = cube.values();
    double[] column = new double[scenarios];
    for (int t = 0; t < cube.tenors(); t++) {
      kernel.weights(cube, t, 0, scenarios, column);
      double scale = factor[t] / (cube.ops().sum(column, 0, scenarios) / scenarios);
      int from = t * scenarios;
      for (int s = 0; s < scenarios; s++) {
        influence[s] += scale * column[s] * (Math.max(values[from + s], 0) - ee[t]);
      }
    }
  }
}
