package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestPositivesTest {
  private final LargestPositives largest = new LargestPositives();

  private double[] of(double[] x, int k) {
    double[] out = new double[k];
    double[] padded = DoubleStream.concat(DoubleStream.of(9e9), Arrays.stream(x)).toArray();
    return Arrays.copyOf(out, largest.descending(padded, 1, x.length, k, out));
  }

  private double[] taken(double[] x, int k) {
    double[] out = new double[k];
    int n = largest.descending(x, 0, x.length, k, out);
    return Arrays.copyOf(out, n);
  }

  private static double[] expected(double[] x, int k) {
    return Arrays.stream(x)
        .filter(v -> v > 0)
        .boxed()
        .sorted(Comparator.reverseOrder())
        .limit(k)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,3", "100,1", "1000,7", "1000,400", "1000,1000", "5000,13", "5000,2500"})
  void theyAreTheFirstOfTheSortedSample(int count, int k) {
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] x = random.doubles(count, -1, 1).toArray();
      assertThat(taken(x, k)).as("seed %d", seed).isEqualTo(expected(x, k));
      Arrays.sort(x); // every element displaces another
      assertThat(taken(x, k)).as("seed %d, ascending", seed).isEqualTo(expected(x, k));
    }
  }

  @Test
  void tiesCountAsOftenAsTheyOccur() {
    double[] x = new double[2000];
    Arrays.setAll(x, i -> i % 3);
    assertThat(taken(x, 700)).isEqualTo(expected(x, 700));
  }

  @Test
  void onlyTheRangeIsRead() {
    assertThat(of(new double[] {1, 3, 2}, 2)).containsExactly(3, 2);
  }

  @Test
  void zerosNegativesAndNanAreNotPositive() {
    assertThat(taken(new double[] {0, -1, Double.NaN, 2, -0.0}, 3)).containsExactly(2);
    assertThat(taken(new double[0], 3)).isEmpty();
  }
}
