package org.crosswind.kernel.reweight;

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
public final class WorstCaseKernel implements DependenceKernel {
  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    double[] sorted = cube.sortedPositives();
    int scenarios = cube.scenarios();
    for (int t = 0; t < cube.tenors(); t++) {
      double from = Probabilities.lower(lower[t], upper[t], t) * scenarios;
      double to = Probabilities.upper(lower[t], upper[t], t) * scenarios;
      int base = t * cube.stride();
      int first = Math.min((int) from, scenarios - 1);
      int last = Math.max(first, Math.min((int) Math.ceil(to) - 1, scenarios - 1));
      double total = 0;
      double squares = 0;
      double sum = 0;
      for (int j = first; j <= last; j++) {
        double w = first == last ? 1 : Math.min(to, j + 1.0) - Math.max(from, j);
        total += w;
        squares += w * w;
        if (j < cube.positives(t)) {
          sum += w * sorted[base + j];
        }
      }
      conditionalEe[t] = Double.isNaN(cube.epe(t)) ? Double.NaN : sum / total;
      effectiveSampleSize[t] = total * total / squares;
    }
  }
}
