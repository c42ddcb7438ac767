package org.crosswind.calc.xva;

import java.util.function.DoubleUnaryOperator;

/**
 * Fits regression trees on one variable; the work that {@link BoostingCalibrator} leaves to a
 * library.
 */
public interface TreeLearner {
  /**
   * The tree of least squared error that splits greedily, half way between neighbouring values.
   *
   * @param values the variable, finite
   * @param targets what to predict, finite, one a value
   * @param depth at most so many splits from the root to a leaf, >= 1
   * @return the tree as a piecewise constant function: the mean target of the leaf a value falls in
   */
  DoubleUnaryOperator fit(double[] values, double[] targets, int depth);
}
