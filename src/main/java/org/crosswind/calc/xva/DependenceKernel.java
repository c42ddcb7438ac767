package org.crosswind.calc.xva;

/** Conditional expected exposures of one model on a cube. */
interface DependenceKernel {
  void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize);
}
