package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;

/** A model whose weights depend on the place of a scenario among all of its tenor alone. */
interface PositionWeights {
  /**
   * Weights by position from the largest exposure down, all times one constant.
   *
   * @param scenarios how many positions
   * @param lower lower default probability, as given to {@link DependenceKernel#evaluate}
   * @param upper upper default probability
   * @param tenor for messages
   * @param out written from 0 to {@code scenarios - 1}: at least 0, the sum above 0
   * @throws ArithmeticException when no weight is above 0 in double precision
   */
  void positionWeights(
      ArrayOps ops, int scenarios, double lower, double upper, int tenor, double[] out);
}
