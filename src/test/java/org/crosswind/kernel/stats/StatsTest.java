package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.crosswind.kernel.Golden;
import org.junit.jupiter.api.Test;

/** Sorting, selection, quantiles, ranks and correlation. */
class StatsTest {
  private static double[] sample(Random random, int kind, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double g = random.nextGaussian();
      x[i] =
          switch (kind) {
            case 0 -> g;
            case 1 -> Math.round(g * 3); // ties, zeros of both signs
            case 2 -> g * Math.exp(30 * random.nextGaussian()); // heavy tails
            case 3 -> 1e6 + g * 1e-9; // nearly equal
            case 4 -> i % 2 == 0 ? 1e-300 * Math.abs(g) : 1e300 * Math.abs(g);
            case 5 -> random.nextInt(50) == 0 ? 1e9 : 1 + 1e-13 * random.nextInt(1000);
            default -> -Math.abs(g);
          };
    }
    return x;
  }

  private static final int[] SIZES = {1, 2, 3, 10, 255, 256, 257, 1000, 5000};

  @Test
  void positivesComeOutInDescendingOrder() {
    Random random = new Random(11);
    DoubleSort sort = new DoubleSort();
    for (int n : SIZES) {
      for (int kind = 0; kind < 7; kind++) {
        double[] x = sample(random, kind, n);
        if (kind == 0) {
          x[n / 2] = Double.NaN;
        }
        double[] expected =
            Arrays.stream(x).filter(v -> v > 0).map(v -> -v).sorted().map(v -> -v).toArray();
        double[] out = new double[n + 2];
        int m = sort.positivesDescending(x, 0, n, out, 2);
        assertThat(Arrays.copyOfRange(out, 2, 2 + m))
            .as("kind %s, n %s", kind, n)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void selectionPutsTheOrderStatisticInItsPlace() {
    Random random = new Random(12);
    for (int n : SIZES) {
      for (int kind = 0; kind < 7; kind++) {
        double[] x = sample(random, kind, n);
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        for (int k : new int[] {0, n / 3, n / 2, (int) (0.95 * n), n - 1}) {
          double[] y = x.clone();
          assertThat(Selection.select(y, 0, n, k) + 0.0).isEqualTo(sorted[k] + 0.0);
          for (int i = 0; i < n; i++) {
            assertThat(i < k ? y[i] <= y[k] : y[i] >= y[k]).isTrue();
          }
        }
      }
    }
  }

  @Test
  void quantilesAgreeWithTheGoldens() {
    var golden = Golden.json("wwr/cases/k04_quantile.json");
    double[] levels = Golden.numbers(golden.get("q"));
    PositiveQuantile selector = new PositiveQuantile();
    for (var row : golden.get("columns")) {
      double[] x = Golden.numbers(row.get("values"));
      double[] expected = Golden.numbers(row.get("pfe"));
      boolean nan = Arrays.stream(x).anyMatch(Double::isNaN);
      double max = Arrays.stream(x).max().orElseThrow();
      for (int i = 0; i < levels.length; i++) {
        double[] y = Arrays.stream(x).map(v -> Math.max(v, 0)).toArray();
        double unsorted = Quantiles.ofUnsorted(y.clone(), 0, y.length, levels[i]);
        Arrays.sort(y);
        double sorted = Quantiles.ofSorted(y, 0, y.length, levels[i]);
        assertThat(unsorted).isEqualTo(expected[i]);
        assertThat(sorted).isEqualTo(expected[i]);
        if (!nan) {
          assertThat(selector.positiveQuantile(x, 0, x.length, max, levels[i]))
              .isEqualTo(expected[i]);
        }
      }
    }
  }

  @Test
  void selectedQuantileIsTheSortedOneOnAnySample() {
    Random random = new Random(13);
    PositiveQuantile selector = new PositiveQuantile();
    for (int n : SIZES) {
      for (int kind = 0; kind < 7; kind++) {
        double[] x = sample(random, kind, n);
        double[] y = Arrays.stream(x).map(v -> Math.max(v, 0)).sorted().toArray();
        double max = Arrays.stream(x).max().orElseThrow();
        for (double q : new double[] {1e-9, 0.01, 0.5, 0.95, 0.999, 1}) {
          assertThat(selector.positiveQuantile(x, 0, n, max, q))
              .as("kind %s, n %s, q %s", kind, n, q)
              .isEqualTo(Quantiles.ofSorted(y, 0, n, q));
        }
      }
    }
  }

  @Test
  void quantileOfNothingOrNaNIsNaNAndLevelsAreChecked() {
    assertThat(Quantiles.ofSorted(new double[0], 0, 0, 0.5)).isNaN();
    assertThat(Quantiles.ofUnsorted(new double[0], 0, 0, 0.5)).isNaN();
    assertThat(Quantiles.ofUnsorted(new double[] {1, Double.NaN}, 0, 2, 0.5)).isNaN();
    assertThatThrownBy(() -> Quantiles.ofSorted(new double[] {1}, 0, 1, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> Quantiles.ofSorted(new double[] {1}, 0, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gradesAgreeWithTheGoldens() {
    var golden = Golden.json("wwr/cases/k03_ranks.json");
    Ranks ranks = new Ranks();
    for (var row : golden.get("rank_uniform_columns")) {
      int columns = row.get("values").get(0).size();
      for (int c = 0; c < columns; c++) {
        double[] x = Golden.column(row.get("values"), c);
        double[] expected = Golden.column(row.get("grades"), c);
        double[] out = new double[x.length];
        ranks.grades(x, 0, x.length, out, 0);
        if (row.get("ties_present").asBoolean()) {
          Arrays.sort(out);
          Arrays.sort(expected);
        }
        assertThat(out).isEqualTo(expected);
      }
    }
  }

  @Test
  void equalValuesAreRankedInTheOrderTheyStandAndNaNLast() {
    double[] x = {2, 0.0, -1, -0.0, Double.NaN, 2, Double.NEGATIVE_INFINITY, 1e300};
    double[] out = new double[8];
    new Ranks().grades(x, 0, 8, out, 0);
    assertThat(out)
        .isEqualTo(
            new double[] {4.5 / 8, 2.5 / 8, 1.5 / 8, 3.5 / 8, 7.5 / 8, 5.5 / 8, 0.5 / 8, 6.5 / 8});
  }

  @Test
  void correlationAgreesWithTheGoldens() {
    var golden = Golden.json("wwr/cases/k05_rules.json");
    for (var row : golden.get("diagnostics")) {
      double[] epe = Golden.numbers(row.get("unconditional"));
      double[] hazard = Golden.numbers(row.get("hazard"));
      double expected = Golden.number(row.get("ee_hazard_corr"));
      assertThat(Math.abs(Correlation.pearson(epe, hazard, epe.length) - expected))
          .isLessThan(1e-12);
    }
  }

  @Test
  void correlationWithRoundingNoiseIsZero() {
    double[] flat = {0.02, Math.nextUp(0.02), 0.02, 0.02};
    double[] rising = {1, 2, 3, 4};
    assertThat(Correlation.pearson(flat, rising, 4)).isEqualTo(0);
    assertThat(Correlation.pearson(rising, flat, 4)).isEqualTo(0);
    assertThat(Correlation.pearson(rising, rising, 1)).isEqualTo(0);
    assertThat(Correlation.pearson(new double[4], rising, 4)).isEqualTo(0);
    assertThat(Correlation.pearson(new double[] {1, Double.NaN}, rising, 2)).isNaN();
    double[] huge = {1e300, -1e300, 3e300, 1e299};
    double[] falling = {-1e-300, 1e-300, -3e-300, -1e-301};
    assertThat(Correlation.pearson(huge, falling, 4)).isBetween(-1 - 1e-15, -1 + 1e-15);
  }
}
