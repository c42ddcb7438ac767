package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.random.UnitHash;
import org.crosswind.kernel.stats.Resampler;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.IntervalMethod;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.ScenarioResampling;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.Uncertainty;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.credit.XvaUncertainty;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicates against the calculator on resampled cubes; errors against theory. */
class XvaBootstrapTest {
  private static final double LGD = 0.6;

  private static final List<ModelSpec> MODELS =
      List.of(
          ModelSpec.of("independent", 0),
          ModelSpec.of("hullwhite", 0.3),
          ModelSpec.of("hullwhite", 0),
          ModelSpec.of("gaussian", 0.4),
          new ModelSpec("studentt", 0.3, 5),
          ModelSpec.of("clayton", 1.5),
          ModelSpec.of("survival-clayton", 0.7),
          ModelSpec.of("frank", -3),
          ModelSpec.of("gumbel", 1.6),
          ModelSpec.of("worst-case", 0),
          ModelSpec.of(ExponentialGrades.class.getName(), 2));

  private static XvaRequest request(String id, int scenarios, int tenors, double[] values) {
    double[] times = new double[tenors];
    for (int t = 0; t < tenors; t++) {
      times[t] = 0.5 * (t + 1);
    }
    return new XvaRequest(
        id,
        new ExposureCube(id, TenorGrid.of(id, times), scenarios, values, 0),
        CubeValues.UNDISCOUNTED,
        HazardCurve.flat("3%", 0.03),
        1 - LGD,
        DiscountCurve.none(),
        MODELS);
  }

  /** Persistent over tenors; every third tenor rounded, so that values are equal. */
  private static double[] values(int scenarios, int tenors, long seed) {
    Random random = new Random(seed);
    double[] values = new double[scenarios * tenors];
    for (int s = 0; s < scenarios; s++) {
      double level = random.nextGaussian();
      for (int t = 0; t < tenors; t++) {
        double v = 0.3 + 2 * level + random.nextGaussian();
        values[t * scenarios + s] = t % 3 == 1 ? Math.rint(v) : v;
      }
    }
    return values;
  }

  private static double[] gather(double[] values, int scenarios, int tenors, int[] counts, int n) {
    double[] gathered = new double[n * tenors];
    for (int t = 0; t < tenors; t++) {
      int to = t * n;
      for (int s = 0; s < scenarios; s++) {
        for (int k = 0; k < counts[s]; k++) {
          gathered[to++] = values[t * scenarios + s];
        }
      }
    }
    return gathered;
  }

  private static XvaReplicates resample(
      XvaRequest request,
      XvaSettings settings,
      BootstrapSettings bootstrap,
      KernelVariant kernels) {
    XvaCalculator calculator = new XvaCalculator(settings, kernels.resolve());
    XvaResult result = calculator.calculate(request);
    return new XvaBootstrap(calculator, bootstrap, RandomOps.of(kernels)).resample(result);
  }

  private static XvaReplicates resample(XvaRequest request, BootstrapSettings bootstrap) {
    return resample(request, XvaSettings.standard(), bootstrap, KernelVariant.AUTO);
  }

