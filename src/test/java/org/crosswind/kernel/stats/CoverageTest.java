package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.ops.Normal;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.stats.ColumnStatistics.Kind;
import org.crosswind.kernel.stats.Intervals.Method;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often 95 % intervals cover the truth, in 2,000 samples of each kind (the share so found has a
 * standard error of 0.5 %).
 */
@Tag("slow")
@Tag("nightly")
class CoverageTest {
  private static final RandomOps RANDOM = RandomOps.of(KernelVariant.AUTO);
  private static final int SAMPLES = 2000;
  private static final int REPLICATES = 1000;

  /** Shares covered, below and above, for percentile, basic and BCa, in percent. */
  private static double[][] coverage(
      boolean normal, int n, Resampling plan, Kind kind, double p, double truth) {
    double[][] found = new double[3][3];
    double[] x = new double[n];
    double[] replicates = new double[REPLICATES];
    double[] jackknife = new double[n];
    double[] limits = new double[2];
    for (int sample = 0; sample < SAMPLES; sample++) {
      RandomStream data = RandomStream.of(2026, Purpose.SYNTHETIC, "data").replicate(sample);
      if (normal) {
        RANDOM.openUniforms(data, 0, x, 0, n);
        for (int i = 0; i < n; i++) {
          x[i] = Normal.quantile(x[i]);
        }
      } else {
        RANDOM.exponentials(data, 0, x, 0, n);
      }
      ColumnStatistics column = new ColumnStatistics(x, 0, new Resampler(RANDOM, plan));
      double estimate = column.value(kind, p);
      RandomStream unit = RandomStream.of(2026, Purpose.BOOTSTRAP, sample);
      for (int r = 0; r < REPLICATES; r++) {
        column.draw(unit.replicate(r));
        replicates[r] = column.value(kind, p);
      }
      column.jackknife(kind, p, jackknife);
      double a = Intervals.acceleration(jackknife, 0, n);
      for (Method method : Method.values()) {
        Intervals.interval(
            method, QuantileType.TYPE_7, estimate, replicates, 0, REPLICATES, 0.95, a, limits, 0);
        int m = method.ordinal();
        found[m][truth < limits[0] ? 1 : truth > limits[1] ? 2 : 0] += 100.0 / SAMPLES;
      }
    }
    return found;
  }

  @Test
  void intervalsCoverAsOftenAsTheySay() {
    List<String> wrong = new ArrayList<>();
    check(wrong, "mean of normal", coverage(true, 100, Resampling.ordinary(100), Kind.MEAN, 0, 0));
    check(wrong, "Poisson counts", coverage(true, 100, Resampling.poisson(100), Kind.MEAN, 0, 0));
    check(
        wrong,
        "circular blocks",
        coverage(true, 200, Resampling.circularBlock(200, 4), Kind.MEAN, 0, 0));
    double[][] skewed = coverage(false, 200, Resampling.ordinary(200), Kind.MEAN, 0, 1);
    check(wrong, "mean of exponential", skewed);
    double[][] median = coverage(true, 201, Resampling.ordinary(201), Kind.QUANTILE, 0.5, 0);
    check(wrong, "median of normal", new double[][] {median[0]});
    assertThat(wrong).isEmpty();
    // BCa corrects the lopsidedness of the others: its misses are more evenly on both sides.
    assertThat(Math.abs(skewed[2][1] - skewed[2][2]))
        .isLessThan(Math.abs(skewed[0][1] - skewed[0][2]))
        .isLessThan(Math.abs(skewed[1][1] - skewed[1][2]));
  }

  private static void check(List<String> wrong, String what, double[][] found) {
    for (int m = 0; m < found.length; m++) {
      String text =
          String.format(
              Locale.ROOT,
              "%s, %s: %.2f %% covered, truth below %.2f %%, above %.2f %%",
              what,
              Method.values()[m].label(),
              found[m][0],
              found[m][1],
              found[m][2]);
      if (!(found[m][0] > 93 && found[m][0] < 97)) {
        wrong.add(text);
      }
    }
  }
}
