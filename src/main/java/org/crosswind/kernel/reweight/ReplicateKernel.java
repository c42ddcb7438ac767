package org.crosswind.kernel.reweight;

/**
 * A dependence model on resamples of one cube, many at a time: what {@link
 * DependenceKernel#evaluate} gives on the cube in which scenario s stands counts(s) times, up to
 * rounding (relative differences of about 1e-13), without putting that cube together.
 *
 * <p>A figure of a resample has the same bits whichever other resamples are in its block. The cube
 * must hold finite values only. Instances hold scratch: one per thread.
 */
public interface ReplicateKernel {
  /**
   * Conditional expected exposures of a block of resamples.
   *
   * @param cube the sample
   * @param lower lower default probability per tenor, as for {@link DependenceKernel#evaluate}
   * @param upper upper default probability per tenor
   * @param counts the resamples, none of them empty
   * @param conditionalEe written: of resample r at tenor t at {@code t * counts.capacity() + r}
   * @throws ArithmeticException when a resample has no weight above 0 in double precision
   */
  void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      ReplicateCounts counts,
      double[] conditionalEe);

  /**
   * How much each scenario pulls a linear functional of the conditional exposures, sum over tenors
   * of factor(t) conditional EE(t): the empirical influence function where weights are the
   * scenario's own, else (S - 1) times what leaving the scenario out takes away from the mean of
   * these values. The sum over scenarios is 0 up to rounding, and the sum of squares over S (S - 1)
   * estimates the variance of the functional.
   *
   * @param factor per tenor
   * @param influence added to, per scenario; unchanged for a single scenario
   * @throws ArithmeticException as {@link #evaluate}
   */
  void influence(
      CubeColumns cube, double[] lower, double[] upper, double[] factor, double[] influence);
}
