package org.crosswind.calc.xva;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Lanes;
import org.crosswind.kernel.reweight.CubeColumns;
import org.crosswind.kernel.reweight.DependenceKernel;
import org.crosswind.model.credit.ModelSpec;

/**
 * Evaluates a user's own model: its log weights, relative to the largest, applied tenor by tenor
 * with the same sums as every other model. A tenor whose exposure is NaN gives NaN.
 */
final class CustomKernel implements DependenceKernel {
  private final ModelSpec spec;
  private final CustomDependence model;
  private final double[] lanes = new double[3 * Lanes.COUNT];
  private double[] values = new double[0];
  private double[] grades = new double[0];
  private double[] weights = new double[0];

  CustomKernel(ModelSpec spec, CustomDependence model) {
    this.spec = spec;
    this.model = model;
  }

  /**
   * Evaluates all tenors.
   *
   * @throws ArithmeticException when the log weights of a tenor are not weights; the message says
   *     which tenor, and which weight was found
   */
  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    ArrayOps ops = cube.ops();
    int scenarios = cube.scenarios();
    if (weights.length != scenarios) {
      values = new double[scenarios];
      grades = new double[scenarios];
      weights = new double[scenarios];
    }
    for (int t = 0; t < cube.tenors(); t++) {
      if (Double.isNaN(cube.epe(t))) {
        conditionalEe[t] = Double.NaN;
        effectiveSampleSize[t] = Double.NaN;
        continue;
      }
      // Copies: a model that writes to its arguments must not change what others see.
      System.arraycopy(cube.values(), t * scenarios, values, 0, scenarios);
      System.arraycopy(cube.grades(), t * scenarios, grades, 0, scenarios);
      Arrays.fill(weights, 0);
      model.logWeights(values, grades, lower[t], upper[t], spec.parameter(), weights);
      double most = ops.max(weights, 0, scenarios);
      if (!Double.isFinite(most)) {
        throw new ArithmeticException(
            "the largest log weight at tenor " + (t + 1) + " is " + most + ", expected a number");
      }
      for (int s = 0; s < scenarios; s++) {
        weights[s] -= most;
      }
      ops.exp(weights, 0, weights, 0, scenarios);
      Arrays.fill(lanes, 0);
      ops.addPositiveWeighted(weights, 0, cube.values(), t * scenarios, scenarios, lanes);
      double total = Lanes.fold(lanes, 0);
      conditionalEe[t] = Lanes.fold(lanes, Lanes.COUNT) / total;
      effectiveSampleSize[t] = total * total / Lanes.fold(lanes, 2 * Lanes.COUNT);
    }
  }
}
