package org.crosswind.kernel.stats;

import org.crosswind.kernel.ops.ArrayOps;

/**
 * What the returns within one day say about that day's variance.
 *
 * <p>With log returns r_1 to r_n of a day: the realised variance is the sum of r_i^2 (T. G.
 * Andersen, T. Bollerslev, F. X. Diebold, P. Labys, The distribution of realized exchange rate
 * volatility, J. Amer. Statist. Assoc. 96 (2001), 42-55, section 2); the bipower variation is
 * mu_1^-2 times the sum of |r_i| |r_{i-1}|, mu_1 = sqrt(2/pi) = E|Z| of a standard normal Z (O. E.
 * Barndorff-Nielsen, N. Shephard, Power and bipower variation with stochastic volatility and jumps,
 * J. Financial Econometrics 2 (2004), 1-37, section 2.2). Both estimate the integrated variance of
 * the day; a jump adds its square to the first and, in the limit, nothing to the second.
 *
 * <p>All are in squared log returns of that day, not annualised. Sums have the fixed shape of
 * {@link ArrayOps}.
 */
public final class RealisedMeasures {
  /** mu_1^-2 = pi / 2. */
  public static final double BIPOWER_FACTOR = Math.PI / 2;

  private RealisedMeasures() {}

  /**
   * Log returns of neighbouring prices, {@code count - 1} of them: ln(p_i / p_{i-1}), taken as ln(1
   * + (p_i - p_{i-1}) / p_{i-1}), so that small returns keep their relative accuracy.
   *
   * @param prices finite and &gt; 0
   * @param count how many prices, at least 1
   * @param out receives the returns; an infinite one when the ratio overflows
   */
  public static void logReturns(ArrayOps ops, double[] prices, int count, double[] out) {
    for (int i = 1; i < count; i++) {
      out[i - 1] = (prices[i] - prices[i - 1]) / prices[i - 1];
    }
    ops.log1p(out, 0, out, 0, count - 1);
  }

  /** Writes x_i^2. */
  public static void squares(double[] x, int count, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * x[i];
    }
  }

  /**
   * Realised variance: the sum of the squared returns; 0 for none.
   *
   * @param squares squared log returns
   */
  public static double realisedVariance(ArrayOps ops, double[] squares, int count) {
    return ops.sum(squares, 0, count);
  }

  /**
   * Bipower variation, without a correction for the one product that a day of n returns lacks.
   *
   * @param returns log returns
   * @param scratch written, at least {@code count - 1} long
   * @return NaN when there are fewer than two returns
   */
  public static double bipowerVariation(
      ArrayOps ops, double[] returns, int count, double[] scratch) {
    if (count < 2) {
      return Double.NaN;
    }
    for (int i = 1; i < count; i++) {
      scratch[i - 1] = Math.abs(returns[i]) * Math.abs(returns[i - 1]);
    }
    return BIPOWER_FACTOR * ops.sum(scratch, 0, count - 1);
  }

  /**
   * Standard error of the realised variance in the limit of many returns: sqrt(2/3 sum r_i^4) (O.
   * E. Barndorff-Nielsen, N. Shephard, Econometric analysis of realized volatility and its use in
   * estimating stochastic volatility models, J. Royal Statist. Soc. B 64 (2002), 253-280, section
   * 3).
   *
   * @param squares squared log returns
   * @param scratch written, at least {@code count} long
   */
  public static double standardError(ArrayOps ops, double[] squares, int count, double[] scratch) {
    squares(squares, count, scratch);
    return Math.sqrt(ops.sum(scratch, 0, count) * 2 / 3);
  }
}
