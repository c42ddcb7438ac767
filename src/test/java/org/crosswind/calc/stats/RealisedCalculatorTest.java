package org.crosswind.calc.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.random.UnitHash;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.Resampler;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.RealisedResult;
import org.crosswind.model.market.ResamplingSettings;
import org.crosswind.model.market.ResamplingSettings.Interval;
import org.crosswind.model.market.ResamplingSettings.Scheme;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealisedCalculatorTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private static ResamplingSettings settings(
      int replicates, double confidence, Scheme scheme, Interval interval) {
    return new ResamplingSettings(replicates, confidence, scheme, interval, 0, 7, 252);
  }

  private static RealisedCalculator calculator(ResamplingSettings settings) {
    KernelVariant variant = KernelVariant.AUTO;
    return new RealisedCalculator(settings, variant.resolve(), RandomOps.of(variant));
  }

  private static DaySeries series(LocalDate day, double... prices) {
    return new DaySeries("A", day, IntStream.range(0, prices.length).toArray(), prices);
  }

  /** Log returns with volatility that follows {@code shape}, of variance 1e-4 a day. */
  private static DaySeries brownian(int returns, long seed, boolean uShape) {
    Random random = new Random(seed);
    double[] weights = new double[returns];
    for (int i = 0; i < returns; i++) {
      double t = (i + 0.5) / returns - 0.5;
      weights[i] = uShape ? 0.25 + 9 * t * t : 1;
    }
    double sum = Arrays.stream(weights).sum();
    double[] prices = new double[returns + 1];
    double log = 0;
    prices[0] = 100;
    for (int i = 0; i < returns; i++) {
      log += StrictMath.sqrt(1e-4 * weights[i] / sum) * random.nextGaussian();
      prices[i + 1] = 100 * StrictMath.exp(log);
    }
    return series(DAY.plusDays(seed % 100_000), prices);
  }

  @Test
  void theMeasuresAreThoseOfTheirDefinitions() {
    double e = Math.E;
    RealisedResult r =
        calculator(settings(0, 0.95, Scheme.ORDINARY, Interval.PERCENTILE))
            .compute(series(DAY, 1, e, e * e * e, e * e)); // log returns 1, 2, -1
    assertThat(r.returns()).isEqualTo(3);
    assertThat(r.rv()).isCloseTo(6, within(1e-14));
    assertThat(r.bv()).isCloseTo(Math.PI / 2 * (2 + 2), within(1e-14));
    assertThat(r.volatility()).isCloseTo(Math.sqrt(6), within(1e-14));
    assertThat(r.annualisedVolatility()).isCloseTo(Math.sqrt(6 * 252), within(1e-12));
    assertThat(r.asymptoticStandardError()).isCloseTo(Math.sqrt(12), within(1e-14));
    assertThat(r.lower()).isNaN();
    assertThat(r.upper()).isNaN();
    assertThat(r.bootstrapStandardError()).isNaN();
  }

  @Test
  void oneReturnHasAPointForAnIntervalAndNoBipowerVariation() {
    RealisedResult r =
        calculator(settings(100, 0.95, Scheme.ORDINARY, Interval.PERCENTILE))
            .compute(series(DAY, 1, Math.E));
    assertThat(r.lower()).isEqualTo(r.rv()).isEqualTo(r.upper());
    assertThat(r.bv()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "ORDINARY,PERCENTILE",
    "ORDINARY,BASIC",
    "ORDINARY,BCA",
    "ORDINARY,STUDENTIZED",
    "MOVING_BLOCK,PERCENTILE",
    "CIRCULAR_BLOCK,BASIC",
    "WILD,STUDENTIZED"
  })
  void pricesThatDoNotMoveHaveNoVarianceAndAnIntervalOfZero(Scheme scheme, Interval interval) {
    RealisedResult r =
        calculator(settings(50, 0.95, scheme, interval)).compute(series(DAY, 5, 5, 5, 5));
    assertThat(r.rv()).isZero();
    assertThat(r.lower()).isZero();
    assertThat(r.upper()).isZero();
  }

  @Test
  void theSpreadOfTheReplicatesIsTheClosedForm() {
    DaySeries day = brownian(385, 3, true);
    double[] x = new double[385];
    for (int i = 0; i < 385; i++) {
      double r = Math.log(day.price(i + 1) / day.price(i));
      x[i] = r * r;
    }
    double sum = Arrays.stream(x).sum();
    double exact = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum() - sum * sum / 385);
    for (Interval interval : new Interval[] {Interval.PERCENTILE, Interval.STUDENTIZED}) {
      RealisedResult r = calculator(settings(20_000, 0.95, Scheme.ORDINARY, interval)).compute(day);
      // The standard deviation of 20,000 replicates has a relative error of about 0.5 %.
      assertThat(r.bootstrapStandardError()).isCloseTo(exact, within(0.02 * exact));
    }
  }

  @Test
  void theAccelerationOfBcaIsThatOfTheJackknife() {
    int n = 60;
    DaySeries day = brownian(n, 21, true);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double r = Math.log1p((day.price(i + 1) - day.price(i)) / day.price(i));
      x[i] = r * r;
    }
    double sum = Arrays.stream(x).sum();
    double[] jackknife = Arrays.stream(x).map(v -> (sum - v) * n / (n - 1)).toArray();
    RandomOps random = RandomOps.of(KernelVariant.SCALAR);
    RandomStream unit = RandomStream.of(7, Purpose.PANEL, UnitHash.of("A", day.day().toString()));
    Resampler resampler = new Resampler(random, Resampling.ordinary(n));
    double[] replicates = new double[2000];
    for (int r = 0; r < replicates.length; r++) {
      resampler.draw(unit.replicate(r));
      replicates[r] = resampler.sum(x, 0);
    }
    double[] limits = new double[2];
    Intervals.interval(
        Intervals.Method.BCA,
        QuantileType.TYPE_7,
        sum,
        replicates,
        0,
        replicates.length,
        0.95,
        Intervals.acceleration(jackknife, 0, n),
        limits,
        0);
    RealisedResult r = calculator(settings(2000, 0.95, Scheme.ORDINARY, Interval.BCA)).compute(day);
    assertThat(r.lower()).isCloseTo(limits[0], within(1e-12 * sum));
    assertThat(r.upper()).isCloseTo(limits[1], within(1e-12 * sum));
    assertThat(Intervals.acceleration(jackknife, 0, n)).isGreaterThan(0.02);
  }

  @Test
  void blocksOfOneReturnAreTheOrdinaryBootstrapAndMovingBlocksAreCentred() {
    DaySeries day = brownian(100, 9, true);
    ResamplingSettings ones =
        new ResamplingSettings(500, 0.9, Scheme.CIRCULAR_BLOCK, Interval.PERCENTILE, 1, 7, 252);
    RealisedResult ordinary =
        calculator(settings(500, 0.9, Scheme.ORDINARY, Interval.PERCENTILE)).compute(day);
    assertThat(calculator(ones).compute(day)).isEqualTo(ordinary);

    // Blocks of 33 in a day whose variance is in its ends: without the shift the replicates lie
    // far below the estimate.
    ResamplingSettings blocks =
        new ResamplingSettings(20_000, 0.001, Scheme.MOVING_BLOCK, Interval.PERCENTILE, 33, 7, 252);
    RealisedResult r = calculator(blocks).compute(day);
    assertThat((r.lower() + r.upper()) / 2)
        .isCloseTo(r.rv(), within(0.1 * r.bootstrapStandardError()));
  }

  @Test
  void theSameBitsComeFromScalarAndVectorLoopsAndFromAnUsedCalculator() {
    for (Scheme scheme : Scheme.values()) {
      Interval interval = scheme == Scheme.WILD ? Interval.STUDENTIZED : Interval.PERCENTILE;
      ResamplingSettings settings = settings(300, 0.99, scheme, interval);
      RealisedCalculator scalar =
          new RealisedCalculator(
              settings, KernelVariant.SCALAR.resolve(), RandomOps.of(KernelVariant.SCALAR));
      RealisedCalculator used = calculator(settings);
      used.compute(brownian(600, 1, false));
      DaySeries day = brownian(385, 2, true);
      assertThat(used.compute(day)).isEqualTo(scalar.compute(day));
    }
  }

  @Test
  void aHundredThousandReplicatesOfACellAreComputedInBoundedMemory() {
    RealisedResult r =
        calculator(settings(100_000, 0.99, Scheme.ORDINARY, Interval.PERCENTILE))
            .compute(brownian(385, 4, false));
    double error = r.bootstrapStandardError();
    // Normal quantiles, but for the skewness of a sum of 385 squares.
    assertThat(r.lower()).isCloseTo(r.rv() - 2.576 * error, within(0.4 * error));
    assertThat(r.upper()).isCloseTo(r.rv() + 2.576 * error, within(0.4 * error));
  }

  @Test
  void theRealisedVarianceIsUnbiased() {
    RealisedCalculator calculator =
        calculator(settings(0, 0.95, Scheme.ORDINARY, Interval.PERCENTILE));
    int days = 2000;
    double rv = 0;
    double bv = 0;
    for (int d = 0; d < days; d++) {
      RealisedResult r = calculator.compute(brownian(385, d, true));
      rv += r.rv() / days;
      bv += r.bv() / days;
    }
    double error = 1e-4 * Math.sqrt(2.0 * 1.8 / 385 / days); // 1.8: the shape's fourth moment
    assertThat(rv).isCloseTo(1e-4, within(4 * error));
    assertThat(bv).isCloseTo(1e-4, within(0.005 * 1e-4 + 5 * error)); // one product is missing
  }

  /**
   * With a constant variance all schemes cover. With a U-shape over the day independent draws make
   * the plain intervals too wide, as they must (Goncalves and Meddahi 2009, section 3.1), and
   * studentized ones do not.
   */
  @ParameterizedTest
  @CsvSource({
    "ORDINARY,PERCENTILE,false,0.93,0.97",
    "ORDINARY,BASIC,false,0.92,0.97",
    "ORDINARY,BCA,false,0.93,0.97",
    "ORDINARY,STUDENTIZED,false,0.93,0.97",
    "CIRCULAR_BLOCK,PERCENTILE,false,0.90,0.97",
    "MOVING_BLOCK,PERCENTILE,false,0.90,0.97",
    "WILD,STUDENTIZED,false,0.93,0.97",
    "ORDINARY,STUDENTIZED,true,0.93,0.97",
    "WILD,STUDENTIZED,true,0.93,0.97",
    "ORDINARY,PERCENTILE,true,0.95,1.0",
  })
  @Tag("slow")
  void intervalsCover(Scheme scheme, Interval interval, boolean uShape, double least, double most) {
    RealisedCalculator calculator = calculator(settings(400, 0.95, scheme, interval));
    int days = 1000;
    int covered = 0;
    for (int d = 0; d < days; d++) {
      RealisedResult r = calculator.compute(brownian(385, d, uShape));
      covered += r.lower() <= 1e-4 && 1e-4 <= r.upper() ? 1 : 0;
    }
    assertThat((double) covered / days).isBetween(least, most);
  }

  @Test
  void whatIsNotFiniteIsNamed() {
    RealisedCalculator calculator =
        calculator(settings(10, 0.95, Scheme.ORDINARY, Interval.PERCENTILE));
    assertThatThrownBy(() -> calculator.compute(series(DAY, 1e-300, 1e300)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("A 2026-01-05: the realised variance is Infinity");
    assertThatThrownBy(() -> calculator.compute(series(DAY, 1)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("has one price");
    RealisedCalculator studentized =
        calculator(settings(1000, 0.99, Scheme.ORDINARY, Interval.STUDENTIZED));
    assertThatThrownBy(() -> studentized.compute(series(DAY, 1, 2, 3)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("the interval of 2 returns and 1000 replicates is");
  }
}
