package org.crosswind.model.market;

import java.util.Objects;

/**
 * Which features a panel gets.
 *
 * @param frequency of the prices they are made of
 * @param movingAverage prices of a moving average, at least 1
 * @param volatility returns of a rolling volatility, at least 2
 * @param rsi changes of the relative strength index, at least 1
 * @param daysPerYear trading days of a year
 * @param riskFreeRate riskless return of a year, simple
 */
public record FeatureSettings(
    Frequency frequency,
    int movingAverage,
    int volatility,
    int rsi,
    double daysPerYear,
    double riskFreeRate) {
  /** Checks the ranges. */
  public FeatureSettings {
    Objects.requireNonNull(frequency, "frequency");
    if (movingAverage < 1 || volatility < 2 || rsi < 1) {
      throw new IllegalArgumentException(
          "windows of " + movingAverage + ", " + volatility + " and " + rsi);
    }
    if (!(daysPerYear > 0 && daysPerYear < Double.POSITIVE_INFINITY)
        || !Double.isFinite(riskFreeRate)) {
      throw new IllegalArgumentException(
          daysPerYear + " days of a year, riskless return " + riskFreeRate);
    }
  }

  /** Of what prices. */
  public enum Frequency {
    /** The last price of each day. */
    DAILY,
    /** Every price of the aligned panel; each day begins anew, so that nothing spans the night. */
    INTRADAY,
    /** No features. */
    NONE
  }
}
