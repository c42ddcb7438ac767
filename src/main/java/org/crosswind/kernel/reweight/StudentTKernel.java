package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * The Student-t copula: h(u, v) = T_(nu+1)((a + rho y) sqrt((nu + 1) / ((nu + y^2)(1 - rho^2))))
 * with a = T_nu^-1(u) and y = T_nu^-1(grade) (S. Demarta and A. McNeil, The t copula and related
 * copulas, Int. Statistical Review 73 (2005)). Positive rho is wrong-way; through joint tails even
 * rho = 0 is more than independence.
 *
 * <p>Relative error of weights about 1e-14 times (1 + nu/100).
 */
public final class StudentTKernel extends RankKernel {
  /** What {@code rho} may be. */
  public static final String RHO_DOMAIN = "-1 < rho < 1";

  /** What the degrees of freedom may be. */
  public static final String DEGREES_OF_FREEDOM_DOMAIN = "1 to 1000, not necessarily whole";

  private final double rho;
  private final double nu;
  private final double oneMinusSquare;
  private final StudentT marginal;
  private final StudentT conditional;
  private double[] y;
  private double[] scale;

  private final double[] spare = new double[BLOCK];
  private final double[] spare2 = new double[BLOCK];
  private final double[] spare3 = new double[BLOCK];
  private final double[] spare4 = new double[BLOCK];
  private boolean bucket;
  private double low;
  private double high;
  private double offset;

  /**
   * The model.
   *
   * @param rho correlation of exposure and default
   * @param degreesOfFreedom nu; small is strong joint tails
   * @param scores shared by the kernels of one thread
   * @throws IllegalArgumentException unless -1 &lt; rho &lt; 1 and 1 &lt;= nu &lt;= 1000
   */
  public StudentTKernel(double rho, double degreesOfFreedom, RankScores scores) {
    super(scores);
    this.rho = Parameters.correlation(rho, RHO_DOMAIN);
    boolean valid = degreesOfFreedom >= 1 && degreesOfFreedom <= 1000;
    nu = Parameters.check(valid, "degrees of freedom", degreesOfFreedom, DEGREES_OF_FREEDOM_DOMAIN);
    oneMinusSquare = Parameters.oneMinusSquare(rho);
    marginal = scores.student(nu);
    conditional = scores.student(nu + 1);
  }

  @Override
  void prepare(ArrayOps ops, Table table) {
    y = table.student(marginal);
    scale = new double[y.length];
    for (int j = 0; j < y.length; j++) {
      scale[j] = Math.sqrt((nu + 1) / ((nu + y[j] * y[j]) * oneMinusSquare));
    }
  }

  @Override
  boolean begin(double lower, double upper) {
    bucket = lower > 0;
    high = marginal.quantile(upper);
    low = bucket ? marginal.quantile(lower) : 0;
    offset = 0;
    if (bucket) {
      double end = Double.NEGATIVE_INFINITY; // of the bucket that reaches highest, mirrored below 0
      for (int j = 0; j < y.length; j++) {
        double middle = Math.abs((0.5 * (low + high) + rho * y[j]) * scale[j]);
        end = Math.max(end, 0.5 * (high - low) * scale[j] - middle);
      }
      offset = conditional.logKernel(Math.min(end, 0));
    } else if (high < 0) {
      // (a + rho y)/sqrt(nu + y^2) with negative a falls, then rises: its maximum is at an end.
      // With
      // a at least 0 some argument is not negative, and nothing can underflow.
      int end = y.length - 1;
      double peak = Math.max((high + rho * y[0]) * scale[0], (high + rho * y[end]) * scale[end]);
      offset = conditional.logKernel(Math.min(peak, 0));
    }
    return true;
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    if (bucket) {
      bucketWeights(ops, from, count, w);
      return;
    }
    double[] x = spare;
    for (int i = 0; i < count; i++) {
      x[i] = (high + rho * y[from + i]) * scale[from + i];
    }
    conditional.cdf(ops, x, offset, spare2, w, count);
  }

  /**
   * P(a &lt; T &lt;= b) by quadrature where a and b are close, as a difference elsewhere: both are
   * accurate where they are used.
   */
  private void bucketWeights(ArrayOps ops, int from, int count, double[] w) {
    double[] middle = spare;
    double[] width = spare3;
    boolean anyNarrow = false;
    boolean anyWide = false;
    for (int i = 0; i < count; i++) {
      double c = scale[from + i];
      double m = (0.5 * (low + high) + rho * y[from + i]) * c;
      middle[i] = -Math.abs(m); // the distribution is symmetric, the lower half is accurate
      width[i] = (high - low) * c;
      boolean narrow = conditional.narrow(middle[i], width[i]);
      anyNarrow |= narrow;
      anyWide |= !narrow;
    }
    if (anyWide) {
      conditional.wide(ops, middle, width, offset, spare2, spare4, w, count);
    }
    if (anyNarrow) {
      double[] integral = spare4;
      conditional.quadrature(ops, middle, width, offset, spare2, integral, count);
      for (int i = 0; i < count; i++) {
        w[i] = conditional.narrow(middle[i], width[i]) ? integral[i] : w[i];
      }
    }
  }

  @Override
  double logWeight(int j) {
    double b = (high + rho * y[j]) * scale[j];
    if (!bucket) {
      return conditional.logCdf(b);
    }
    double a = (low + rho * y[j]) * scale[j];
    return conditional.logDifference(a, b);
  }
}
