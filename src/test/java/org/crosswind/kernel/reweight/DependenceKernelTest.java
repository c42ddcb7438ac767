package org.crosswind.kernel.reweight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.kernel.reweight.Kernels.cube;
import static org.crosswind.kernel.reweight.Kernels.evaluate;
import static org.crosswind.kernel.reweight.Kernels.relative;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.crosswind.kernel.ops.KernelVariant;
import org.junit.jupiter.api.Test;

/** What must hold for any dependence model; {@link DependenceReferenceTest} has the figures. */
class DependenceKernelTest {
  private final RankScores scores = new RankScores();

  private DependenceKernel kernel(Case c) {
    return Kernels.of(c.model, c.parameter, c.nu, scores);
  }

  /** A copula by name and parameter, for tests that hold for all of them. */
  private record Case(String model, double parameter, double nu) {}

  private static List<Case> copulas() {
    List<Case> cases = new ArrayList<>();
    for (double rho : new double[] {-0.999, -0.6, 0, 0.3, 0.8, 0.99999}) {
      cases.add(new Case("gaussian", rho, 0));
      cases.add(new Case("studentt", rho, 1));
      cases.add(new Case("studentt", rho, 4.5));
      cases.add(new Case("studentt", rho, 300));
    }
    for (double theta : new double[] {1e-9, 0.3, 2, 12, 90, 1500}) {
      cases.add(new Case("clayton", theta, 0));
      cases.add(new Case("survival-clayton", theta, 0));
      cases.add(new Case("gumbel", 1 + theta, 0));
      cases.add(new Case("frank", theta, 0));
      cases.add(new Case("frank", -theta, 0));
    }
    return cases;
  }

  private static double[] normals(int scenarios, int tenors, long seed) {
    Random random = new Random(seed);
    double[] v = new double[scenarios * tenors];
    for (int i = 0; i < v.length; i++) {
      v[i] = 0.5 + random.nextGaussian();
    }
    return v;
  }

  private static final double[] LOW = {0, 0, 0.004, 0.3, 0.02};
  private static final double[] HIGH = {0.005, 1e-9, 0.01, 0.302, 0.9};

  @Test
  void scalarAndVectorGiveTheSameBits() {
    double[] values = normals(2_501, 5, 1);
    List<Case> cases = copulas();
    for (double b : new double[] {-1e308, -500, -0.7, 0, 1e-3, 2, 80, 1e308}) {
      cases.add(new Case("hullwhite", b, 0));
    }
    cases.add(new Case("worst-case", 0, 0));
    cases.add(new Case("independent", 0, 0));
    CubeColumns a = cube(KernelVariant.SCALAR, values, 2_501);
    CubeColumns b = cube(KernelVariant.VECTOR, values, 2_501);
    for (Case c : cases) {
      assertThat(evaluate(kernel(c), b, LOW, HIGH))
          .as(c.toString())
          .isEqualTo(evaluate(kernel(c), a, LOW, HIGH));
    }
  }

