package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.stats.ColumnStatistics.Kind;
import org.junit.jupiter.api.Test;

class ColumnStatisticsTest {
  private static final RandomOps RANDOM = RandomOps.of(KernelVariant.AUTO);
  private static final double[] LEVELS = {0, 0.01, 0.25, 0.5, 0.731, 0.95, 0.999, 1};

  /** The statistics from their definitions, slowly. */
  private static double slowly(Kind kind, double p, double[] x) {
    double[] s = x.clone();
    Arrays.sort(s);
    int n = s.length;
    double mean = Arrays.stream(s).sum() / n;
    switch (kind) {
      case MEAN:
        return mean;
      case SUM:
        return Arrays.stream(s).sum();
      case VARIANCE:
        return n < 2
            ? Double.NaN
            : Arrays.stream(s).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
      case STANDARD_DEVIATION:
        return Math.sqrt(slowly(Kind.VARIANCE, p, x));
      case QUANTILE:
        return Quantiles.ofSorted(s, 0, n, p);
      default:
        if (n == 0) {
          return Double.NaN;
        }
        // The integral of the empirical quantile function over [p, 1], over 1 - p.
        double integral = 0;
        for (int i = 0; i < n; i++) {
          integral += s[i] * Math.max(0, (i + 1.0) / n - Math.max(p, i / (double) n));
        }
        return p == 1 ? s[n - 1] : integral / (1 - p);
    }
  }

  private static double[] column(int n, long seed, boolean ties) {
    double[] x = new double[n + 2];
    RANDOM.exponentials(RandomStream.of(seed, Purpose.SYNTHETIC, 1), 0, x, 2, n);
    for (int i = 0; ties && i < x.length; i++) {
      x[i] = Math.floor(4 * x[i]);
    }
    return x;
  }

  private static void assertClose(double actual, double expected, Kind kind, double p) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as("%s %s", kind, p).isNaN();
    } else if (kind == Kind.STANDARD_DEVIATION) {
      // Its square is what is accurate: of rows that are all alike, a rounding error has a large
      // root.
      assertClose(actual * actual, expected * expected, Kind.VARIANCE, p);
    } else {
      double margin = 1e-9 * Math.max(1, Math.abs(expected));
      assertThat(actual).as("%s %s", kind, p).isCloseTo(expected, within(margin));
    }
  }

  @Property(tries = 60)
  void statisticsOfAResampleAreThoseOfTheRowsDrawn(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int n, @ForAll boolean ties) {
    double[] x = column(n, seed, ties);
    for (Resampling plan :
        new Resampling[] {
          Resampling.ordinary(n), Resampling.poisson(n), Resampling.movingBlock(n, 4)
        }) {
      ColumnStatistics column = new ColumnStatistics(x, 2, new Resampler(RANDOM, plan));
      Resampler rows = new Resampler(RANDOM, plan);
      for (int r = 0; r < 4; r++) {
        RandomStream stream = RandomStream.of(seed, Purpose.BOOTSTRAP, 5).replicate(r);
        column.draw(stream);
        double[] drawn = new double[rows.draw(stream)];
        rows.gather(x, 2, drawn);
        assertThat(column.size()).isEqualTo(drawn.length);
        for (Kind kind : Kind.values()) {
          for (double p : LEVELS) {
            assertClose(column.value(kind, p), slowly(kind, p, drawn), kind, p);
          }
        }
      }
    }
  }

  @Property(tries = 60)
  void theQuickJackknifeIsTheSlowOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n, @ForAll boolean ties) {
    double[] x = column(n, seed, ties);
    Resampling plan = Resampling.ordinary(n);
    ColumnStatistics column = new ColumnStatistics(x, 2, new Resampler(RANDOM, plan));
    double[] out = new double[n];
    for (Kind kind : Kind.values()) {
      for (double p : LEVELS) {
        column.jackknife(kind, p, out);
        for (int i = 0; i < n; i++) {
          double[] rest = new double[n - 1];
          System.arraycopy(x, 2, rest, 0, i);
          System.arraycopy(x, 3 + i, rest, i, n - 1 - i);
          assertClose(out[i], slowly(kind, p, rest), kind, p);
          column.leaveOut(i, i + 1);
          assertClose(column.value(kind, p), slowly(kind, p, rest), kind, p);
        }
      }
    }
  }

  @Test
  void theWholeSampleIsSelectedAtFirstAndAnEmptyOneHasNoStatistics() {
    double[] x = {3, 1, 2, 10};
    ColumnStatistics column =
        new ColumnStatistics(x, 0, new Resampler(RANDOM, Resampling.ordinary(4)));
    assertThat(column.mean()).isEqualTo(4);
    assertThat(column.quantile(0.5)).isEqualTo(2.5);
    assertThat(column.expectedShortfall(0.625)).isCloseTo((10 + 0.5 * 3) / 1.5, within(1e-14));
    ColumnStatistics empty =
        new ColumnStatistics(x, 0, new Resampler(RANDOM, Resampling.ordinary(0)));
    empty.draw(RandomStream.of(1, Purpose.BOOTSTRAP, 1));
    assertThat(empty.sum()).isZero();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.SUM) {
        assertThat(empty.value(kind, 0.5)).as(kind.name()).isNaN();
      }
    }
  }

  @Test
  void aFarAwayOriginLosesNoDigitsOfTheVariance() {
    double[] x = column(1000, 4, false);
    double expected = slowly(Kind.VARIANCE, 0, Arrays.copyOfRange(x, 2, 1002));
    for (int i = 0; i < x.length; i++) {
      x[i] += 1 << 20; // exact enough: the low bits that are lost are those of x itself
    }
    ColumnStatistics column =
        new ColumnStatistics(x, 2, new Resampler(RANDOM, Resampling.ordinary(1000)));
    assertThat(column.variance()).isCloseTo(expected, within(1e-8));
  }
}
