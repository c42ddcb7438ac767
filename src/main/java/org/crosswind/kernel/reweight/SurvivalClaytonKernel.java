package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Transcendental;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * The survival Clayton copula: h(u, v) = 1 - h_Clayton(1 - u, 1 - v). Its tail dependence joins the
 * lowest exposures with survival, and is absent where {@link ClaytonKernel} has it; always
 * wrong-way.
 *
 * <p>Relative error of weights about (5 + theta |ln(1 - u)| + theta |ln grade|) 2.2e-16.
 */
public final class SurvivalClaytonKernel extends RankKernel {
  /** What {@code theta} may be. */
  public static final String DOMAIN = ClaytonKernel.DOMAIN;

  private final ClaytonForm form;
  private boolean bucket;

  /**
   * The model.
   *
   * @param theta dependence; Kendall's tau is theta/(theta + 2)
   * @param scores shared by the kernels of one thread
   * @throws IllegalArgumentException unless theta is finite and above 0
   */
  public SurvivalClaytonKernel(double theta, RankScores scores) {
    super(scores);
    boolean valid = theta > 0 && theta < Double.POSITIVE_INFINITY;
    form = new ClaytonForm(Parameters.check(valid, "theta", theta, DOMAIN));
  }

  @Override
  void prepare(ArrayOps ops, Table table) {
    double[] logV = table.logV();
    double[] logGrade = new double[logV.length]; // 1 - v(j) = v(S - 1 - j)
    for (int j = 0; j < logV.length; j++) {
      logGrade[j] = logV[logV.length - 1 - j];
    }
    form.prepare(ops, logGrade);
  }

  @Override
  boolean begin(double lower, double upper) {
    bucket = lower > 0;
    double logUpper = Transcendental.log1p(-upper);
    if (!bucket) {
      return form.begin(Double.NEGATIVE_INFINITY, logUpper, 0);
    }
    double gap = Transcendental.log1p((upper - lower) / (1 - upper));
    return form.begin(logUpper, Transcendental.log1p(-lower), gap);
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    if (bucket) {
      form.difference(ops, from, count, 0, w);
      return;
    }
    form.logH(ops, from, count, 0, w);
    ops.expm1(w, 0, w, 0, count);
    for (int i = 0; i < count; i++) {
      w[i] = -w[i];
    }
  }

  @Override
  double logWeight(int j) {
    return bucket ? form.logDifference(j) : form.logComplement(j);
  }
}
