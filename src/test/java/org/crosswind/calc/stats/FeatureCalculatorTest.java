package org.crosswind.calc.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.FeatureSeries;
import org.crosswind.model.market.FeatureSettings;
import org.crosswind.model.market.FeatureSettings.Frequency;
import org.crosswind.model.market.Performance;
import org.junit.jupiter.api.Test;

/** Every figure below was worked out by hand from its definition. */
class FeatureCalculatorTest {
  private static final double NONE = Double.NaN;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private static DaySeries day(int number, double... prices) {
    return new DaySeries(
        "A", DAY.plusDays(number), IntStream.range(0, prices.length).toArray(), prices);
  }

  private static FeatureCalculator.Features compute(
      Frequency frequency, double riskFree, DaySeries... days) {
    return new FeatureCalculator(new FeatureSettings(frequency, 3, 2, 2, 4, riskFree))
        .compute(List.of(days));
  }

  private static void assertSeries(double[] found, double... expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(found[i]).as("element %d", i).isNaN();
      } else {
        assertThat(found[i]).as("element %d", i).isCloseTo(expected[i], within(1e-14));
      }
    }
  }

  @Test
  void dailyFeaturesAreThoseOfTheClosesByTheirDefinitions() {
    FeatureCalculator.Features features =
        compute(
            Frequency.DAILY,
            0,
            day(0, 1, 10),
            day(1, 2, 12),
            day(2, 3, 9),
            day(3, 4, 18),
            day(4, 5, 18));
    FeatureSeries s = features.series().get(0);
    assertThat(features.series()).hasSize(1);
    assertThat(s.prices()).containsExactly(10, 12, 9, 18, 18);
    assertSeries(s.simpleReturns(), NONE, 0.2, -0.25, 1, 0);
    assertSeries(s.movingAverages(), NONE, NONE, 31.0 / 3, 13, 15);
    // Two numbers a and b: |a - b| / sqrt 2.
    double root = Math.sqrt(2);
    assertSeries(s.volatilities(), NONE, NONE, 0.45 / root, 1.25 / root, 1 / root);
    // Changes 2, -3, 9, 0. First averages: gain 1, loss 1.5; then 5 and 0.75; then 2.5 and 0.375.
    assertSeries(s.rsi(), NONE, NONE, 40, 100 * 5 / 5.75, 100 * 2.5 / 2.875);
  }

  @Test
  void performanceIsThatOfAHolder() {
    // Returns 0.1, -0.05, 0.1, mean 0.05, standard deviation sqrt(0.015 / 2).
    Performance p =
        compute(
                Frequency.DAILY,
                0.04,
                day(0, 1, 100),
                day(1, 1, 110),
                day(2, 1, 104.5),
                day(3, 1, 114.95))
            .performance();
    assertThat(p.days()).isEqualTo(4);
    assertThat(p.returns()).isEqualTo(3);
    assertThat(p.periodsPerYear()).isEqualTo(4);
    assertThat(p.meanReturn()).isCloseTo(0.05, within(1e-14));
    assertThat(p.totalReturn()).isCloseTo(0.1495, within(1e-14));
    assertThat(p.annualisedVolatility()).isCloseTo(2 * Math.sqrt(0.0075), within(1e-14));
    assertThat(p.sharpe()).isCloseTo(2 * (0.05 - 0.01) / Math.sqrt(0.0075), within(1e-12));
    assertThat(p.maximumDrawdown()).isCloseTo(0.05, within(1e-14));
    assertThat(p.winRate()).isEqualTo(2.0 / 3);
    assertThat(p.averageWin()).isCloseTo(0.1, within(1e-14));
    assertThat(p.averageLoss()).isCloseTo(-0.05, within(1e-14));
  }

  @Test
  void theDrawdownCountsFromTheFirstPriceAndOverSeveralFalls() {
    Performance p =
        compute(Frequency.DAILY, 0, day(0, 1, 8), day(1, 1, 4), day(2, 1, 6), day(3, 1, 2))
            .performance();
    assertThat(p.maximumDrawdown()).isEqualTo(0.75);
  }

  @Test
  void whatDoesNotExistIsNaN() {
    FeatureCalculator.Features one = compute(Frequency.DAILY, 0, day(0, 1, 2));
    assertSeries(one.series().get(0).simpleReturns(), NONE);
    assertThat(one.performance().returns()).isZero();
    assertThat(one.performance().meanReturn()).isNaN();
    assertThat(one.performance().sharpe()).isNaN();
    assertThat(one.performance().winRate()).isNaN();
    assertThat(one.performance().maximumDrawdown()).isZero();
    assertThat(one.performance().totalReturn()).isZero();

    FeatureCalculator.Features flat =
        compute(Frequency.DAILY, 0, day(0, 1, 2), day(1, 1, 2), day(2, 1, 2));
    assertSeries(flat.series().get(0).rsi(), NONE, NONE, NONE);
    assertThat(flat.performance().sharpe()).isNaN();
    assertThat(flat.performance().winRate()).isZero();
    assertThat(flat.performance().averageWin()).isNaN();
    assertThat(flat.performance().averageLoss()).isNaN();
  }

  @Test
  void intradayFeaturesBeginAnewEachDay() {
    FeatureCalculator.Features features =
        compute(Frequency.INTRADAY, 0, day(0, 10, 11, 12), day(1, 100, 90, 99));
    assertThat(features.series()).hasSize(2);
    assertSeries(features.series().get(0).movingAverages(), NONE, NONE, 11);
    assertSeries(features.series().get(1).simpleReturns(), NONE, -0.1, 0.1);
    assertSeries(features.series().get(1).movingAverages(), NONE, NONE, 289.0 / 3);
    assertThat(features.performance().returns()).isEqualTo(4); // none over night
    assertThat(features.performance().days()).isEqualTo(2);
    assertThat(features.performance().periodsPerYear()).isEqualTo(4 * 4 / 2.0);
  }
}