  @ParameterizedTest
  @EnumSource(ScenarioResampling.class)
  void aReplicateIsTheResultOfTheResampledCube(ScenarioResampling resampling) {
    int tenors = 7;
    for (int scenarios : new int[] {30, 331}) {
      double[] values = values(scenarios, tenors, scenarios);
      for (ProbabilityForm form : ProbabilityForm.values()) {
        XvaSettings settings = XvaSettings.standard().withProbability(form);
        BootstrapSettings bootstrap =
            BootstrapSettings.of(21).withResampling(resampling).withSeed(9);
        XvaReplicates actual =
            resample(
                request("NS", scenarios, tenors, values), settings, bootstrap, KernelVariant.AUTO);
        Resampler draws =
            new Resampler(
                RandomOps.of(KernelVariant.SCALAR),
                resampling == ScenarioResampling.POISSON
                    ? Resampling.poisson(scenarios)
                    : Resampling.ordinary(scenarios));
        for (int r = 0; r < 21; r++) {
          int[] counts = draws.counts(RandomStream.of(9, Purpose.SCENARIOS, "NS").replicate(r));
          int n = 0;
          for (int s = 0; s < scenarios; s++) {
            n += counts[s];
          }
          XvaCalculator plain = new XvaCalculator(settings);
          XvaResult expected =
              plain.calculate(
                  request("NS", n, tenors, gather(values, scenarios, tenors, counts, n)));
          assertClose(actual, XvaReplicates.EPE, r, plain.timeWeightedEpe());
          assertClose(actual, XvaReplicates.BASELINE, r, expected.baselineCva());
          for (int m = 0; m < MODELS.size(); m++) {
            assertClose(actual, XvaReplicates.MODELS + m, r, expected.models().get(m).wwrCva());
          }
        }
      }
    }
  }

  private static void assertClose(XvaReplicates actual, int figure, int r, double expected) {
    assertThat(actual.replicates()[figure][r])
        .as("figure %d, replicate %d", figure, r)
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @Test
  void scalarAndVectorLoopsGiveTheSameBits() {
    XvaRequest request = request("NS", 411, 9, values(411, 9, 3));
    BootstrapSettings bootstrap = BootstrapSettings.of(300);
    XvaReplicates scalar =
        resample(request, XvaSettings.standard(), bootstrap, KernelVariant.SCALAR);
    XvaReplicates vector =
        resample(request, XvaSettings.standard(), bootstrap, KernelVariant.VECTOR);
    assertThat(vector.replicates()).isDeepEqualTo(scalar.replicates());
    assertThat(vector.moments()).isEqualTo(scalar.moments());
  }

  @Test
  void moreReplicatesBeginWithTheSameOnes() {
    XvaRequest request = request("NS", 57, 4, values(57, 4, 3));
    double[][] few = resample(request, BootstrapSettings.of(300)).replicates();
    double[][] many = resample(request, BootstrapSettings.of(777)).replicates();
    for (int f = 0; f < few.length; f++) {
      assertThat(many[f]).startsWith(few[f]);
    }
  }

  /** A number a replicate and figure is kept, and nothing that grows with replicates x cells. */
  @ParameterizedTest
  @EnumSource(ScenarioResampling.class)
  void aHundredThousandReplicatesWork(ScenarioResampling resampling) {
    XvaRequest request =
        request("NS", 60, 4, values(60, 4, 3))
            .withModels(List.of(ModelSpec.of("hullwhite", 0.3), ModelSpec.of("gaussian", 0.4)));
    BootstrapSettings settings = BootstrapSettings.of(100_000).withResampling(resampling);
    XvaReplicates replicates = resample(request, settings);
    XvaUncertainty errors = new SamplingErrors(settings).of(replicates);
    // The variance of a resampled mean is known: (S - 1)/S of the analytic one; Poisson adds S^-2.
    assertThat(errors.baselineError().standardError())
        .isCloseTo(
            errors.baselineError().analyticStandardError() * Math.sqrt(59 / 60.0),
            withinPercentage(resampling == ScenarioResampling.POISSON ? 2.5 : 1));
  }

  @ParameterizedTest
  @EnumSource(ScenarioResampling.class)
  void analyticAndBootstrapStandardErrorsAgree(ScenarioResampling resampling) {
    XvaRequest request =
        request("NS", 2000, 6, values(2000, 6, 8)).withModels(MODELS.subList(0, MODELS.size() - 1));
    BootstrapSettings bootstrap = BootstrapSettings.of(2000).withResampling(resampling);
    XvaUncertainty errors = new SamplingErrors(bootstrap).of(resample(request, bootstrap));
    assertAgree("epe", errors.epeError());
    assertAgree("cva", errors.baselineError());
    for (int m = 0; m < errors.models().size(); m++) {
      XvaUncertainty.Model model = errors.models().get(m);
      assertAgree(request.models().get(m).name(), model.wwrError());
      if (request.models().get(m).name().equals("independent")) {
        assertThat(model.alphaError()).isEqualTo(new Uncertainty(0, 1, 1, 0));
      } else {
        assertAgree("alpha of " + request.models().get(m).name(), model.alphaError());
      }
    }
  }

  /** Within 8 %: the standard error of 2,000 replicates is itself known to 1.6 %. */
  private static void assertAgree(String name, Uncertainty error) {
    assertThat(error.standardError())
        .as(name)
        .isCloseTo(error.analyticStandardError(), withinPercentage(8));
    assertThat(error.lower()).as(name).isLessThanOrEqualTo(error.upper());
  }

  /**
   * For V normal of mean 0, max(V, 0) has mean sigma / sqrt(2 pi) and variance sigma^2 (1/2 - 1/(2
   * pi)).
   */
  @Test
  void theErrorOfAMeanOfNormalsIsTheClosedForm() {
    int scenarios = 20_000;
    int tenors = 3;
    Random random = new Random(77);
    double[] values = new double[scenarios * tenors];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * random.nextGaussian();
    }
    XvaRequest request =
        request("NS", scenarios, tenors, values)
            .withModels(List.of(ModelSpec.of("hullwhite", 0.2)));
    BootstrapSettings bootstrap = BootstrapSettings.of(3000);
    XvaUncertainty errors = new SamplingErrors(bootstrap).of(resample(request, bootstrap));
    double variance = 9 * (0.5 - 1 / (2 * Math.PI)) / scenarios;
    double pd = 0;
    double average = 0;
    for (int t = 0; t < tenors; t++) {
      double p = Math.exp(-0.03 * 0.5 * t) - Math.exp(-0.03 * 0.5 * (t + 1));
      pd += p * p;
      average += 1 / 9.0;
    }
    double epe = Math.sqrt(average * variance);
    double cva = LGD * Math.sqrt(pd * variance);
    assertThat(errors.epeError().analyticStandardError()).isCloseTo(epe, withinPercentage(2));
    assertThat(errors.epeError().standardError()).isCloseTo(epe, withinPercentage(5));
    assertThat(errors.baselineError().analyticStandardError()).isCloseTo(cva, withinPercentage(2));
    assertThat(errors.baselineError().standardError()).isCloseTo(cva, withinPercentage(5));
    double half = (errors.baselineError().upper() - errors.baselineError().lower()) / 2;
    assertThat(half).isCloseTo(1.96 * cva, withinPercentage(6));
  }

