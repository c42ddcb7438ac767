package org.crosswind.kernel.reweight;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.stats.LargestPositives;

/**
 * Comonotone exposure and default, the upper Frechet bound: default with probability p happens in
 * the fraction p of scenarios with the largest exposure. No dependence gives more on a single
 * interval.
 *
 * <p>The conditional exposure is the average of max(V, 0) over the ranks from lower S to upper S
 * counted from the top, a scenario on the boundary counting by the part of it that is inside. The
 * interval form (lower = 0) averages the top scenarios at each tenor; the cumulative form those
 * between the two cumulative probabilities. An interval inside one rank takes that scenario.
 */
public final class WorstCaseKernel implements DependenceKernel, PositionWeights {
  private final LargestPositives largest = new LargestPositives();
  private double[] top = new double[0];

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    int scenarios = cube.scenarios();
    for (int t = 0; t < cube.tenors(); t++) {
      double from = Probabilities.lower(lower[t], upper[t], t) * scenarios;
      double to = Probabilities.upper(lower[t], upper[t], t) * scenarios;
      int first = first(from, scenarios);
      int last = last(to, first, scenarios);
      int positives = fetch(cube, t, last + 1);
      double total = 0;
      double squares = 0;
      double sum = 0;
      for (int j = first; j <= last; j++) {
        double w = weight(from, to, first, last, j);
        total += w;
        squares += w * w;
        if (j < positives) {
          sum += w * top[j];
        }
      }
      conditionalEe[t] = cube.withinRange(t, sum / total);
      effectiveSampleSize[t] = Math.min(Math.max(total * total / squares, 1), scenarios);
    }
  }

  @Override
  public ReplicateKernel replicates() {
    return new RankReplicates(this);
  }

  @Override
  public void positionWeights(
      ArrayOps ops, int scenarios, double lower, double upper, int tenor, double[] out) {
    double from = Probabilities.lower(lower, upper, tenor) * scenarios;
    double to = Probabilities.upper(lower, upper, tenor) * scenarios;
    int first = first(from, scenarios);
    int last = last(to, first, scenarios);
    Arrays.fill(out, 0, scenarios, 0);
    for (int j = first; j <= last; j++) {
      out[j] = weight(from, to, first, last, j);
    }
  }

  private static int first(double from, int scenarios) {
    return Math.min((int) from, scenarios - 1);
  }

  private static int last(double to, int first, int scenarios) {
    return Math.max(first, Math.min((int) Math.ceil(to) - 1, scenarios - 1));
  }

  /** The part of rank {@code j} that is inside. */
  private static double weight(double from, double to, int first, int last, int j) {
    return first == last ? 1 : Math.min(to, j + 1.0) - Math.max(from, j);
  }

  /** Puts the {@code count} largest positive values of a tenor into {@code top}; how many. */
  private int fetch(CubeColumns cube, int t, int count) {
    if (top.length < count) {
      top = new double[Math.max(count, cube.scenarios())];
    }
    if (!cube.isSorted()) {
      return largest.descending(cube.values(), t * cube.scenarios(), cube.scenarios(), count, top);
    }
    int n = Math.min(count, cube.positives(t));
    System.arraycopy(cube.sortedPositives(), t * cube.stride(), top, 0, n);
    return n;
  }
}
