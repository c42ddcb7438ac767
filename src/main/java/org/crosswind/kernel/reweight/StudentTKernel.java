package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Transcendental;
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

  private boolean bucket;
  private double low;
  private double high;

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
    marginal = new StudentT(nu);
    conditional = new StudentT(nu + 1);
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
    return false;
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    for (int i = 0; i < count; i++) {
      w[i] = Transcendental.exp(logWeight(from + i));
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