  @Test
  void intervalsOfAllMethodsContainTheEstimateOfASmoothFigure() {
    XvaRequest request = request("NS", 500, 5, values(500, 5, 4));
    for (IntervalMethod method : IntervalMethod.values()) {
      BootstrapSettings bootstrap =
          BootstrapSettings.of(400)
              .withMethod(method)
              .withConfidence(0.9)
              .withResampling(ScenarioResampling.ORDINARY);
      XvaUncertainty errors = new SamplingErrors(bootstrap).of(resample(request, bootstrap));
      assertThat(errors.baselineCva())
          .isBetween(errors.baselineError().lower(), errors.baselineError().upper());
      assertThat(errors.epe()).isBetween(errors.epeError().lower(), errors.epeError().upper());
      for (XvaUncertainty.Model model : errors.models().subList(1, 3)) {
        assertThat(model.wwrCva()).isBetween(model.wwrError().lower(), model.wwrError().upper());
        assertThat(model.alpha()).isBetween(model.alphaError().lower(), model.alphaError().upper());
      }
    }
  }

  @Test
  void sharedScenariosAreDrawnTogetherAndOwnOnesApart() {
    double[] values = values(120, 4, 6);
    BootstrapSettings own = BootstrapSettings.of(50);
    BootstrapSettings shared = own.withSharedScenarios(true);
    double[][] a = resample(request("A", 120, 4, values), shared).replicates();
    double[][] b = resample(request("B", 120, 4, values), shared).replicates();
    assertThat(a).isDeepEqualTo(b);
    double[][] c = resample(request("A", 120, 4, values), own).replicates();
    double[][] d = resample(request("B", 120, 4, values), own).replicates();
    assertThat(c[0]).isNotEqualTo(d[0]).isNotEqualTo(a[0]);
  }

