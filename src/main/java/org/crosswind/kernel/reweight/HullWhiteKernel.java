package org.crosswind.kernel.reweight;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Lanes;

/**
 * The stochastic hazard of J. Hull and A. White (CVA and wrong-way risk, Financial Analysts Journal
 * 68 (2012)) with hazard exp(a + b V) at each tenor: the weight of a scenario is exp(b V), with V
 * signed. The offset a, which fits the curve, cancels, so probabilities are not used.
 *
 * <p>Weights are exp(b (V - V*)), V* being the column's largest value for positive b and its
 * smallest for negative b; below e^-708 they are 0. A huge |b| therefore gives the average over the
 * scenarios at V*, never independence. b = 0 weighs all scenarios alike.
 */
public final class HullWhiteKernel implements DependenceKernel {
  /** What {@code b} may be. */
  public static final String DOMAIN = "a finite number (1/money)";

  private static final int BLOCK = 1024;

  private final double b;
  private final double[] weights = new double[BLOCK];
  private final double[] lanes = new double[3 * Lanes.COUNT];

  /**
   * The model.
   *
   * @param b log-sensitivity of the hazard to exposure, in 1/money; positive is wrong-way
   * @throws IllegalArgumentException unless b is finite
   */
  public HullWhiteKernel(double b) {
    this.b = Parameters.check(Double.isFinite(b), "b", b, DOMAIN);
  }

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    int scenarios = cube.scenarios();
    for (int t = 0; t < cube.tenors(); t++) {
      boolean finite = Double.isFinite(cube.max(t)) && Double.isFinite(cube.min(t));
      if (b == 0 || !finite) {
        conditionalEe[t] = b == 0 ? cube.epe(t) : Double.NaN;
        effectiveSampleSize[t] = b == 0 ? scenarios : Double.NaN;
        continue;
      }
      tilt(cube, t);
      double total = Lanes.fold(lanes, 0);
      conditionalEe[t] = cube.withinRange(t, Lanes.fold(lanes, Lanes.COUNT) / total);
      double sample = total * total / Lanes.fold(lanes, 2 * Lanes.COUNT);
      effectiveSampleSize[t] = Math.min(Math.max(sample, 1), scenarios); // not beyond by rounding
    }
  }

  @Override
  public boolean isIndependence() {
    return b == 0;
  }

  @Override
  public ReplicateKernel replicates() {
    return new HullWhiteReplicates(this);
  }

  private void tilt(CubeColumns cube, int t) {
    int scenarios = cube.scenarios();
    Arrays.fill(lanes, 0);
    for (int s = 0; s < scenarios; s += BLOCK) {
      int n = Math.min(BLOCK, scenarios - s);
      weights(cube, t, s, n, weights);
      cube.ops().addPositiveWeighted(weights, 0, cube.values(), t * scenarios + s, n, lanes);
    }
  }

  /** Weights of scenarios {@code s} to {@code s + n - 1} relative to the largest of the tenor. */
  void weights(CubeColumns cube, int t, int s, int n, double[] out) {
    double peak = b > 0 ? cube.max(t) : cube.min(t);
    int from = t * cube.scenarios() + s;
    if (Double.isInfinite(cube.max(t) - cube.min(t))) {
      tiltHalved(cube.ops(), cube.values(), from, n, peak, out);
    } else {
      cube.ops().tiltWeights(cube.values(), from, peak, b, out, 0, n);
    }
  }

  /** Where the range of a column exceeds the largest double: b (V - V*) = 2b (V/2 - V* /2). */
  private void tiltHalved(
      ArrayOps ops, double[] values, int from, int count, double peak, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = values[from + i] / 2;
    }
    double slope = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, 2 * b));
    ops.tiltWeights(out, 0, peak / 2, slope, out, 0, count);
  }
}
