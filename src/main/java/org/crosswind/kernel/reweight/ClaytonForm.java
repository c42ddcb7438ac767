package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Transcendental;

/**
 * The conditional distribution of the Clayton copula, h(u, v) = (1 + (u^-theta - 1) v^theta)^-(1 +
 * 1/theta), and its difference over an interval of u, from the logarithms of u and v: the survival
 * copula passes those of 1 - u and 1 - v.
 */
final class ClaytonForm {
  /** Powers of u and v stay within e^300 of 1, and weights within range, below this. */
  private static final double MODERATE = 300;

  final double theta;

  /** -(1 + 1/theta). */
  final double exponent;

  private final double[] spare = new double[RankKernel.BLOCK];
  private double[] logV;
  private double[] power;

  private double logLow;
  private double logHigh;
  private double factor;
  private double gapFactor;
  private double logGap;

  ClaytonForm(double theta) {
    this.theta = theta;
    exponent = -(1 + theta) / theta;
  }

  /** Takes ln v by position. */
  void prepare(ArrayOps ops, double[] logV) {
    this.logV = logV;
    power = new double[logV.length];
    for (int j = 0; j < power.length; j++) {
      power[j] = theta * logV[j];
    }
    ops.exp(power, 0, power, 0, power.length);
  }

  /**
   * Sets u.
   *
   * @param logLow ln of the lower end, or -infinity for none
   * @param logHigh ln of the upper end
   * @param gap their difference, accurate relative to itself; unused without a lower end
   * @return whether the powers stay in range
   */
  boolean begin(double logLow, double logHigh, double gap) {
    this.logLow = logLow;
    this.logHigh = logHigh;
    factor = Transcendental.expm1(-theta * logHigh);
    boolean moderate = -theta * logHigh < MODERATE;
    if (logLow > Double.NEGATIVE_INFINITY) {
      gapFactor = Transcendental.exp(-theta * logHigh) * Transcendental.expm1(theta * gap);
      logGap = logMinus1(theta * gap) - theta * logHigh;
      moderate = -theta * logLow < MODERATE;
    }
    return moderate;
  }

  /** ln(e^x - 1) for x above 0. */
  private static double logMinus1(double x) {
    return x + Transcendental.log1mExp(-x);
  }

  /** (u^-theta - 1) v^theta at the upper end. */
  double ratio(int j) {
    return factor * power[j];
  }

  /** ln h at the upper end plus {@code offset}, for a block. */
  void logH(ArrayOps ops, int from, int count, double offset, double[] out) {
    ops.logPower(power, from, factor, exponent, offset, out, 0, count);
  }

  /** h(upper) - h(lower), times e^offset: h(upper) (1 - h(lower) / h(upper)). */
  void difference(ArrayOps ops, int from, int count, double offset, double[] out) {
    double[] loss = spare;
    for (int i = 0; i < count; i++) {
      double p = power[from + i];
      loss[i] = gapFactor * p / (1 + factor * p);
    }
    ops.logPower(loss, 0, 1, exponent, 0, loss, 0, count);
    ops.expm1(loss, 0, loss, 0, count);
    logH(ops, from, count, offset, out);
    ops.tiltWeights(out, 0, 0, 1, out, 0, count);
    for (int i = 0; i < count; i++) {
      out[i] *= -loss[i];
    }
  }

  /** ln h at the upper end, without overflow. */
  double logH(int j) {
    return exponent * Transcendental.softplus(logRatio(j));
  }

  /** ln(1 - h) at the upper end, without overflow. */
  double logComplement(int j) {
    return Transcendental.log1mPower(logRatio(j), -exponent);
  }

  /** ln of {@link #ratio}, without overflow: theta (ln v - ln u) + ln(1 - u^theta). */
  private double logRatio(int j) {
    return theta * (logV[j] - logHigh) + Transcendental.log1mExp(theta * logHigh);
  }

  /** ln(h(upper) - h(lower)), without overflow. */
  double logDifference(int j) {
    double s = Transcendental.softplus(logRatio(j));
    double r = logGap + theta * logV[j] - s;
    return exponent * s + Transcendental.log1mPower(r, -exponent);
  }
}