  /** Two equal sets: errors of the sum are twice those of one when shared, else sqrt(2) times. */
  @ParameterizedTest
  @EnumSource(IntervalMethod.class)
  void errorsOfABookFollowTheScenarios(IntervalMethod method) {
    double[] values = values(800, 4, 6);
    List<ModelSpec> models = List.of(ModelSpec.of("gaussian", 0.5), ModelSpec.of("hullwhite", 0.1));
    XvaRequest one = request("A", 800, 4, values).withModels(models);
    XvaRequest two = request("B", 800, 4, values).withModels(models);
    for (boolean shared : new boolean[] {false, true}) {
      BootstrapSettings settings =
          BootstrapSettings.of(1500).withSharedScenarios(shared).withMethod(method);
      XvaReplicates a = resample(one, settings);
      XvaUncertainty book = new SamplingErrors(settings).of(a.plus(resample(two, settings)));
      XvaUncertainty single = new SamplingErrors(settings).of(a);
      double ratio = shared ? 2 : Math.sqrt(2);
      assertThat(book.baselineCva()).isEqualTo(2 * single.baselineCva());
      assertThat(book.baselineError().analyticStandardError())
          .isCloseTo(ratio * single.baselineError().analyticStandardError(), within(1e-12));
      assertThat(book.baselineError().standardError())
          .isCloseTo(ratio * single.baselineError().standardError(), withinPercentage(6));
      for (int m = 0; m < 2; m++) {
        Uncertainty alpha = book.models().get(m).alphaError();
        Uncertainty alone = single.models().get(m).alphaError();
        assertThat(alpha.analyticStandardError())
            .isCloseTo(alone.analyticStandardError() * ratio / 2, withinPercentage(1e-6));
        assertThat(alpha.standardError())
            .isCloseTo(alone.standardError() * ratio / 2, withinPercentage(6));
        assertThat(alpha.lower()).isLessThan(alpha.upper());
      }
    }
  }

  @Test
  void aSetWithItsOwnModelCountsWithItUnderEveryModelOfTheRun() {
    XvaRequest request =
        request("A", 90, 3, values(90, 3, 1)).withModels(List.of(ModelSpec.of("frank", 2)));
    BootstrapSettings settings = BootstrapSettings.of(40);
    XvaReplicates own = resample(request, settings);
    XvaUncertainty three = new SamplingErrors(settings).of(own.repeated(3));
    XvaUncertainty.Model only = new SamplingErrors(settings).of(own).models().get(0);
    assertThat(three.models()).containsExactly(only, only, only);
  }

  @Test
  void accelerationIsThatOfTheJackknife() {
    XvaRequest request =
        request("A", 90, 3, values(90, 3, 1)).withModels(List.of(ModelSpec.of("frank", 2)));
    BootstrapSettings settings = BootstrapSettings.of(2).withSharedScenarios(true);
    XvaReplicates replicates = resample(request, settings);
    double[][] influences = replicates.influences().get(90);
    double[] moments = InfluenceMoments.none(1);
    InfluenceMoments.add(influences, moments);
    for (int f = 0; f < 3; f++) {
      double[] jackknife = influences[f].clone();
      for (int s = 0; s < 90; s++) {
        jackknife[s] = 5 - jackknife[s] / 89;
      }
      assertThat(InfluenceMoments.acceleration(moments, f))
          .isCloseTo(
              org.crosswind.kernel.stats.Intervals.acceleration(jackknife, 0, 90), within(1e-12));
    }
  }

