package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.stats.Intervals.Method;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static final RandomOps RANDOM = RandomOps.of(KernelVariant.AUTO);

  /** Scores of 26 children in test A: Efron and Tibshirani (1993), table 14.1. */
  private static final double[] SPATIAL_A = {
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
    41
  };

  /** LSAT and GPA of 15 law schools: Efron and Tibshirani (1993), table 3.1. */
  private static final double[] LSAT = {
    576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594
  };

  private static final double[] GPA = {
    3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96
  };

  private static double mean(double[] w, double[] x) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < x.length; i++) {
      sum += w[i] * x[i];
      total += w[i];
    }
    return sum / total;
  }

  private static double covariance(double[] w, double[] x, double[] y) {
    double mx = mean(w, x);
    double my = mean(w, y);
    double[] products = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      products[i] = (x[i] - mx) * (y[i] - my);
    }
    return mean(w, products);
  }

  private static double[] replicates(WeightedStatistic statistic, int n, int count) {
    double[] out = new double[count];
    Resampler resampler = new Resampler(RANDOM, Resampling.ordinary(n));
    RandomStream unit = RandomStream.of(1993, Purpose.BOOTSTRAP, "book");
    Replicates.fill(statistic, resampler, unit, 0, out, 0, count);
    return out;
  }

  /**
   * Efron and Tibshirani (1993), section 14.3 and table 14.2: estimate 171.5, a = 0.061 exactly;
   * with B = 2000 they have z0 = 0.146, percentile (100.8, 233.9), BCa (115.8, 259.6) at 90 %,
   * which is known to the error of their 2000 replicates: about 0.03 in z0 and 2 to 3 in the
   * limits.
   */
  @Test
  void theVarianceOfTheSpatialTestHasThePublishedInterval() {
    WeightedStatistic variance = (w, n) -> covariance(w, SPATIAL_A, SPATIAL_A);
    int n = SPATIAL_A.length;
    double estimate = Replicates.estimate(variance, n);
    assertThat(estimate).isCloseTo(171.5, within(0.05));
    double[] jackknife = new double[n];
    Replicates.jackknife(variance, n, jackknife);
    double a = Intervals.acceleration(jackknife, 0, n);
    assertThat(a).isCloseTo(0.061, within(0.0005));
    double[] r = replicates(variance, n, 50_000);
    assertThat(Intervals.biasCorrection(estimate, r, 0, r.length)).isCloseTo(0.146, within(0.06));
    double[] out = new double[2];
    Intervals.interval(
        Method.PERCENTILE, QuantileType.TYPE_7, estimate, r, 0, r.length, 0.9, 0, out, 0);
    assertThat(out[0]).isCloseTo(100.8, within(4.0));
    assertThat(out[1]).isCloseTo(233.9, within(4.0));
    Intervals.interval(Method.BCA, QuantileType.TYPE_7, estimate, r, 0, r.length, 0.9, a, out, 0);
    assertThat(out[0]).isCloseTo(115.8, within(4.0));
    assertThat(out[1]).isCloseTo(259.6, within(4.0));
  }

  /** Efron and Tibshirani (1993), table 6.1: standard error 0.132 with B = 3200. */
  @Test
  void theCorrelationOfTheLawSchoolsHasThePublishedStandardError() {
    WeightedStatistic correlation =
        (w, n) ->
            covariance(w, LSAT, GPA)
                / Math.sqrt(covariance(w, LSAT, LSAT) * covariance(w, GPA, GPA));
    assertThat(Replicates.estimate(correlation, 15)).isCloseTo(0.776, within(0.0005));
    double[] r = replicates(correlation, 15, 50_000);
    assertThat(Intervals.standardError(r, 0, r.length)).isCloseTo(0.132, within(0.004));
  }

  /** Figures of numpy 2 and scipy 1.17 from the formulas of the documentation. */
  @Test
  void limitsOfGivenReplicatesAreThoseOfAnotherImplementation() {
    double[] r = new double[1003];
    for (int i = 0; i < 999; i++) {
      double u = Math.floorMod(i * 7919L + 13, 1009) / 1009.0;
      r[2 + i] = u * u * 3 + 1;
    }
    double[] jackknife = new double[26];
    for (int k = 0; k < 26; k++) {
      jackknife[k] = Math.pow(k * 37 % 29, 1.5) / 10;
    }
    assertThat(Intervals.standardError(r, 2, 999)).isCloseTo(0.8948527978763753, within(1e-14));
    double a = Intervals.acceleration(jackknife, 0, 26);
    assertThat(a).isCloseTo(-0.011700278142252938, within(1e-15));
    assertThat(Intervals.biasCorrection(1.9, r, 2, 999))
        .isCloseTo(0.11694087484273694, within(1e-14));
    double[] out = new double[3];
    Intervals.interval(Method.BCA, QuantileType.TYPE_7, 1.9, r, 2, 999, 0.9, a, out, 1);
    assertThat(out[1]).isCloseTo(1.016981107757823, within(1e-12));
    assertThat(out[2]).isCloseTo(3.8035941064659893, within(1e-12));
    Intervals.interval(Method.PERCENTILE, QuantileType.TYPE_7, 1.9, r, 2, 999, 0.9, a, out, 1);
    assertThat(out[1]).isCloseTo(1.0073376283419493, within(1e-14));
    assertThat(out[2]).isCloseTo(3.704958741003908, within(1e-14));
    Intervals.interval(Method.BASIC, QuantileType.TYPE_7, 1.9, r, 2, 999, 0.9, a, out, 1);
    assertThat(out[1]).isCloseTo(3.8 - 3.704958741003908, within(1e-14));
    assertThat(out[2]).isCloseTo(3.8 - 1.0073376283419493, within(1e-14));
    assertThat(out[0]).isZero();
  }

  @Test
  void quantileTypesAreThoseOfHyndmanAndFan() {
    double[] x = {1, 2, 4, 8, 16, 32, 64};
    double[] levels = {0.01, 0.1, 0.25, 0.5, 0.9, 0.99};
    double[][] expected = {
      {1, 1, 1.75, 6, 41.6, 61.76},
      {1, 1.2, 2.5, 8, 57.6, 64},
      {1, 1, 2, 8, 64, 64},
      {1.06, 1.6, 3, 8, 44.8, 62.08},
      {1, 16 / 15.0, 7 / 3.0, 8, 928 / 15.0, 64},
      {1, 1.1, 2.375, 8, 60.8, 64}
    };
    for (QuantileType type : QuantileType.values()) {
      for (int i = 0; i < levels.length; i++) {
        assertThat(type.ofSorted(x, 0, 7, levels[i]))
            .as("%s at %s", type, levels[i])
            .isCloseTo(expected[type.ordinal()][i], within(1e-12));
      }
      assertThat(type.ofSorted(x, 0, 7, 1)).isEqualTo(64);
      assertThat(type.ofSorted(x, 2, 1, 0.3)).isEqualTo(4);
      assertThat(type.ofSorted(x, 0, 0, 0.3)).isNaN();
    }
  }

  @Test
  void theStandardErrorOfTheMeanIsThatOfTheFormula() {
    double[] x = new double[400];
    RANDOM.exponentials(RandomStream.of(3, Purpose.SYNTHETIC, 0), 0, x, 0, 400);
    double[] ones = new double[400];
    Arrays.fill(ones, 1);
    double formula = Math.sqrt(covariance(ones, x, x) / 400);
    double[] r = replicates((w, n) -> mean(w, x), 400, 20_000);
    // The standard error of a standard error from B replicates is about se / sqrt(2 B).
    assertThat(Intervals.standardError(r, 0, r.length)).isCloseTo(formula, within(0.02 * formula));
  }

  @Test
  void degenerateCasesAreThoseOfTheDocumentation() {
    double[] out = new double[2];
    double[] same = {5, 5, 5, 5};
    assertThat(Intervals.standardError(same, 0, 4)).isZero();
    assertThat(Intervals.standardError(same, 0, 1)).isNaN();
    assertThat(Intervals.acceleration(same, 0, 4)).isZero();
    for (Method method : Method.values()) {
      Intervals.interval(method, QuantileType.TYPE_7, 5, same, 0, 4, 0.95, 0, out, 0);
      assertThat(out).containsExactly(5, 5);
      Intervals.interval(method, QuantileType.TYPE_7, 5, same, 0, 0, 0.95, 0, out, 0);
      assertThat(out).containsExactly(Double.NaN, Double.NaN);
      double[] hole = {1, Double.NaN, 3};
      assertThat(Intervals.standardError(hole, 0, 3)).isNaN();
      Intervals.interval(method, QuantileType.TYPE_7, 2, hole, 0, 3, 0.95, 0, out, 0);
      assertThat(out).containsExactly(Double.NaN, Double.NaN);
      Intervals.interval(method, QuantileType.TYPE_7, Double.NaN, same, 0, 4, 0.95, 0, out, 0);
      assertThat(out).containsExactly(Double.NaN, Double.NaN);
    }
    double[] above = {6, 7, 8};
    assertThat(Intervals.biasCorrection(5, above, 0, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
    Intervals.interval(Method.BCA, QuantileType.TYPE_7, 5, above, 0, 3, 0.95, 0, out, 0);
    assertThat(out).containsExactly(Double.NaN, Double.NaN);
    double[] about = {4, 5, 6};
    Intervals.interval(Method.BCA, QuantileType.TYPE_7, 5, about, 0, 3, 0.95, 0.6, out, 0);
    assertThat(out[1]).isNaN();
    assertThatThrownBy(
            () ->
                Intervals.interval(
                    Method.BASIC, QuantileType.TYPE_7, 5, above, 0, 3, 95, 0, out, 0))
        .hasMessage("the confidence is 95.0, expected above 0 and below 1");
  }

  @Test
  void strataAreComparedWithTheirOwnMeanAndBlocksAreLeftOutWhole() {
    double[] x = {1, 2, 3, 7, 11, 12, 13, 19};
    WeightedStatistic mean = (w, n) -> mean(w, x);
    double[] values = new double[8];
    assertThat(Replicates.jackknife(mean, 8, 3, values)).isEqualTo(3);
    assertThat(values[0]).isCloseTo((7 + 11 + 12 + 13 + 19) / 5.0, within(1e-12));
    assertThat(values[2]).isCloseTo((1 + 2 + 3 + 7 + 11 + 12) / 6.0, within(1e-12));
    double[] jackknife = {1, 2, 6, 0, 0, 3};
    double s1 = (2.0 / 3) * (2.0 / 3);
    double squares = s1 * (4 + 1 + 9) + s1 * (1 + 1 + 4);
    double cubes = (2.0 / 3) * s1 * (8 + 1 - 27 + 1 + 1 - 8);
    assertThat(Intervals.acceleration(jackknife, 0, new int[] {0, 3, 6}))
        .isCloseTo(cubes / (6 * Math.pow(squares, 1.5)), within(1e-14));
  }
}
