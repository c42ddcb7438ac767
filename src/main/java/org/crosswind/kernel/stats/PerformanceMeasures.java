package org.crosswind.kernel.stats;

/**
 * Figures of a series of simple returns per period, as of somebody who holds the stock.
 *
 * <p>Those that do not exist are NaN: a mean of nothing, a ratio to a deviation of zero.
 */
public final class PerformanceMeasures {
  private PerformanceMeasures() {}

  /**
   * Simple returns of neighbouring prices, {@code count - 1} of them: p_i / p_{i-1} - 1, taken as
   * (p_i - p_{i-1}) / p_{i-1}.
   */
  public static void simpleReturns(double[] prices, int count, double[] out) {
    for (int i = 1; i < count; i++) {
      out[i - 1] = (prices[i] - prices[i - 1]) / prices[i - 1];
    }
  }

  /**
   * Annualised Sharpe ratio: sqrt(P) (mean - f / P) / sd, the standard deviation with the divisor n
   * - 1 (W. F. Sharpe, The Sharpe ratio, J. Portfolio Management 21 (1994), 49-58).
   *
   * @param periods P, periods of a year
   * @param riskFree f, the riskless return of a year, simple
   * @return NaN for fewer than two returns or a standard deviation of 0
   */
  public static double sharpe(double[] returns, int count, double periods, double riskFree) {
    double deviation = RollingWindows.standardDeviation(returns, 0, count);
    if (!(deviation > 0)) {
      return Double.NaN;
    }
    double excess = RollingWindows.mean(returns, 0, count) - riskFree / periods;
    return Math.sqrt(periods) * (excess / deviation);
  }

  /**
   * Maximum drawdown: the largest fall of the compounded value from the highest value before it, as
   * a share of that value: max over t of 1 - V_t / max(V_0, .., V_t), V_0 = 1, V_t = V_{t-1} (1 +
   * r_t).
   *
   * @return in [0, 1]; 0 when it never falls or there are no returns
   */
  public static double maximumDrawdown(double[] returns, int count) {
    double value = 1;
    double peak = 1;
    double worst = 0;
    for (int i = 0; i < count; i++) {
      value *= 1 + returns[i];
      peak = Math.max(peak, value);
      worst = Math.max(worst, 1 - value / peak);
    }
    return worst;
  }

  /** The compounded return of all periods: the product of 1 + r_t, minus 1; 0 for none. */
  public static double totalReturn(double[] returns, int count) {
    double value = 1;
    for (int i = 0; i < count; i++) {
      value *= 1 + returns[i];
    }
    return value - 1;
  }

  /** Share of the periods with a return above 0; NaN for none. Returns of 0 are no wins. */
  public static double winRate(double[] returns, int count) {
    int wins = 0;
    for (int i = 0; i < count; i++) {
      wins += returns[i] > 0 ? 1 : 0;
    }
    return count == 0 ? Double.NaN : (double) wins / count;
  }

  /** Mean of the returns above 0; NaN when there is none. */
  public static double averageWin(double[] returns, int count) {
    return meanOfSign(returns, count, 1);
  }

  /** Mean of the returns below 0, a negative number; NaN when there is none. */
  public static double averageLoss(double[] returns, int count) {
    return meanOfSign(returns, count, -1);
  }

  private static double meanOfSign(double[] returns, int count, int sign) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (returns[i] * sign > 0) {
        sum += returns[i];
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }
}