  @Test
  void oneScenarioHasNoAnalyticErrorAndNoSpread() {
    BootstrapSettings settings = BootstrapSettings.of(10);
    XvaUncertainty errors =
        new SamplingErrors(settings)
            .of(resample(request("A", 1, 3, new double[] {1, 2, 3}), settings));
    assertThat(errors.baselineError().standardError()).isZero();
    assertThat(errors.baselineError().lower()).isCloseTo(errors.baselineCva(), within(1e-15));
    assertThat(errors.baselineError().analyticStandardError()).isNaN();
  }

  @Test
  void exposuresWithoutAnyPositiveValueHaveNoError() {
    BootstrapSettings settings = BootstrapSettings.of(10).withMethod(IntervalMethod.BCA);
    XvaUncertainty errors =
        new SamplingErrors(settings)
            .of(resample(request("A", 2, 2, new double[] {-1, -2, -3, -4}), settings));
    assertThat(errors.epeError()).isEqualTo(new Uncertainty(0, 0, 0, 0));
    for (XvaUncertainty.Model model : errors.models().subList(0, 10)) {
      assertThat(model.wwrError()).isEqualTo(new Uncertainty(0, 0, 0, 0));
      assertThat(model.alphaError()).isEqualTo(new Uncertainty(0, 1, 1, 0));
    }
  }

  @Test
  void anEmptyPoissonResampleFailsTheSetAndSaysWhy() {
    BootstrapSettings settings =
        BootstrapSettings.of(1000).withResampling(ScenarioResampling.POISSON);
    XvaRequest request = request("tiny", 2, 2, new double[] {1, 2, 3, 4});
    assertThatThrownBy(() -> resample(request, settings))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("tiny")
        .hasMessageContaining("2 scenarios are too few for Poisson resampling");
  }

  @Test
  void whatIsNotFiniteHasNoErrorWherePropagationIsAskedFor() {
    double[] values = values(50, 3, 2);
    values[7] = Double.NaN;
    BootstrapSettings settings = BootstrapSettings.of(20);
    XvaUncertainty errors =
        new SamplingErrors(settings)
            .of(
                resample(
                    request("A", 50, 3, values).withModels(MODELS.subList(0, 10)),
                    XvaSettings.standard().withNonFinite(NonFinitePolicy.PROPAGATE),
                    settings,
                    KernelVariant.AUTO));
    assertThat(errors.baselineError()).isEqualTo(Uncertainty.UNKNOWN);
    for (XvaUncertainty.Model model : errors.models()) {
      assertThat(model.wwrError()).isEqualTo(Uncertainty.UNKNOWN);
    }
  }

  @Test
  void overflowInAResampleFailsTheSetAndNamesTheReplicate() {
    double[] values = new double[100];
    values[3] = 1e308;
    XvaRequest request =
        request("big", 100, 1, values).withModels(List.of(ModelSpec.of("independent", 0)));
    assertThatThrownBy(() -> resample(request, BootstrapSettings.of(100)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("big")
        .hasMessageContaining("bootstrap replicate ")
        .hasMessageContaining("of the EPE is Infinity");
  }

  @Test
  void theStreamOfSharedScenariosIsThatOfTheirNumber() {
    double[] values = values(64, 2, 9);
    XvaReplicates shared =
        resample(request("A", 64, 2, values), BootstrapSettings.of(3).withSharedScenarios(true));
    Resampler draws = new Resampler(RandomOps.of(KernelVariant.SCALAR), Resampling.ordinary(64));
    int[] counts =
        draws.counts(
            RandomStream.of(1, Purpose.SCENARIOS, UnitHash.of("shared scenarios", "64"))
                .replicate(2));
    XvaCalculator plain = new XvaCalculator(XvaSettings.standard());
    XvaResult expected = plain.calculate(request("A", 64, 2, gather(values, 64, 2, counts, 64)));
    assertClose(shared, XvaReplicates.BASELINE, 2, expected.baselineCva());
  }
}
