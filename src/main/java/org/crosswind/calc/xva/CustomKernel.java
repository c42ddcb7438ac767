package org.crosswind.calc.xva;

import java.util.Arrays;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Evaluates a user's own model: its log weights, normalised and applied tenor by tenor. */
final class CustomKernel implements DependenceKernel {
  private final ModelSpec spec;
  private final CustomDependence model;

  CustomKernel(ModelSpec spec, CustomDependence model) {
    this.spec = spec;
    this.model = model;
  }

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    for (int t = 0; t < cube.tenors(); t++) {
      double[] values = cube.column(t);
      double[] weights = new double[values.length];
      model.logWeights(values, cube.grades(t), lower[t], upper[t], spec.parameter(), weights);
      double most = Arrays.stream(weights).max().orElseThrow();
      if (!Double.isFinite(most)) {
        throw FailureException.of(
            FailureReason.NOT_COMPUTABLE,
            spec.name(),
            "the largest log weight at tenor " + (t + 1) + " is " + most + ", expected a number");
      }
      double sum = 0;
      double exposure = 0;
      double squares = 0;
      for (int s = 0; s < values.length; s++) {
        double w = Math.exp(weights[s] - most);
        sum += w;
        exposure += w * Math.max(values[s], 0);
        squares += w * w;
      }
      conditionalEe[t] = exposure / sum;
      effectiveSampleSize[t] = sum * sum / squares;
    }
  }
}
