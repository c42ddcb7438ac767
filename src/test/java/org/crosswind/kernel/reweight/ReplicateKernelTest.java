package org.crosswind.kernel.reweight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.crosswind.kernel.ops.KernelVariant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model on resamples against the same model on the resamples put together as cubes. */
class ReplicateKernelTest {
  private static final int TENORS = 6; // not a multiple of what a tile holds

  static Stream<Arguments> models() {
    RankScores scores = new RankScores();
    return Stream.of(
        Arguments.of("hullwhite 0.4", new HullWhiteKernel(0.4)),
        Arguments.of("hullwhite -3", new HullWhiteKernel(-3)),
        Arguments.of("hullwhite 400", new HullWhiteKernel(400)),
        Arguments.of("gaussian 0.4", new GaussianKernel(0.4, scores)),
        Arguments.of("gaussian -0.999", new GaussianKernel(-0.999, scores)),
        Arguments.of("studentt", new StudentTKernel(0.3, 4, scores)),
        Arguments.of("clayton", new ClaytonKernel(2, scores)),
        Arguments.of("clayton 1500", new ClaytonKernel(1500, scores)),
        Arguments.of("survival-clayton", new SurvivalClaytonKernel(0.7, scores)),
        Arguments.of("frank", new FrankKernel(-3, scores)),
        Arguments.of("frank 900", new FrankKernel(900, scores)),
        Arguments.of("gumbel", new GumbelKernel(1.6, scores)),
        Arguments.of("worst-case", new WorstCaseKernel()),
        Arguments.of("independent", new IndependentKernel()));
  }

  /** Normal values; rounded, so that many are equal, in the last tenors; all negative in one. */
  private static double[] values(int scenarios, Random random) {
    double[] values = new double[scenarios * TENORS];
    for (int i = 0; i < values.length; i++) {
      double v = 2 * random.nextGaussian() + 0.5;
      int t = i / scenarios;
      values[i] = t == 2 ? -Math.abs(v) : t > 3 ? Math.rint(v) : v;
    }
    return values;
  }

  private static int[] ordinary(int scenarios, Random random) {
    int[] count = new int[scenarios];
    for (int i = 0; i < scenarios; i++) {
      count[random.nextInt(scenarios)]++;
    }
    return count;
  }

  /** Any number of scenarios, one of them often. */
  private static int[] anySize(int scenarios, Random random) {
    int[] count = ordinary(scenarios, random);
    for (int i = 0; i < scenarios / 3; i++) {
      count[random.nextInt(scenarios)] = 0;
    }
    count[random.nextInt(scenarios)] += 1 + random.nextInt(5);
    return count;
  }

  private static double[] evaluate(
      ReplicateKernel kernel, CubeColumns cube, double[] low, double[] high, ReplicateCounts c) {
    double[] ee = new double[cube.tenors() * c.capacity()];
    kernel.evaluate(cube, low, high, c, ee);
    return ee;
  }

