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

  /** Twice 708: where m^2 exceeds the nearest by this, a weight is 0. */
  private static final double NEGLIGIBLE_SQUARE = 1416;

  private final double slope;
  private final double scale;
  private double[] y;
  private double low;
  private double high;
  private double peak;
  private boolean bucket;
  private boolean narrow;
  private final double[] spare = new double[BLOCK];

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
    if (bucket) {
      beginBucket();
    }
    return true;
  }

  /**
   * Both rules for Phi(b) - Phi(a) work relative to the bucket nearest to 0. Buckets that are
   * narrow wherever the density counts are integrated by series, others are differences.
   */
  private void beginBucket() {
    double nearest = Double.POSITIVE_INFINITY;
    double farthest = 0;
    for (int j = 0; j < y.length; j++) {
      double m = Math.abs(0.5 * (low + high) + slope * y[j]);
      nearest = Math.min(nearest, m);
      farthest = Math.max(farthest, m);
    }
    double width = high - low;
    double counting = Math.min(farthest, Math.sqrt(nearest * nearest + NEGLIGIBLE_SQUARE));
    narrow = width * Math.max(1, counting) < Normal.NARROW;
    peak = narrow ? -nearest : Math.min(0, 0.5 * width - nearest);
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    if (bucket) {
      bucketWeights(ops, from, count, w);
      return;
    }
    for (int i = 0; i < count; i++) {
      w[i] = high + slope * y[from + i];
    }
    ops.normalCdf(w, 0, peak, w, 0, count);
  }

  private void bucketWeights(ArrayOps ops, int from, int count, double[] w) {
    double middle = 0.5 * (low + high);
    double width = high - low;
    if (narrow) { // the constant width / sqrt(2 pi) cancels
      for (int i = 0; i < count; i++) {
        double m = middle + slope * y[from + i];
        w[i] = -0.5 * (m - peak) * (m + peak);
        spare[i] = Normal.narrowFactor(m, width);
      }
      ops.tiltWeights(w, 0, 0, 1, w, 0, count);
      for (int i = 0; i < count; i++) {
        w[i] = w[i] > 0 ? w[i] * spare[i] : 0;
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double m = -Math.abs(middle + slope * y[from + i]);
      w[i] = m + 0.5 * width;
      spare[i] = m - 0.5 * width;
    }
    ops.normalCdf(w, 0, peak, w, 0, count);
    ops.normalCdf(spare, 0, peak, spare, 0, count);
    for (int i = 0; i < count; i++) {
      w[i] -= spare[i];
    }
  }

  @Override
  double logWeight(int j) {
    double shift = slope * y[j];
    return bucket ? Normal.logDifference(low + shift, high + shift) : Normal.logCdf(high + shift);
  }
}