  @Test
  void meanOfTheConditionalProbabilityIsTheProbability() {
    for (Case c : copulas()) {
      if (Math.abs(c.parameter) > 13 || Math.abs(c.parameter) > 0.99 && c.nu > 0) {
        continue; // too steep for a mean over few strata
      }
      RankKernel k = (RankKernel) kernel(c);
      int n = 20_000;
      k.prepare(KernelVariant.AUTO.resolve(), scores.of(n));
      for (double u : new double[] {0.004, 0.1, 0.7}) {
        k.begin(0, u);
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += Math.exp(k.logWeight(j));
        }
        assertThat(relative(sum / n, u)).as("%s, u %s", c, u).isLessThan(2e-3);
      }
    }
  }

  @Test
  void directWeightsAreTheExponentialsOfTheLogarithms() {
    int n = 1_000;
    double[] w = new double[RankKernel.BLOCK];
    for (Case c : copulas()) {
      RankKernel k = (RankKernel) kernel(c);
      k.prepare(KernelVariant.AUTO.resolve(), scores.of(n));
      for (int t = 0; t < LOW.length; t++) {
        if (!k.begin(LOW[t], HIGH[t])) {
          continue;
        }
        k.weights(KernelVariant.AUTO.resolve(), 0, n, w);
        int top = 0;
        for (int j = 0; j < n; j++) {
          top = w[j] > w[top] ? j : top;
        }
        for (int j = 0; j < n; j++) {
          double expected = w[top] * Math.exp(k.logWeight(j) - k.logWeight(top));
          assertThat(Math.abs(w[j] - expected))
              .as("%s, tenor %s, position %s: %s and %s", c, t, j, w[j], expected)
              .isLessThanOrEqualTo(2e-11 * expected + 1e-290);
        }
      }
    }
  }

  @Test
  void noDependenceIsTheExpectedExposure() {
    CubeColumns cube = cube(normals(4_000, 5, 2), 4_000);
    double[] epe = evaluate(new IndependentKernel(), cube, LOW, HIGH);
    for (int t = 0; t < 5; t++) {
      assertThat(epe[t]).isEqualTo(cube.epe(t));
      assertThat(epe[5 + t]).isEqualTo(4_000);
    }
    for (Case c :
        List.of(
            new Case("gaussian", 0, 0),
            new Case("gumbel", 1, 0),
            new Case("clayton", 1e-12, 0),
            new Case("survival-clayton", 1e-12, 0),
            new Case("frank", 1e-12, 0),
            new Case("frank", -1e-12, 0),
            new Case("hullwhite", 0, 0))) {
      double[] got = evaluate(kernel(c), cube, LOW, HIGH);
      for (int t = 0; t < 5; t++) {
        assertThat(relative(got[t], epe[t])).as(c.toString()).isLessThan(1e-10);
      }
    }
    assertThat(evaluate(new StudentTKernel(0, 4, scores), cube, LOW, HIGH)[0])
        .isGreaterThan(epe[0] * 1.1);
  }

  @Test
  void moreDependenceIsMoreExposureUpToTheWorstCase() {
    CubeColumns cube = cube(normals(3_000, 5, 3), 3_000);
    double[] zero = new double[5];
    double[] u = {0.005, 0.01, 0.02, 0.1, 0.5};
    double[] worst = evaluate(new WorstCaseKernel(), cube, zero, u);
    for (String model : List.of("gaussian", "clayton", "survival-clayton", "frank", "gumbel")) {
      double[] parameters =
          switch (model) {
            case "gaussian" -> new double[] {-0.95, -0.5, 0, 0.3, 0.7, 0.99};
            case "frank" -> new double[] {-30, -3, 0.01, 2, 8, 60};
            case "gumbel" -> new double[] {1, 1.2, 1.7, 3, 8, 25};
            default -> new double[] {0.01, 0.3, 1, 3, 10, 40};
          };
      double[] last = new double[5];
      for (double p : parameters) {
        double[] got = evaluate(kernel(new Case(model, p, 0)), cube, zero, u);
        for (int t = 0; t < 5; t++) {
          assertThat(got[t]).as("%s %s, tenor %s", model, p, t).isGreaterThan(last[t]);
          assertThat(got[t]).isLessThanOrEqualTo(worst[t] * (1 + 1e-3));
          last[t] = got[t];
        }
      }
    }
  }

  @Test
  void cumulativeIntervalsAddUpToTheWhole() {
    // Sum over intervals of probability times conditional exposure = the same over the union, up to
    // the normalisation by sample means instead of probabilities.
    int n = 20_000;
    double[] column = normals(n, 1, 4);
    double[] values = new double[4 * n];
    for (int t = 0; t < 4; t++) {
      System.arraycopy(column, 0, values, t * n, n);
    }
    double[] low = {0, 0.01, 0.02, 0.035};
    double[] high = {0.01, 0.02, 0.035, 0.05};
    for (Case c : copulas()) {
      if (Math.abs(c.parameter) > 13 || Math.abs(c.parameter) > 0.95 && c.parameter < 1) {
        continue;
      }
      DependenceKernel k = kernel(c);
      double[] parts = evaluate(k, cube(values, n), low, high);
      double whole = evaluate(k, cube(column, n), new double[] {0}, new double[] {0.05})[0];
      double sum = 0;
      for (int t = 0; t < 4; t++) {
        sum += (high[t] - low[t]) * parts[t];
      }
      assertThat(relative(sum / 0.05, whole)).as(c.toString()).isLessThan(2e-3);
    }
  }

  @Test
  void aZeroWidthIntervalIsTheLimitOfNarrowOnes() {
    CubeColumns cube = cube(normals(2_000, 1, 5), 2_000);
    for (Case c : copulas()) {
      if (Math.abs(c.parameter) > 100 || c.model.equals("gaussian") && c.parameter > 0.9999) {
        continue;
      }
      DependenceKernel k = kernel(c);
      double limit = evaluate(k, cube, new double[] {0.03}, new double[] {0.03})[0];
      double near = evaluate(k, cube, new double[] {0.02999999}, new double[] {0.03})[0];
      assertThat(relative(limit, near)).as(c.toString()).isLessThan(1e-4);
    }
  }

  @Test
  void orderOfScenariosDoesNotMatterToACopula() {
    int n = 1_777;
    double[] values = normals(n, 5, 6);
    for (int i = 0; i < values.length; i += 3) {
      values[i] = Math.round(values[i]); // ties
    }
    double[] shuffled = values.clone();
    Random random = new Random(7);
    for (int t = 0; t < 5; t++) {
      for (int s = n - 1; s > 0; s--) {
        int r = t * n + random.nextInt(s + 1);
        double v = shuffled[t * n + s];
        shuffled[t * n + s] = shuffled[r];
        shuffled[r] = v;
      }
    }
    for (Case c : copulas()) {
      DependenceKernel k = kernel(c);
      assertThat(evaluate(k, cube(values, n), LOW, HIGH))
          .isEqualTo(evaluate(k, cube(shuffled, n), LOW, HIGH));
    }
  }

  @Test
  void aKernelGoesFromCubeToCubeWithoutRemembering() {
    CubeColumns cube = new CubeColumns(KernelVariant.AUTO.resolve());
    int[] sizes = {100, 1_500, 7, 100, 33, 2, 1, 1_500};
    for (Case c : copulas()) {
      DependenceKernel reused = kernel(c);
      for (int n : sizes) {
        double[] values = normals(n, 5, n);
        cube.load(values, n, 5);
        double[] got = evaluate(reused, cube, LOW, HIGH);
        assertThat(got)
            .as("%s, n %s", c, n)
            .isEqualTo(evaluate(kernel(c), cube(values, n), LOW, HIGH));
      }
    }
  }

  // ---- the edges

  @Test
  void oneScenarioIsItsOwnConditionalExposure() {
    for (Case c : copulas()) {
      double[] got = evaluate(kernel(c), cube(new double[] {3, -2, 5, 1, 0}, 1), LOW, HIGH);
      assertThat(got).as(c.toString()).isEqualTo(new double[] {3, 0, 5, 1, 0, 1, 1, 1, 1, 1});
    }
  }

  @Test
  void noExposureIsZero() {
    double[] values = {-1, -2, -3, -0.0, 0, -7};
    for (Case c : copulas()) {
      double[] got = evaluate(kernel(c), cube(values, 6), new double[] {0}, new double[] {0.1});
      assertThat(got[0]).as(c.toString()).isEqualTo(0);
      assertThat(got[1]).isBetween(1 - 1e-12, 6 + 1e-12);
    }
  }

  @Test
  void hugeTiltIsTheAverageOverTheMaximumAndNeverIndependence() {
    double[] values = {1, 7, 7, -3, 2, -3, -3, 0};
    double[] up = evaluate(new HullWhiteKernel(1e308), cube(values, 8), null, null);
    assertThat(up).isEqualTo(new double[] {7, 2});
    double[] down = evaluate(new HullWhiteKernel(-1e308), cube(values, 8), null, null);
    assertThat(down).isEqualTo(new double[] {0, 3});
    double[] range = {1.7e308, -1.7e308, 0, 1.7e308};
    double[] wide = evaluate(new HullWhiteKernel(1e-300), cube(range, 4), null, null);
    assertThat(wide[1]).isEqualTo(2);
    double[] mild = evaluate(new HullWhiteKernel(1e-309), cube(range, 4), null, null);
    assertThat(mild[1]).isBetween(3.5, 4.0);
  }

  @Test
  void tinyProbabilityWithStrongDependenceIsTheWorstCase() {
    CubeColumns cube = cube(normals(5_000, 1, 8), 5_000);
    double[] zero = {0};
    double[] tiny = {1e-12};
    double worst = evaluate(new WorstCaseKernel(), cube, zero, tiny)[0];
    assertThat(worst).isEqualTo(cube.max(0));
    for (DependenceKernel k :
        List.of(
            new GaussianKernel(0.999, scores),
            new ClaytonKernel(50, scores),
            new FrankKernel(1e6, scores),
            new GumbelKernel(300, scores),
            new StudentTKernel(0.9999, 800, scores))) {
      assertThat(evaluate(k, cube, zero, tiny)[0]).isGreaterThan(0.9 * worst);
    }
  }

  @Test
  void worstCaseWeighsTheScenarioOnTheBoundaryByItsPart() {
    CubeColumns cube = cube(new double[] {4, 1, 3, 2}, 4);
    double[] got = evaluate(new WorstCaseKernel(), cube, new double[] {0}, new double[] {0.375});
    assertThat(got[0]).isEqualTo((4 + 0.5 * 3) / 1.5);
    assertThat(got[1]).isEqualTo(1.5 * 1.5 / 1.25);
    got = evaluate(new WorstCaseKernel(), cube, new double[] {0.375}, new double[] {0.75});
    assertThat(got[0]).isEqualTo((0.5 * 3 + 2) / 1.5);
  }

  @Test
  void nanInAColumnIsNaNThereAndNowhereElse() {
    double[] values = {1, 2, Double.NaN, 1, 2, 3};
    List<Case> cases = copulas();
    cases.add(new Case("hullwhite", 0.3, 0));
    cases.add(new Case("hullwhite", 0, 0));
    cases.add(new Case("independent", 0, 0));
    cases.add(new Case("worst-case", 0, 0));
    for (Case c : cases) {
      double[] got =
          evaluate(kernel(c), cube(values, 3), new double[] {0, 0}, new double[] {0.1, 0.1});
      assertThat(got[0]).as(c.toString()).isNaN();
      assertThat(got[1]).isBetween(0.99, 3.0);
    }
  }

  @Test
  void parametersOutsideTheirDomainAreRefusedWithValueAndDomain() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    refused("b is NaN", () -> new HullWhiteKernel(nan));
    refused("b is Infinity", () -> new HullWhiteKernel(inf));
    for (double rho : new double[] {1, -1, 1.5, nan, inf}) {
      refused("rho is " + rho, () -> new GaussianKernel(rho, scores));
      refused("rho is " + rho, () -> new StudentTKernel(rho, 4, scores));
    }
    for (double nu : new double[] {0.5, 1001, nan, inf}) {
      refused("degrees of freedom is " + nu, () -> new StudentTKernel(0.1, nu, scores));
    }
    for (double theta : new double[] {0, -1, nan, inf}) {
      refused("theta is " + theta, () -> new ClaytonKernel(theta, scores));
      refused("theta is " + theta, () -> new SurvivalClaytonKernel(theta, scores));
    }
    for (double theta : new double[] {0, 1e-13, nan, inf, -inf}) {
      refused("theta is " + theta, () -> new FrankKernel(theta, scores));
    }
    for (double theta : new double[] {0.99, nan, inf}) {
      refused("theta is " + theta, () -> new GumbelKernel(theta, scores));
    }
  }

  private static void refused(String message, Runnable make) {
    assertThatThrownBy(make::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("expected");
  }

  @Test
  void probabilitiesOutsideTheirDomainAreRefused() {
    CubeColumns cube = cube(new double[] {1, 2}, 2);
    for (double p : new double[] {-0.1, 1.1, Double.NaN}) {
      for (DependenceKernel k : List.of(new GaussianKernel(0.5, scores), new WorstCaseKernel())) {
        assertThatThrownBy(() -> evaluate(k, cube, new double[] {0}, new double[] {p}))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("tenor 0 is " + p);
      }
    }
  }
}
