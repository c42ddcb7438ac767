package org.crosswind.kernel.reweight;

import java.util.Arrays;

/**
 * No dependence: the conditional exposure is the expected positive exposure, bit for bit, and every
 * scenario counts. Probabilities are not used.
 */
public final class IndependentKernel implements DependenceKernel {
  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize) {
    for (int t = 0; t < cube.tenors(); t++) {
      conditionalEe[t] = cube.epe(t);
    }
    Arrays.fill(effectiveSampleSize, 0, cube.tenors(), cube.scenarios());
  }

  @Override
  public boolean isIndependence() {
    return true;
  }
}
