package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CvaAttributionTest {
  private static final double[] YEARS = {0.5, 1, 2, 3, 5};
  private static final double[] FINER = {0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5};

  private final CvaAttribution attribution = new CvaAttribution(CvaAttribution.STANDARD_ORDER);

  @Test
  void nothingMovedGivesZeros() {
    CvaSide a = side(YEARS, 1, 1.4, 0.02, 0.03, 0.4);
    assertThat(attribution.parts(a, a, false)).containsOnly(0);
    assertThat(attribution.parts(a, a, true)).containsOnly(0);
  }

  @Test
  void aMoveOfOneDriverIsAllItsOwnWhateverTheOrder() {
    CvaSide a = side(YEARS, 1, 1.4, 0.02, 0.03, 0.4);
    List<CvaDriver> order = new ArrayList<>(CvaAttribution.STANDARD_ORDER);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(order, new Random(seed));
      onlyMoves(CvaDriver.EXPOSURE, order, a, side(YEARS, 1.3, 1.4, 0.02, 0.03, 0.4), false);
      onlyMoves(CvaDriver.CREDIT, order, a, side(YEARS, 1, 1.4, 0.025, 0.03, 0.4), false);
      onlyMoves(CvaDriver.DISCOUNTING, order, a, side(YEARS, 1, 1.4, 0.02, 0.01, 0.4), false);
      onlyMoves(CvaDriver.RECOVERY, order, a, side(YEARS, 1, 1.4, 0.02, 0.03, 0.25), false);
      onlyMoves(CvaDriver.MODEL, order, a, side(YEARS, 1, 1.7, 0.02, 0.03, 0.4), true);
      // The ratio of an unchanged copula moves with the curve, and with the cube.
      onlyMoves(CvaDriver.CREDIT, order, a, side(YEARS, 1, 1.5, 0.025, 0.03, 0.4), false);
      onlyMoves(CvaDriver.EXPOSURE, order, a, side(YEARS, 1.3, 1.5, 0.02, 0.03, 0.4), false);
      // Another version of the kernel.
      onlyMoves(CvaDriver.MODEL, order, a, side(YEARS, 1, 1.400001, 0.02, 0.03, 0.4), false);
    }
  }

  private static void onlyMoves(
      CvaDriver driver, List<CvaDriver> order, CvaSide a, CvaSide b, boolean modelChanged) {
    double[] parts = new CvaAttribution(order).parts(a, b, modelChanged);
    assertThat(parts[driver.ordinal()]).isEqualTo(b.cva() - a.cva()).isNotZero();
    parts[driver.ordinal()] = 0;
    assertThat(parts).containsOnly(0);
  }

  @Test
  void partsOfAProductAreItsTelescope() {
    // One tenor: the CVA is a product, so every step multiplies by its own ratio.
    CvaSide a = side(new double[] {1}, 1, 1.2, 0.02, 0.03, 0.4);
    CvaSide b = side(new double[] {1}, 2, 1.5, 0.05, 0.01, 0.1);
    double[] parts = attribution.parts(a, b, true);
    double v = a.cva();
    double[] factors = {
      2,
      b.defaultProbability()[0] / a.defaultProbability()[0],
      b.discount()[0] / a.discount()[0],
      0.9 / 0.6,
      1.5 / 1.2
    };
    for (int k = 0; k < parts.length; k++) {
      assertThat(parts[k]).isCloseTo(v * (factors[k] - 1), Offset.offset(1e-15));
      v *= factors[k];
    }
    assertThat(v).isCloseTo(b.cva(), Offset.offset(1e-15));
  }

  @Test
  void mixedEffectsBelongToTheLaterStep() {
    CvaSide a = side(new double[] {1}, 1, 1, 0.02, 0.03, 0.4);
    CvaSide b = side(new double[] {1}, 2, 1, 0.02, 0.03, 0.1);
    List<CvaDriver> recoveryFirst = new ArrayList<>(CvaAttribution.STANDARD_ORDER);
    Collections.reverse(recoveryFirst);
    double exposureFirst = attribution.parts(a, b, false)[CvaDriver.EXPOSURE.ordinal()];
    double exposureLast =
        new CvaAttribution(recoveryFirst).parts(a, b, false)[CvaDriver.EXPOSURE.ordinal()];
    assertThat(exposureLast / exposureFirst).isCloseTo(1.5, Offset.offset(1e-12));
  }

  @Test
  void partsAddUpToTheLastBit() {
    Random random = new Random(11);
    for (int trial = 0; trial < 20_000; trial++) {
      CvaSide a = wild(random);
      CvaSide b = wild(random);
      List<CvaDriver> order = new ArrayList<>(CvaAttribution.STANDARD_ORDER);
      Collections.shuffle(order, random);
      double[] parts = new CvaAttribution(order).parts(a, b, random.nextBoolean());
      double change = b.cva() - a.cva();
      double sum = 0;
      double largest = 0;
      for (double part : parts) {
        sum += part;
        largest = Math.max(largest, Math.abs(part));
      }
      double rounding = CvaAttribution.rounding(change, parts);
      assertThat(sum + rounding).as("trial %d", trial).isEqualTo(change);
      assertThat(Math.abs(rounding)).isLessThanOrEqualTo(8 * Math.ulp(largest));
    }
  }

  /** Sides whose size ranges over many orders of magnitude, some of them zero. */
  private static CvaSide wild(Random random) {
    double[] grid = random.nextBoolean() ? YEARS : FINER;
    double size = random.nextInt(20) == 0 ? 0 : Math.exp(random.nextDouble() * 40 - 20);
    return side(
        grid,
        size,
        Math.exp(random.nextDouble() * 4 - 2),
        Math.exp(random.nextDouble() * 10 - 9),
        random.nextDouble() * 0.1 - 0.02,
        random.nextDouble() * 0.99);
  }

  @Test
  void anotherGridBelongsToTheExposure() {
    // Curves are constant hazard and forward rate, so reading them at other tenors is exact.
    CvaSide a = side(YEARS, 1, 1, 0.02, 0.03, 0.4);
    CvaSide b = side(FINER, 1, 1, 0.02, 0.03, 0.4);
    double[] parts = attribution.parts(a, b, false);
    assertThat(parts[CvaDriver.EXPOSURE.ordinal()])
        .isCloseTo(b.cva() - a.cva(), Offset.offset(1e-14));
    for (CvaDriver driver : CvaDriver.values()) {
      if (driver != CvaDriver.EXPOSURE) {
        assertThat(parts[driver.ordinal()]).isCloseTo(0, Offset.offset(1e-14));
      }
    }
  }

  @Test
  void curvesGoOnBeyondTheirLastTenor() {
    CvaSide a = side(YEARS, 1, 1, 0.02, 0.03, 0.4);
    CvaSide b = side(new double[] {0.1, 4, 7.5}, 1, 1, 0.02, 0.03, 0.4);
    double[] parts = attribution.parts(a, b, false);
    assertThat(parts[CvaDriver.CREDIT.ordinal()]).isCloseTo(0, Offset.offset(1e-14));
    assertThat(parts[CvaDriver.DISCOUNTING.ordinal()]).isCloseTo(0, Offset.offset(1e-14));
  }

  @Test
  void aCurveThatHasComeToZeroStaysThere() {
    double[] ones = {1, 1};
    double[] times = {1, 2};
    CvaSide dead =
        new CvaSide(times, ones, ones, new double[] {0.5, 0}, new double[] {0.5, 0.5}, ones, 1);
    double[] later = {0.5, 1.5, 3};
    double[] three = {1, 1, 1};
    CvaSide b =
        new CvaSide(
            later,
            three,
            three,
            new double[] {0.9, 0.8, 0.7},
            new double[] {0.1, 0.1, 0.1},
            three,
            1);
    double[] parts = attribution.parts(dead, b, false);
    // Default is certain before the last tenor: the CVA of a unit exposure is 1 on either grid.
    assertThat(parts[CvaDriver.EXPOSURE.ordinal()]).isCloseTo(0, Offset.offset(1e-15));
    assertThat(parts[CvaDriver.CREDIT.ordinal()]).isCloseTo(0.3 - 1, Offset.offset(1e-15));
  }

  @Test
  void ordersThatAreNotAPermutationAreRefused() {
    List<CvaDriver> twice =
        List.of(
            CvaDriver.CREDIT,
            CvaDriver.CREDIT,
            CvaDriver.MODEL,
            CvaDriver.RECOVERY,
            CvaDriver.EXPOSURE);
    assertThatThrownBy(() -> new CvaAttribution(twice))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CvaAttribution(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CvaSide side(
      double[] times, double size, double ratio, double hazard, double rate, double recovery) {
    double[] epe = at(times, t -> size * Math.sqrt(t) * Math.exp(-0.1 * t));
    double[] survival = at(times, t -> Math.exp(-hazard * t));
    double[] probability = new double[times.length];
    double before = 1;
    for (int i = 0; i < times.length; i++) {
      probability[i] = before - survival[i];
      before = survival[i];
    }
    return new CvaSide(
        times,
        epe,
        Arrays.stream(epe).map(e -> e * ratio).toArray(),
        survival,
        probability,
        at(times, t -> Math.exp(-rate * t)),
        1 - recovery);
  }

  private static double[] at(double[] times, DoubleUnaryOperator curve) {
    return Arrays.stream(times).map(curve).toArray();
  }
}
