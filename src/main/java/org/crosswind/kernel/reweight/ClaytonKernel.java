package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Transcendental;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * The Clayton copula in (1 - grade of exposure, default): h(u, v) = (1 + (u^-theta - 1)
 * v^theta)^-(1 + 1/theta). Its lower tail dependence joins the highest exposures with the earliest
 * defaults; always wrong-way.
 *
 * <p>Relative error of weights about (5 + theta (|ln u| + |ln v|)) 2.2e-16, for every theta.
 */
public final class ClaytonKernel extends RankKernel {
  /** What {@code theta} may be. */
  public static final String DOMAIN = "a finite number above 0";

  private final ClaytonForm form;
  private boolean bucket;
  private double offset;

  /**
   * The model.
   *
   * @param theta dependence; Kendall's tau is theta/(theta + 2)
   * @param scores shared by the kernels of one thread
   * @throws IllegalArgumentException unless theta is finite and above 0
   */
  public ClaytonKernel(double theta, RankScores scores) {
    super(scores);
    boolean valid = theta > 0 && theta < Double.POSITIVE_INFINITY;
    form = new ClaytonForm(Parameters.check(valid, "theta", theta, DOMAIN));
  }

  @Override
  void prepare(ArrayOps ops, Table table) {
    form.prepare(ops, table.logV());
  }

  @Override
  boolean begin(double lower, double upper) {
    bucket = lower > 0;
    boolean direct =
        form.begin(
            Transcendental.log(lower),
            Transcendental.log(upper),
            Transcendental.log1p((upper - lower) / lower));
    offset = -form.exponent * Transcendental.log1p(form.ratio(0)); // the top scenario has weight 1
    return direct;
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    if (bucket) {
      form.difference(ops, from, count, offset, w);
    } else {
      form.logH(ops, from, count, offset, w);
      ops.tiltWeights(w, 0, 0, 1, w, 0, count);
    }
  }

  @Override
  double logWeight(int j) {
    return bucket ? form.logDifference(j) : form.logH(j);
  }
}
