package org.crosswind.kernel.reweight;

/**
 * A dependence model between exposure and default, evaluated on one cube after the other.
 *
 * <p>Default at tenor i happens when the uniform variable U of the credit falls in (lower, upper].
 * The model gives each scenario a weight w(s, i), its relative probability given that default, and
 *
 * <pre>
 * conditional EE(i) = sum over s of w max(V, 0) / sum over s of w
 * effective sample size(i) = (sum over s of w)^2 / sum over s of w^2
 * </pre>
 *
 * <p>A copula's weight is h(upper, v) - h(lower, v), where h(u, v) = P(U &lt;= u | V = v) = dC/dv
 * and v = 1 - grade, so that a high exposure is a small v. Two forms use it: the <em>interval</em>
 * form passes lower = 0 and upper = the default probability of the interval; the
 * <em>cumulative</em> form passes the cumulative default probabilities at both ends of the
 * interval, and its weights do not depend on how finely the grid is spaced.
 *
 * <p>Probabilities are clipped to [1e-12, 1 - 1e-12]. A cumulative interval narrower than 2^-30 of
 * its upper end (or of what is left to 1) is widened downwards to that width: its weights are those
 * of default at that very level, the limit of an ever shorter interval.
 *
 * <p>Weights are relative to the largest of their tenor, so that small probabilities or strong
 * dependence never underflow as a whole. Instances hold scratch: one per thread.
 */
public interface DependenceKernel {
  /**
   * Evaluates all tenors of a cube.
   *
   * @param cube the cube; what it computes lazily is the only thing of it that changes
   * @param lower lower default probability per tenor, in [0, 1]; ignored by models that do not use
   *     probabilities
   * @param upper upper default probability per tenor, in [0, 1]
   * @param conditionalEe written: expected positive exposure given default per tenor, in the cube's
   *     money, at least 0; NaN where the column holds a NaN, infinite where it holds infinity
   * @param effectiveSampleSize written: between 1 and the number of scenarios, per tenor
   * @throws IllegalArgumentException when a used probability is NaN or outside [0, 1]
   */
  void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      double[] conditionalEe,
      double[] effectiveSampleSize);

  /** Whether the conditional exposure is the expected positive exposure, bit for bit. */
  default boolean isIndependence() {
    return false;
  }

  /**
   * The same model on resamples of a cube. It shares scratch with this object: for the same thread.
   * By default each resample is put together and evaluated as a cube of its own.
   */
  default ReplicateKernel replicates() {
    return new GatheredReplicates(this);
  }
}
