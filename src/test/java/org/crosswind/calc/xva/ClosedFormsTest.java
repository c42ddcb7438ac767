package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.crosswind.kernel.ops.Normal;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.SurvivalCurve;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Normal exposures against closed forms and quadrature ({@code golden/xva-closed-forms}). Samples
 * are stratified, {@code V_k = mu + s PhiInv((k - 1/2) / n)}, unless random ones are named.
 */
class ClosedFormsTest {
  private static final JsonNode FORMS = read();
  private static final double MU = 1;
  private static final double S = 4;
  private static final int SCENARIOS = 100_000;
  private static final XvaSettings CUMULATIVE =
      XvaSettings.standard().withProbability(ProbabilityForm.CUMULATIVE);

  private static JsonNode read() {
    try (InputStream in =
        ClosedFormsTest.class.getResourceAsStream("/golden/xva-closed-forms/closed_forms.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double value(String... path) {
    JsonNode node = FORMS;
    for (String name : path) {
      node = node.get(name);
    }
    return node.doubleValue();
  }

  /** Values mu + sigma(t) z for stratified z, the same z at each tenor. */
  private static double[] stratified(int scenarios, double mu, double... sigma) {
    double[] values = new double[scenarios * sigma.length];
    for (int k = 0; k < scenarios; k++) {
      double z = Normal.quantile((k + 0.5) / scenarios);
      for (int t = 0; t < sigma.length; t++) {
        values[t * scenarios + k] = mu + sigma[t] * z;
      }
    }
    return values;
  }

  private static XvaRequest request(double[] values, double[] times, double[] survival) {
    return new XvaRequest(
        "normal",
        new ExposureCube(
            "normal",
            TenorGrid.of("normal", times),
            values.length / times.length,
            values,
            Double.NaN),
        CubeValues.UNDISCOUNTED,
        new SurvivalCurve("normal", times, survival),
        0.4,
        DiscountCurve.none(),
        List.of());
  }

  private static XvaResult oneStep(int scenarios, ModelSpec... models) {
    XvaRequest request =
        request(stratified(scenarios, MU, S), new double[] {1}, new double[] {0.97});
    return new XvaCalculator(XvaSettings.standard()).sweep(request, List.of(models));
  }

  @Test
  void expectedExposuresAndTheQuantileOfANormal() {
    XvaResult result = oneStep(SCENARIOS);
    assertThat(result.exposure().epe()[0]).isCloseTo(value("normal_exposure", "EE"), within(1e-5));
    assertThat(result.exposure().ene()[0]).isCloseTo(value("normal_exposure", "NEE"), within(1e-5));
    assertThat(result.exposure().pfe()[0][0])
        .isCloseTo(value("normal_exposure", "PFE"), within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"-0.08", "-0.04", "0", "0.04", "0.08", "0.16"})
  void theHullWhiteTiltOfANormal(String b) {
    double exact = value("hw_tilt_EE_given_default", b);
    XvaResult result = oneStep(SCENARIOS, ModelSpec.of("hullwhite", Double.parseDouble(b)));
    assertThat(result.models().get(0).conditionalEe()[0]).isCloseTo(exact, within(3e-4 * exact));
  }

  @Test
  void copulasGivenDefaultBeforeTheTenor() {
    check(ModelSpec.of("gaussian", -0.4), "gaussian_copula_default_before", "-0.4");
    check(ModelSpec.of("gaussian", 0), "gaussian_copula_default_before", "0.0");
    check(ModelSpec.of("gaussian", 0.2), "gaussian_copula_default_before", "0.2");
    check(ModelSpec.of("gaussian", 0.4), "gaussian_copula_default_before", "0.4");
    check(ModelSpec.of("gaussian", 0.9), "gaussian_copula_default_before", "0.9");
    check(new ModelSpec("studentt", 0, 4), "t_copula_default_before", "0.0");
    check(new ModelSpec("studentt", 0.4, 4), "t_copula_default_before", "0.4");
    check(ModelSpec.of("clayton", 2), "archimedean_default_before", "clayton");
    check(ModelSpec.of("gumbel", 2), "archimedean_default_before", "gumbel");
    check(ModelSpec.of("frank", 2), "archimedean_default_before", "frank");
    check(ModelSpec.of("worst-case", 0), "comonotone_worst_case");
  }

  private static void check(ModelSpec spec, String... path) {
    String[] full = Arrays.copyOf(path, path.length + 1);
    full[path.length] = "EE_given_default";
    double exact = value(full);
    assertThat(oneStep(SCENARIOS, spec).models().get(0).conditionalEe()[0])
        .as(spec.toString())
        .isCloseTo(exact, within(3e-4 * exact));
  }

  @Test
  void gaussianBucketsInCumulativeForm() {
    JsonNode forms = FORMS.get("gaussian_copula_buckets");
    double[] sigma = WwrGoldens.numbers(forms.get("sigma_t"));
    double[] pd = WwrGoldens.numbers(forms.get("pd"));
    double[] times = {1, 2, 3, 4, 5};
    double[] survival = Arrays.stream(pd).skip(1).map(p -> 1 - p).toArray();
    XvaResult result =
        new XvaCalculator(CUMULATIVE)
            .sweep(
                request(stratified(SCENARIOS, MU, sigma), times, survival),
                List.of(ModelSpec.of("gaussian", forms.get("rho").doubleValue())));
    for (int t = 0; t < times.length; t++) {
      double exact = forms.get("buckets").get(t).get("EE_given_default").doubleValue();
      assertThat(result.models().get(0).conditionalEe()[t])
          .as("bucket " + t)
          .isCloseTo(exact, within(3e-4 * exact));
    }
    assertThat(result.models().get(0).wwrCva())
        .isCloseTo(forms.get("CVA_no_discount").doubleValue(), within(1e-4));
    assertThat(result.baselineCva())
        .isCloseTo(forms.get("CVA_independent").doubleValue(), within(1e-5));
    assertThat(result.worstCaseCva())
        .isCloseTo(forms.get("CVA_worst_case_single_bucket_sum_bound").doubleValue(), within(2e-4));
  }

  @Test
  void theCumulativeFormDoesNotDependOnTheSpacingOfTheGridAndTheIntervalFormDoes() {
    ModelSpec gaussian = ModelSpec.of("gaussian", 0.5);
    double yearly = alpha(CUMULATIVE, gaussian, 1);
    double monthly = alpha(CUMULATIVE, gaussian, 12);
    assertThat(monthly).isCloseTo(yearly, within(1e-4 * yearly));
    XvaSettings interval = XvaSettings.standard();
    assertThat(alpha(interval, gaussian, 12)).isGreaterThan(1.2 * alpha(interval, gaussian, 1));
  }

  /** Alpha of an exposure that is the same at each of the dates of five years. */
  private static double alpha(XvaSettings settings, ModelSpec spec, int perYear) {
    int n = 5 * perYear;
    double[] sigma = new double[n];
    double[] times = new double[n];
    double[] survival = new double[n];
    for (int t = 0; t < n; t++) {
      sigma[t] = S;
      times[t] = (t + 1.0) / perYear;
      survival[t] = Math.exp(-0.02 * times[t]);
    }
    return new XvaCalculator(settings)
        .sweep(request(stratified(2000, 0, sigma), times, survival), List.of(spec))
        .models()
        .get(0)
        .alpha();
  }

  @Test
  void theCvaOfAConstantExposureIsAFiniteSum() {
    double hazard = 0.02;
    double rate = 0.03;
    double dt = 0.25;
    int n = 40;
    double[] times = new double[n];
    double[] factors = new double[n];
    double[] values = new double[n];
    for (int t = 0; t < n; t++) {
      times[t] = (t + 1) * dt;
      factors[t] = Math.exp(-rate * times[t]);
      values[t] = 7;
    }
    TenorGrid grid = TenorGrid.of("constant", times);
    XvaRequest request =
        new XvaRequest(
            "constant",
            new ExposureCube("constant", grid, 1, values, 7),
            CubeValues.UNDISCOUNTED,
            HazardCurve.flat("flat", hazard),
            0.4,
            new DiscountCurve("flat", times, factors),
            List.of());
    // Each bucket: discounted at its right end; a geometric series in exp(-(l + r) dt).
    double q = Math.exp(-(hazard + rate) * dt);
    double exact = 0.6 * 7 * q * Math.expm1(hazard * dt) * (1 - Math.pow(q, n)) / (1 - q);
    double cva = new XvaCalculator(XvaSettings.standard()).calculate(request).baselineCva();
    assertThat(cva).isCloseTo(exact, within(1e-13 * exact));
    double limit = 0.6 * 7 * hazard / (hazard + rate) * -Math.expm1(-(hazard + rate) * n * dt);
    assertThat(cva).isCloseTo(limit, within(0.005 * limit));
  }

  @Test
  void theBrownianProfileAndItsBaselAverages() {
    JsonNode forms = FORMS.get("brownian_profile_monthly_5y");
    double[] ee = WwrGoldens.numbers(forms.get("EE"));
    int n = ee.length;
    double[] sigma = new double[n];
    double[] times = new double[n];
    double[] survival = new double[n];
    for (int t = 0; t < n; t++) {
      times[t] = (t + 1) / 12.0;
      sigma[t] = S * Math.sqrt(times[t]);
      survival[t] = 1 - 0.001 * t;
    }
    XvaResult result =
        new XvaCalculator(XvaSettings.standard())
            .calculate(request(stratified(20_000, 0, sigma), times, survival));
    JsonNode basel = forms.get("basel");
    for (int t = 0; t < n; t++) {
      assertThat(result.exposure().epe()[t]).isCloseTo(ee[t], within(1e-5 * ee[t]));
    }
    assertThat(result.basel().epe()).isCloseTo(basel.get("EPE_1y").doubleValue(), within(2e-5));
    assertThat(result.basel().eepe()).isCloseTo(basel.get("EEPE_1y").doubleValue(), within(2e-5));
    assertThat(result.exposure().eepe())
        .isCloseTo(basel.get("EPE_all").doubleValue(), within(5e-5)); // it never falls
  }

  @Test
  void randomSamplesConvergeAsTheSquareRootOfTheirNumber() {
    Map<ModelSpec, Double> exact =
        Map.of(
            ModelSpec.of("gaussian", 0.4),
            value("gaussian_copula_default_before", "0.4", "EE_given_default"),
            new ModelSpec("studentt", 0.4, 4),
            value("t_copula_default_before", "0.4", "EE_given_default"),
            ModelSpec.of("clayton", 2),
            value("archimedean_default_before", "clayton", "EE_given_default"),
            ModelSpec.of("gumbel", 2),
            value("archimedean_default_before", "gumbel", "EE_given_default"),
            ModelSpec.of("frank", 2),
            value("archimedean_default_before", "frank", "EE_given_default"),
            ModelSpec.of("worst-case", 0),
            value("comonotone_worst_case", "EE_given_default"));
    exact.forEach(
        (model, ee) -> {
          double small = rootMeanSquareError(model, 1_000, 100, ee);
          double large = rootMeanSquareError(model, 16_000, 100, ee);
          // Sixteen times the sample: a quarter of the error, with room for 100 repetitions.
          assertThat(large / small).as(model.name()).isBetween(0.25 / 1.5, 0.25 * 1.5);
        });
  }

  private static double rootMeanSquareError(
      ModelSpec model, int scenarios, int repetitions, double exact) {
    SplittableRandom random = new SplittableRandom(20260101);
    XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
    double sum = 0;
    for (int r = 0; r < repetitions; r++) {
      double[] values = new double[scenarios];
      for (int k = 0; k < scenarios; k++) {
        values[k] = MU + S * random.nextGaussian();
      }
      double ee =
          calculator
              .sweep(request(values, new double[] {1}, new double[] {0.97}), List.of(model))
              .models()
              .get(0)
              .conditionalEe()[0];
      sum += (ee - exact) * (ee - exact);
    }
    return Math.sqrt(sum / repetitions);
  }
}
