package org.crosswind.model.market;

import java.time.LocalDate;
import java.util.List;

/**
 * Features of a stretch of prices, one element a price; NaN where a feature does not exist.
 *
 * @param day of each price
 * @param times milliseconds since midnight of each price
 * @param prices the prices
 * @param simpleReturns from the price before; NaN at the first
 * @param movingAverages of the last prices
 * @param volatilities standard deviation of the last simple returns, per period
 * @param rsi Wilder's relative strength index
 */
public record FeatureSeries(
    List<LocalDate> day,
    int[] times,
    double[] prices,
    double[] simpleReturns,
    double[] movingAverages,
    double[] volatilities,
    double[] rsi) {
  /** How many prices. */
  public int size() {
    return prices.length;
  }
}
