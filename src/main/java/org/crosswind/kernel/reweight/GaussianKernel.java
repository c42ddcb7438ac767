package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Normal;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * The Gaussian copula: h(u, v) = Phi((PhiInv(u) + rho y) / sqrt(1 - rho^2)), y = PhiInv(grade),
 * with 1 - rho^2 taken as at least 1e-12. Positive rho is wrong-way.
 *
 * <p>Relative error of weights about (4 + x^2) 2.2e-16 for argument x of Phi, however far in the
 * tail.
 */
public final class GaussianKernel extends RankKernel {
  /** What {@code rho} may be. */
  public static final String DOMAIN = "-1 < rho < 1";

  private final double slope;
  private final double scale;
  private double[] y;
  private double low;
  private double high;
  private double peak;
  private boolean bucket;

  /**
   * The model.
   *
   * @param rho correlation of exposure and default
   * @param scores shared by the kernels of one thread
   * @throws IllegalArgumentException unless -1 &lt; rho &lt; 1
   */
  public GaussianKernel(double rho, RankScores scores) {
    super(scores);
    Parameters.correlation(rho, DOMAIN);
    scale = 1 / Math.sqrt(Parameters.oneMinusSquare(rho));
    slope = rho * scale;
  }

  @Override
  void prepare(ArrayOps ops, Table table) {
    y = table.normal();
  }

  @Override
  boolean begin(double lower, double upper) {
    bucket = lower > 0;
    high = Normal.quantile(upper) * scale;
    low = bucket ? Normal.quantile(lower) * scale : 0;
    double end = slope > 0 ? y[0] : y[y.length - 1];
    peak = Math.min(0, high + slope * end);
    return !bucket;
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    for (int i = 0; i < count; i++) {
      w[i] = high + slope * y[from + i];
    }
    ops.normalCdf(w, 0, peak, w, 0, count);
  }

  @Override
  double logWeight(int j) {
    double shift = slope * y[j];
    return bucket ? Normal.logDifference(low + shift, high + shift) : Normal.logCdf(high + shift);
  }
}
