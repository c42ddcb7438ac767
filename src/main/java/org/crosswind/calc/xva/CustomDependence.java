package org.crosswind.calc.xva;

/**
 * A dependence model of the user's own, named in the configuration by its class name and found with
 * {@link java.util.ServiceLoader}: a public class with a public constructor without arguments,
 * listed in {@code META-INF/services/org.crosswind.calc.xva.CustomDependence} of a jar on the class
 * path.
 *
 * <p>One object serves one thread. The same arguments must always give the same weights: results
 * may not depend on which other netting sets were computed before.
 */
public interface CustomDependence {
  /**
   * Writes the logarithm of the weight of each scenario at one tenor. Only differences matter: the
   * caller subtracts the largest and normalises. Negative infinity is a weight of zero.
   *
   * @param values the netting set's value in each scenario; do not modify
   * @param grades the rank of each value as a number in (0, 1), {@code (rank + 0.5) / scenarios};
   *     do not modify
   * @param from default probability at which the event begins: 0 on interval probabilities, the
   *     cumulative probability at the tenor before on cumulative ones
   * @param to default probability at which it ends, {@code >= from}
   * @param parameter as configured
   * @param logWeights to be filled; NaN, positive infinity, or no finite element at all fails the
   *     netting set
   */
  void logWeights(
      double[] values,
      double[] grades,
      double from,
      double to,
      double parameter,
      double[] logWeights);

  /**
   * The number whose sign says which way the model points with this parameter: positive for
   * wrong-way, negative for right-way. By default 0, and the classification is always neutral.
   */
  default double direction(double parameter) {
    return 0;
  }

  /**
   * The values the parameter may take, in words, when {@code parameter} is not one of them; empty
   * when it is. By default every number but NaN is accepted.
   */
  default String rejects(double parameter) {
    return Double.isNaN(parameter) ? "a number" : "";
  }
}
