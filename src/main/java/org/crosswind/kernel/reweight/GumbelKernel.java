package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Transcendental;
import org.crosswind.kernel.reweight.RankScores.Table;

/**
 * The Gumbel copula in (1 - grade of exposure, default), the coordinates of {@link ClaytonKernel}.
 * With A = -ln u, B = -ln v and q = ln(1 + (A/B)^theta) / theta:
 *
 * <pre>ln h(u, v) = -B (e^q - 1) - (theta - 1) q</pre>
 *
 * <p>Its upper tail dependence joins the lowest exposures with survival; theta = 1 is independence,
 * always wrong-way above. Relative error of weights about (10 + theta |ln(A/B)|) 2.2e-16.
 */
public final class GumbelKernel extends RankKernel {
  /** What {@code theta} may be. */
  public static final String DOMAIN = "a finite number, at least 1";

  /** Powers of A and B stay within e^300 of 1 below this. */
  private static final double MODERATE = 300;

  private final double theta;
  private final double[] spare = new double[BLOCK];
  private final double[] spare2 = new double[BLOCK];
  private final double[] other = new double[BLOCK];
  private double[] b;
  private double[] logB;
  private double[] power;
  private double widestLogB;

  private boolean bucket;
  private double logA;
  private double logGap;
  private double powerA;
  private double gapPower;
  private double peak;

  /**
   * The model.
   *
   * @param theta dependence; Kendall's tau is 1 - 1/theta
   * @param scores shared by the kernels of one thread
   * @throws IllegalArgumentException unless theta is finite and at least 1
   */
  public GumbelKernel(double theta, RankScores scores) {
    super(scores);
    boolean valid = theta >= 1 && theta < Double.POSITIVE_INFINITY;
    this.theta = Parameters.check(valid, "theta", theta, DOMAIN);
  }

  @Override
  void prepare(ArrayOps ops, Table table) {
    double[] logV = table.logV();
    int n = logV.length;
    b = new double[n];
    logB = new double[n];
    power = new double[n];
    for (int j = 0; j < n; j++) {
      b[j] = -logV[j];
    }
    ops.log(b, 0, logB, 0, n);
    for (int j = 0; j < n; j++) {
      power[j] = -theta * logB[j];
    }
    ops.exp(power, 0, power, 0, n);
    widestLogB = Math.max(Math.abs(logB[0]), Math.abs(logB[n - 1]));
  }

  @Override
  boolean begin(double lower, double upper) {
    bucket = lower > 0;
    double a = -Transcendental.log(upper);
    logA = Transcendental.log(a);
    double widest = Math.max(Math.abs(logA), widestLogB);
    powerA = Transcendental.exp(theta * logA);
    if (bucket) {
      double gap = Transcendental.log1p((upper - lower) / lower); // A(lower) - A(upper)
      double logRatio = Transcendental.log1p(gap / a);
      gapPower = powerA * Transcendental.expm1(theta * logRatio);
      logGap = theta * (logA + logRatio) + Transcendental.log1mExp(-theta * logRatio);
      widest = Math.max(widest, Math.abs(logA + logRatio));
    }
    peak = 0;
    peak = logH(0);
    return theta * widest < MODERATE;
  }

  @Override
  void weights(ArrayOps ops, int from, int count, double[] w) {
    double[] q = spare;
    if (bucket) {
      for (int i = 0; i < count; i++) {
        double p = power[from + i];
        spare2[i] = gapPower * p / (1 + powerA * p);
      }
    }
    ops.logPower(power, from, powerA, 1 / theta, 0, q, 0, count);
    ops.expm1(q, 0, w, 0, count);
    if (!bucket) {
      for (int i = 0; i < count; i++) {
        w[i] = -b[from + i] * w[i] - (theta - 1) * q[i] - peak;
      }
      ops.tiltWeights(w, 0, 0, 1, w, 0, count);
      return;
    }
    difference(ops, from, count, w);
  }

  /** On entry w holds e^q - 1 and the spares q and the argument of the gap of q. */
  private void difference(ArrayOps ops, int from, int count, double[] w) {
    double[] q = spare;
    double[] gap = spare2;
    ops.logPower(gap, 0, 1, 1 / theta, 0, gap, 0, count); // q(lower) - q(upper)
    for (int i = 0; i < count; i++) {
      double growth = w[i];
      w[i] = -b[from + i] * growth - (theta - 1) * q[i] - peak;
      q[i] = -b[from + i] * (1 + growth);
    }
    ops.tiltWeights(w, 0, 0, 1, w, 0, count);
    double[] loss = other;
    ops.expm1(gap, 0, loss, 0, count);
    for (int i = 0; i < count; i++) {
      loss[i] = q[i] * loss[i] - (theta - 1) * gap[i]; // ln h(lower) - ln h(upper)
    }
    ops.expm1(loss, 0, loss, 0, count);
    for (int i = 0; i < count; i++) {
      w[i] *= -loss[i];
    }
  }

  private double logH(int j) {
    double q = Transcendental.softplus(theta * (logA - logB[j])) / theta;
    return -b[j] * Transcendental.expm1(q) - (theta - 1) * q;
  }

  @Override
  double logWeight(int j) {
    if (!bucket) {
      return logH(j);
    }
    double s = Transcendental.softplus(theta * (logA - logB[j]));
    double q = s / theta;
    double r = logGap - theta * logB[j] - s; // softplus(r) = theta (q(lower) - q(upper))
    double slope = b[j] * Transcendental.exp(q) + theta - 1;
    if (r + Transcendental.log(slope) < -40) { // 1 - e^-x = x
      return logH(j) + r + Transcendental.log(slope / theta);
    }
    double gap = Transcendental.softplus(r) / theta;
    double loss = -b[j] * Transcendental.exp(q) * Transcendental.expm1(gap) - (theta - 1) * gap;
    return logH(j) + Transcendental.log1mExp(loss);
  }
}
