package org.crosswind.kernel.reweight;

import java.util.Arrays;
import java.util.Objects;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Lanes;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * A copula: weights depend on the rank of a scenario and the default probabilities alone, so the
 * conditional exposure needs the positive values in order and nothing else of the cube.
 *
 * <p>A subclass evaluates weights block by block where nothing can overflow, and otherwise their
 * logarithms one by one.
 */
abstract class RankKernel implements DependenceKernel, PositionWeights {
  /** Small enough for a few blocks to stay in the first-level cache; a multiple of eight. */
  static final int BLOCK = 1024;

  /** Direct weights with a smaller sum have lost digits, or all, to underflow. */
  private static final double VANISHING = 1e-140;

  private final RankScores scores;
  private final double[] weights = new double[BLOCK];
  private final double[] lanes = new double[3 * Lanes.COUNT];
  private double[] logs = new double[0];
  private Table prepared;

  RankKernel(RankScores scores) {
    this.scores = Objects.requireNonNull(scores, "scores");
  }

  /** Makes the tables of a sample size; called again only when it changes. */
  abstract void prepare(ArrayOps ops, Table table);

  /**
   * Sets the default probabilities of a tenor.
   *
   * @param lower 0 for the interval form, otherwise below {@code upper}
   * @return whether {@link #weights} may be used; otherwise {@link #logWeight} is
   */
  abstract boolean begin(double lower, double upper);

  /**
   * Weights of positions {@code from} to {@code from + count - 1}, at most about 1, from index 0.
   */
  abstract void weights(ArrayOps ops, int from, int count, double[] w);

  /** Logarithm of the weight of position {@code j}, up to a constant of the tenor. */
  abstract double logWeight(int j);

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    ArrayOps ops = cube.ops();
    int scenarios = cube.scenarios();
    prepare(ops, scenarios);
    for (int t = 0; t < cube.tenors(); t++) {
      double high = Probabilities.upper(lower[t], upper[t], t);
      double low = Probabilities.lower(lower[t], upper[t], t);
      boolean direct = begin(low, high);
      double total = direct ? total(cube, t, true) : 0;
      if (!(total >= VANISHING)) {
        total = total(cube, t, false);
      }
      conditionalEe[t] = cube.withinRange(t, Lanes.fold(lanes, Lanes.COUNT) / total);
      double sample = total * total / Lanes.fold(lanes, 2 * Lanes.COUNT);
      effectiveSampleSize[t] = Math.min(Math.max(sample, 1), scenarios); // not beyond by rounding
    }
  }

  @Override
  public ReplicateKernel replicates() {
    return new RankReplicates(this);
  }

  @Override
  public void positionWeights(
      ArrayOps ops, int scenarios, double lower, double upper, int tenor, double[] out) {
    prepare(ops, scenarios);
    double high = Probabilities.upper(lower, upper, tenor);
    double low = Probabilities.lower(lower, upper, tenor);
    if (begin(low, high)) {
      for (int j = 0; j < scenarios; j += BLOCK) {
        int n = Math.min(BLOCK, scenarios - j);
        weights(ops, j, n, weights);
        System.arraycopy(weights, 0, out, j, n);
      }
      if (ops.sum(out, 0, scenarios) >= VANISHING) {
        return;
      }
    }
    double peak = logWeights(scenarios, tenor);
    ops.tiltWeights(logs, 0, peak, 1, out, 0, scenarios);
  }

  private void prepare(ArrayOps ops, int scenarios) {
    Table table = scores.of(scenarios);
    if (prepared != table) {
      prepare(ops, table);
      prepared = table;
    }
  }

  /** Fills the lanes with the weighted sums of a tenor; returns the sum of weights. */
  private double total(CubeColumns cube, int tenor, boolean direct) {
    ArrayOps ops = cube.ops();
    int scenarios = cube.scenarios();
    Arrays.fill(lanes, 0);
    double peak = direct ? 0 : logWeights(scenarios, tenor);
    for (int j = 0; j < scenarios; j += BLOCK) {
      int n = Math.min(BLOCK, scenarios - j);
      if (direct) {
        weights(ops, j, n, weights);
      } else {
        ops.tiltWeights(logs, j, peak, 1, weights, 0, n);
      }
      add(ops, cube, tenor, j, n);
    }
    return Lanes.fold(lanes, 0);
  }

  private double logWeights(int scenarios, int tenor) {
    if (logs.length < scenarios) {
      logs = new double[scenarios];
    }
    double peak = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < scenarios; j++) {
      double w = logWeight(j);
      logs[j] = w;
      peak = Math.max(peak, w);
    }
    if (!(peak > Double.NEGATIVE_INFINITY)) {
      throw new ArithmeticException(
          "no scenario has a weight above zero at tenor "
              + (tenor + 1)
              + ": the dependence is too strong for double precision");
    }
    return peak;
  }

  /** Adds a block: positions with exposure, then those without. */
  private void add(ArrayOps ops, CubeColumns cube, int tenor, int from, int count) {
    double[] sorted = cube.sortedPositives();
    int withExposure = Math.max(0, cube.positives(tenor) - from);
    int n = Math.min(count, (withExposure + 7) & -8);
    ops.addPositiveWeighted(weights, 0, sorted, tenor * cube.stride() + from, n, lanes);
    ops.addWeights(weights, n, count - n, lanes);
  }
}