  private static double[] probabilities(double from, double step) {
    double[] p = new double[TENORS];
    for (int t = 0; t < TENORS; t++) {
      p[t] = from + step * t;
    }
    return p;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void resamplesHaveTheFiguresOfTheCubeTheyStandFor(String name, DependenceKernel model) {
    Random random = new Random(11);
    for (int scenarios : new int[] {1, 2, 7, 64, 517}) {
      for (boolean interval : new boolean[] {true, false}) {
        double[] values = values(scenarios, random);
        double[] low = interval ? new double[TENORS] : probabilities(0.01, 0.02);
        double[] high = interval ? probabilities(0.004, 0.003) : probabilities(0.03, 0.02);
        CubeColumns cube = new CubeColumns(KernelVariant.AUTO.resolve());
        cube.load(values, scenarios, TENORS);
        for (Function<Random, int[]> draw :
            java.util.List.<Function<Random, int[]>>of(
                r -> ordinary(values.length / TENORS, r),
                r -> anySize(values.length / TENORS, r))) {
          ReplicateCounts counts = new ReplicateCounts();
          counts.begin(scenarios);
          for (int r = 0; r < 37; r++) {
            counts.add(draw.apply(random));
          }
          double[] expected =
              evaluate(new GatheredReplicates(model), cube, low, high, counts).clone();
          double[] actual = evaluate(model.replicates(), cube, low, high, counts);
          SoftAssertions soft = new SoftAssertions();
          for (int t = 0; t < TENORS; t++) {
            for (int r = 0; r < 37; r++) {
              int i = t * counts.capacity() + r;
              soft.assertThat(actual[i])
                  .as("%s: %d scenarios, tenor %d, resample %d", name, scenarios, t, r)
                  .isCloseTo(
                      expected[i],
                      org.assertj.core.data.Offset.offset(1e-12 * Math.abs(expected[i])));
            }
          }
          soft.assertAll();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void aResampleHasTheSameBitsInAnyBlockOnAnyKernels(String name, DependenceKernel model) {
    Random random = new Random(5);
    int scenarios = 611;
    double[] values = values(scenarios, random);
    double[] low = new double[TENORS];
    double[] high = probabilities(0.004, 0.003);
    int[][] draws = new int[45][];
    for (int r = 0; r < draws.length; r++) {
      draws[r] = r % 2 == 0 ? ordinary(scenarios, random) : anySize(scenarios, random);
    }
    CubeColumns scalar = new CubeColumns(KernelVariant.SCALAR.resolve());
    scalar.load(values, scenarios, TENORS);
    ReplicateCounts all = new ReplicateCounts();
    all.begin(scenarios);
    for (int[] draw : draws) {
      all.add(draw);
    }
    double[] expected = evaluate(model.replicates(), scalar, low, high, all);
    CubeColumns other = new CubeColumns(KernelVariant.AUTO.resolve());
    other.load(values, scenarios, TENORS);
    ReplicateKernel kernel = model.replicates();
    ReplicateCounts some = new ReplicateCounts();
    for (int from : new int[] {0, 3, 20, 44}) {
      some.begin(scenarios);
      for (int r = from; r < draws.length; r++) {
        some.add(draws[r]);
      }
      double[] actual = evaluate(kernel, other, low, high, some);
      for (int t = 0; t < TENORS; t++) {
        assertThat(
                Arrays.copyOfRange(
                    actual, t * some.capacity(), t * some.capacity() + draws.length - from))
            .as("%s from %d", name, from)
            .isEqualTo(
                Arrays.copyOfRange(
                    expected, t * all.capacity() + from, t * all.capacity() + draws.length));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void influencesAreThoseOfLeavingScenariosOut(String name, DependenceKernel model) {
    Random random = new Random(23);
    int scenarios = 211;
    CubeColumns cube = new CubeColumns(KernelVariant.AUTO.resolve());
    cube.load(values(scenarios, random), scenarios, TENORS);
    double[] low = new double[TENORS];
    double[] high = probabilities(0.04, 0.003);
    double[] factor = probabilities(0.3, 0.1);
    double[] expected = new double[scenarios];
    new GatheredReplicates(model).influence(cube, low, high, factor, expected);
    double[] actual = new double[scenarios];
    model.replicates().influence(cube, low, high, factor, actual);
    double[] size = Arrays.stream(expected).map(Math::abs).sorted().toArray();
    boolean ratio = model instanceof HullWhiteKernel; // delta method against the jackknife
    double largest = size[scenarios - 1];
    for (int s = 0; s < scenarios; s++) {
      if (!ratio) {
        assertThat(actual[s])
            .as("%s, scenario %d", name, s)
            .isCloseTo(expected[s], org.assertj.core.data.Offset.offset(1e-10 * largest));
      } else if (name.equals("hullwhite 0.4")) {
        assertThat(actual[s])
            .isCloseTo(expected[s], org.assertj.core.data.Offset.offset(0.05 * largest));
      }
    }
    assertThat(Arrays.stream(actual).sum())
        .isCloseTo(0, org.assertj.core.data.Offset.offset(1e-9 * largest));
  }
}
