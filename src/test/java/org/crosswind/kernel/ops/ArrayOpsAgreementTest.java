package org.crosswind.kernel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scalar and vector loops: same bits, every method, awkward lengths and values. */
class ArrayOpsAgreementTest {
  private static final int[] LENGTHS = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 63, 64, 65, 255, 1023, 1024,
    4098, 4099
  };
  private static final double[] EXTREMES = {
    0.0,
    -0.0,
    1,
    -1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    709.7,
    709.79,
    710.5,
    -708.1,
    -744.9,
    -745.2,
    -746.5,
    1e-310,
    0x1p100,
    0x1p99,
    -0.9999999999999999,
    0x1p-54
  };

  private final ArrayOps scalar = KernelVariant.SCALAR.resolve();
  private final ArrayOps vector = KernelVariant.VECTOR.resolve();

  private interface Loop {
    void run(ArrayOps ops, double[] x, int from, double[] out, int outFrom, int count);
  }

  /** Any values, extreme ones among them. */
  private static double[] wild(Random random, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double g = random.nextGaussian();
      x[i] =
          switch (random.nextInt(4)) {
            case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
            case 1 -> g * Math.pow(10, random.nextInt(12) - 6);
            case 2 -> g * 300;
            default -> g;
          };
    }
    return x;
  }

  private static double[] tame(Random random, int n, double scale) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian() * scale;
    }
    return x;
  }

  private static void same(double a, double b, String what) {
    assertThat(Double.doubleToLongBits(a))
        .as("%s: %s and %s", what, a, b)
        .isEqualTo(Double.doubleToLongBits(b));
  }

  private void agree(String name, boolean wild, double scale, Loop loop) {
    long seed = 20261120;
    Random random = new Random(seed);
    for (int count : LENGTHS) {
      int from = random.nextInt(5);
      int outFrom = random.nextInt(5);
      double[] x = wild ? wild(random, count + from + 3) : tame(random, count + from + 3, scale);
      double[] a = new double[count + outFrom + 30];
      double[] b = a.clone();
      loop.run(scalar, x, from, a, outFrom, count);
      loop.run(vector, x, from, b, outFrom, count);
      for (int i = 0; i < a.length; i++) {
        same(a[i], b[i], name + ", length " + count + ", index " + i + ", seed " + seed);
      }
    }
  }

  @Test
  void theNamesTellThemApart() {
    assertThat(scalar.name()).isEqualTo("scalar");
    assertThat(vector.name()).isEqualTo("vector");
  }

  @Test
  void sumsAndExtremesAgree() {
    for (boolean wild : new boolean[] {false, true}) {
      agree("sum", wild, 1e3, (o, x, f, y, g, n) -> y[0] = o.sum(x, f, n));
      agree("positive", wild, 1e3, (o, x, f, y, g, n) -> y[0] = o.sumPositive(x, f, n));
      agree("negative", wild, 1e3, (o, x, f, y, g, n) -> y[0] = o.sumNegative(x, f, n));
      agree("max", wild, 1e3, (o, x, f, y, g, n) -> y[0] = o.max(x, f, n));
      agree("min", wild, 1e3, (o, x, f, y, g, n) -> y[0] = o.min(x, f, n));
      agree("profile", wild, 1e3, (o, x, f, y, g, n) -> o.profile(x, f, n, y));
    }
  }

  @Test
  void elementaryFunctionsAgree() {
    for (boolean wild : new boolean[] {false, true}) {
      agree("exp", wild, 200, (o, x, f, y, g, n) -> o.exp(x, f, y, g, n));
      agree("expm1", wild, 2, (o, x, f, y, g, n) -> o.expm1(x, f, y, g, n));
      agree("log", wild, 2, (o, x, f, y, g, n) -> o.log(x, f, y, g, n));
      agree("log1p", wild, 0.3, (o, x, f, y, g, n) -> o.log1p(x, f, y, g, n));
    }
  }

  @Test
  void weightLoopsAgree() {
    agree("cdf", false, 3, (o, x, f, y, g, n) -> o.normalCdf(x, f, 0, y, g, n));
    agree("cdf, far", false, 30, (o, x, f, y, g, n) -> o.normalCdf(x, f, 0, y, g, n));
    agree("tilt", false, 1, (o, x, f, y, g, n) -> o.tiltWeights(x, f, 9, 3, y, g, n));
    agree("tilt, steep", false, 1, (o, x, f, y, g, n) -> o.tiltWeights(x, f, 9, 90, y, g, n));
    double[] c = {1, -0.5, 0.25, 3, -1e-3};
    agree("polynomial", true, 1, (o, x, f, y, g, n) -> o.polynomial(c, x, f, y, g, n));
    agree(
        "log power",
        false,
        60,
        (o, x, f, y, g, n) -> {
          double[] p = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            p[i] = Math.exp(x[i]);
          }
          o.logPower(p, f, 0.37, -1.5, 2.25, y, g, n);
        });
  }

  @Test
  void weightedSumsAgreeAndGoOnFromCallToCall() {
    agree(
        "weighted",
        false,
        1,
        (o, x, f, y, g, n) -> {
          double[] lanes = new double[24];
          int cut = n / 2 & -8;
          o.addPositiveWeighted(x, f, x, 0, cut, lanes);
          o.addPositiveWeighted(x, f + cut, x, cut, n - cut, lanes);
          System.arraycopy(lanes, 0, y, 0, 24);
          double[] whole = new double[24];
          o.addPositiveWeighted(x, f, x, 0, n, whole);
          assertThat(lanes).isEqualTo(whole);
        });
    agree(
        "weights",
        false,
        1,
        (o, x, f, y, g, n) -> {
          double[] lanes = new double[24];
          o.addWeights(x, f, n, lanes);
          System.arraycopy(lanes, 0, y, 0, 24);
        });
  }

  @Test
  void worksInPlace() {
    Random random = new Random(3);
    double[] x = tame(random, 100, 5);
    double[] y = new double[100];
    vector.exp(x, 0, y, 0, 100);
    vector.exp(x, 0, x, 0, 100);
    assertThat(x).isEqualTo(y);
  }

  @Test
  void sumIsThatOfEightLanesAndATree() {
    double[] x = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
    assertThat(vector.sum(x, 0, 10)).isEqualTo(1023);
    double big = 0x1p53; // lane 0 holds big + 1 - big in order, lane 1 holds 1 + 1
    double[] y = {big, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, -big, 0};
    assertThat(vector.sum(y, 0, 18)).isEqualTo(2);
    assertThat(scalar.sum(y, 0, 18)).isEqualTo(2);
  }

  @Test
  void tilesOfAMatrixProductAgreeAndAreTheProduct() {
    Random random = new Random(41);
    for (int count : new int[] {0, 1, 2, 7, 256}) {
      double[] counts = new double[3 + 16 * count];
      double[] panel = new double[5 + 8 * count];
      for (int i = 3; i < counts.length; i++) {
        counts[i] = random.nextInt(5);
      }
      for (int i = 5; i < panel.length; i++) {
        panel[i] = random.nextGaussian();
      }
      double[] a = new double[2 + 128];
      java.util.Arrays.fill(a, 0.25);
      double[] b = a.clone();
      scalar.addTile(counts, 3, panel, 5, count, a, 2);
      vector.addTile(counts, 3, panel, 5, count, b, 2);
      assertThat(b).isEqualTo(a);
      assertThat(a[1]).isEqualTo(0.25);
      for (int k = 0; k < 8; k++) {
        for (int r = 0; r < 16; r++) {
          double sum = 0.25;
          for (int i = 0; i < count; i++) {
            sum += counts[3 + 16 * i + r] * panel[5 + 8 * i + k];
          }
          assertThat(a[2 + 16 * k + r]).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-11));
        }
      }
    }
  }
}
