package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Transcendental;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * The Frank copula: h(u, v) = 1 / (1 + M e^(theta v)) with M = e^(-theta u) (1 - e^(-theta (1-u)))
 * / (1 - e^(-theta u)), a logistic function of v. Positive theta is wrong-way; negative theta is
 * the copula of -theta with v mirrored.
 *
 * <p>Relative error of weights about (5 + |theta (v - u)|) 2.2e-16, for every theta.
 */
public final class FrankKernel extends RankKernel {
  /** What {@code theta} may be. */
  public static final String DOMAIN = "a finite number with |theta| >= 1e-12";

  /** e^theta, and its product with M, stay in range below this. */
  private static final double MODERATE = 600;

  private final double theta;
  private final boolean mirrored;
  private int scenarios;
  private double[] growth;
  private boolean bucket;
  private double high;
  private double low;
  private double upper;
  private double lower;

  /**
   * The model.
   *
   * @param theta dependence
   * @param scores shared by the kernels of one thread
   * @throws IllegalArgumentException unless theta is finite and at least 1e-12 in magnitude
   */
  public FrankKernel(double theta, RankScores scores) {
    super(scores);
    boolean valid = Math.abs(theta) >= 1e-12 && Double.isFinite(theta);
    Parameters.check(valid, "theta", theta, DOMAIN);
    this.theta = Math.abs(theta);
    mirrored = theta < 0;
  }

  @Override
  void prepare(ArrayOps ops, Table table) {
    scenarios = table.scenarios;
    if (theta < MODERATE) {
      growth = new double[scenarios];
      for (int j = 0; j < scenarios; j++) {
        growth[j] = theta * table.v(mirrored ? scenarios - 1 - j : j);
      }
      ops.exp(growth, 0, growth, 0, scenarios);
    }
  }

  @Override
  boolean begin(double lower, double upper) {
    bucket = lower > 0;
    this.lower = lower;
    this.upper = upper;
    if (theta < MODERATE) {
      high = m(upper);
      low = bucket ? m(lower) : 0;
    }
    return theta < MODERATE;
  }

  private double m(double u) {
    return Transcendental.exp(-theta * u)
        * Transcendental.expm1(-theta * (1 - u))
        / Transcendental.expm1(-theta * u);
  }

  /** ln of M e^(theta u). */
  private double logM(double u) {
    return Transcendental.log1mExp(-theta * (1 - u)) - Transcendental.log1mExp(-theta * u);
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    if (!bucket) {
      for (int i = 0; i < count; i++) {
        w[i] = 1 / (1 + high * growth[from + i]);
      }
      return;
    }
    // h(upper) - h(lower) = (M(lower) - M(upper)) X / ((1 + M(lower) X)(1 + M(upper) X))
    for (int i = 0; i < count; i++) {
      double x = high * growth[from + i];
      w[i] = x / ((1 + x) * (1 + low * growth[from + i]));
    }
  }

  @Override
  double logWeight(int j) {
    double s = exponent(j, upper);
    return bucket
        ? s - Transcendental.softplus(s) - Transcendental.softplus(exponent(j, lower))
        : -Transcendental.softplus(s);
  }

  /** ln(M e^(theta v)) = theta (v - u) + ln(M e^(theta u)), with v - u rounded once. */
  private double exponent(int j, double u) {
    double position = (mirrored ? scenarios - 1 - j : j) + 0.5;
    return theta * (Math.fma(-u, scenarios, position) / scenarios) + logM(u);
  }
}
