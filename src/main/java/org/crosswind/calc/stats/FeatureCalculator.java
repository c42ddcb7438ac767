package org.crosswind.calc.stats;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosswind.kernel.stats.PerformanceMeasures;
import org.crosswind.kernel.stats.RelativeStrength;
import org.crosswind.kernel.stats.RollingWindows;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.FeatureSeries;
import org.crosswind.model.market.FeatureSettings;
import org.crosswind.model.market.Performance;

/**
 * Features and performance figures of one stock from the days that it has.
 *
 * <p>Daily: the last price of each day; a day without a result is passed over, so that the return
 * after it spans it. Intraday: every price; windows, smoothing and returns begin anew each day, and
 * the performance is that of somebody who holds the stock within each day and nothing over night.
 */
public final class FeatureCalculator {
  private final FeatureSettings settings;

  /** Computes with these settings. */
  public FeatureCalculator(FeatureSettings settings) {
    this.settings = settings;
  }

  /**
   * What is computed of a stock.
   *
   * @param series the stretches of prices that no window spans: one for all days, or one a day
   * @param performance of all their returns
   */
  public record Features(List<FeatureSeries> series, Performance performance) {
    /** Copies. */
    public Features {
      series = List.copyOf(series);
    }
  }

  /**
   * Features of a stock.
   *
   * @param days its days, ascending, at least one
   */
  public Features compute(List<DaySeries> days) {
    List<FeatureSeries> series = new ArrayList<>();
    if (settings.frequency() == FeatureSettings.Frequency.DAILY) {
      series.add(
          series(
              days.stream().map(DaySeries::day).toList(),
              days.stream().mapToInt(day -> day.time(day.size() - 1)).toArray(),
              days.stream().mapToDouble(DaySeries::close).toArray()));
    } else {
      for (DaySeries day : days) {
        LocalDate[] same = new LocalDate[day.size()];
        Arrays.fill(same, day.day());
        series.add(series(List.of(same), day.times(), day.prices()));
      }
    }
    return new Features(series, performance(series, days.size()));
  }

  private FeatureSeries series(List<LocalDate> days, int[] times, double[] prices) {
    int n = prices.length;
    double[] returns = new double[n - 1];
    PerformanceMeasures.simpleReturns(prices, n, returns);
    double[] averages = new double[n];
    RollingWindows.mean(prices, n, settings.movingAverage(), averages);
    double[] deviations = new double[n - 1];
    RollingWindows.standardDeviation(returns, n - 1, settings.volatility(), deviations);
    double[] strength = new double[n];
    RelativeStrength.wilder(prices, n, settings.rsi(), strength);
    return new FeatureSeries(
        days, times, prices, afterNaN(returns), averages, afterNaN(deviations), strength);
  }

  /** The first price has no return. */
  private static double[] afterNaN(double[] x) {
    double[] out = new double[x.length + 1];
    out[0] = Double.NaN;
    System.arraycopy(x, 0, out, 1, x.length);
    return out;
  }

  private Performance performance(List<FeatureSeries> series, int days) {
    double[] returns =
        series.stream()
            .flatMapToDouble(s -> Arrays.stream(s.simpleReturns(), 1, s.size()))
            .toArray();
    int n = returns.length;
    double periods =
        settings.frequency() == FeatureSettings.Frequency.DAILY
            ? settings.daysPerYear()
            : settings.daysPerYear() * n / days;
    return new Performance(
        days,
        n,
        periods,
        RollingWindows.mean(returns, 0, n),
        PerformanceMeasures.totalReturn(returns, n),
        RollingWindows.standardDeviation(returns, 0, n) * Math.sqrt(periods),
        PerformanceMeasures.sharpe(returns, n, periods, settings.riskFreeRate()),
        PerformanceMeasures.maximumDrawdown(returns, n),
        PerformanceMeasures.winRate(returns, n),
        PerformanceMeasures.averageWin(returns, n),
        PerformanceMeasures.averageLoss(returns, n));
  }
}
