package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.children;
import static org.crosswind.calc.xva.WwrGoldens.number;
import static org.crosswind.calc.xva.WwrGoldens.numbers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.stats.Correlation;
import org.crosswind.model.credit.Classification;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.EeProfile;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.SurvivalCurve;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;

class XvaCalculatorTest {
  private static final TenorGrid GRID = TenorGrid.of("NS1", 1, 2);
  private static final CreditCurve CURVE = HazardCurve.flat("2%", 0.02);
  private static final List<ModelSpec> ALL =
      List.of(
          ModelSpec.of("independent", 0),
          ModelSpec.of("hullwhite", 0.3),
          ModelSpec.of("gaussian", 0.4),
          new ModelSpec("studentt", 0.4, 4),
          ModelSpec.of("clayton", 2),
          ModelSpec.of("survival-clayton", 2),
          ModelSpec.of("frank", 4),
          ModelSpec.of("gumbel", 1.5),
          ModelSpec.of("worst-case", 0));

  private final XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());

  private static XvaRequest request(
      CubeValues kind, DiscountCurve discount, List<ModelSpec> models, double[]... rows) {
    return new XvaRequest(
        "NS1", ExposureCube.ofRows("NS1", GRID, rows), kind, CURVE, 0.4, discount, models);
  }

  private static XvaRequest request(double[]... rows) {
    return request(CubeValues.UNDISCOUNTED, DiscountCurve.none(), ALL, rows);
  }

  @Test
  void theCvaOfADeflatedCubeAppliesNoDiscountFactor() {
    DiscountCurve discount = new DiscountCurve("df", GRID.times(), new double[] {0.9, 0.8});
    XvaResult undiscounted =
        calculator.calculate(
            request(CubeValues.UNDISCOUNTED, discount, ALL, new double[][] {{1, 2}, {3, -4}}));
    XvaResult deflated =
        calculator.calculate(
            request(CubeValues.DEFLATED, discount, ALL, new double[][] {{0.9, 1.6}, {2.7, -3.2}}));
    assertThat(deflated.baselineCva()).isCloseTo(undiscounted.baselineCva(), within(1e-16));
    assertThat(deflated.basel().ee()[1]).isCloseTo(undiscounted.basel().ee()[1], within(1e-15));
    assertThat(deflated.exposure().epe()[1]).isEqualTo(0.8);
    assertThat(deflated.credit().discountFactor()).containsExactly(0.9, 0.8);
    // Ranks do not change with the unit: copulas agree. Hull-White's b is per unit of money.
    assertThat(deflated.models().get(2).alpha())
        .isCloseTo(undiscounted.models().get(2).alpha(), within(1e-14));
  }

  @Test
  void aNettingSetWithOneModelThatCannotBeFailsAsAWholeAndNamesTheModel() {
    XvaRequest request =
        request(new double[][] {{1, 2}, {3, 4}})
            .withModels(List.of(ModelSpec.of("frank", 2), ModelSpec.of("gaussian", 1.5)));
    assertThatThrownBy(() -> calculator.calculate(request))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().where()).isEqualTo("NS1");
              assertThat(e.failure().message()).contains("model gaussian: rho is 1.5");
            });
  }

  @Test
  void afterAFailureTheNextNettingSetIsUnharmed() {
    XvaRequest good = request(new double[][] {{1, 2}, {3, -4}, {0.5, 7}});
    List<String> before = ResultBits.of(calculator.calculate(good));
    assertThatThrownBy(
            () -> calculator.calculate(request(new double[][] {{1, Double.NaN}, {3, 4}})))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("scenario 1 at tenor 2 (2.0 years) is NaN");
    assertThat(ResultBits.of(calculator.calculate(good))).isEqualTo(before);
  }

  @Test
  void valuesTooLargeToAddUpFailInsteadOfBecomingIndependence() {
    double huge = Double.MAX_VALUE;
    assertThatThrownBy(
            () -> calculator.calculate(request(new double[][] {{huge, 1}, {huge, 1}, {huge, 1}})))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.NOT_COMPUTABLE))
        .hasMessageContaining("the EPE at tenor 1 is Infinity");
  }

  @Test
  void aHullWhiteParameterBeyondAllMeasureGoesToTheHighestExposure() {
    XvaResult result =
        calculator.sweep(
            request(new double[][] {{1, 2}, {3, -4}, {0.5, 7}}),
            List.of(ModelSpec.of("hullwhite", 1e308), ModelSpec.of("hullwhite", -1e308)));
    assertThat(result.models().get(0).conditionalEe()).containsExactly(3, 7);
    assertThat(result.models().get(0).classification()).isEqualTo(Classification.WRONG_WAY);
    assertThat(result.models().get(1).conditionalEe()).containsExactly(0.5, 0);
    assertThat(result.models().get(1).effectiveSampleSize()).containsExactly(1, 1);
  }

  @Test
  void discountFactorsExtrapolatedOutOfRangeAreRefused() {
    DiscountCurve growing =
        new DiscountCurve("df", new double[] {0.5, 1}, new double[] {1.2, 1.45});
    assertThatThrownBy(
            () ->
                calculator.calculate(
                    request(CubeValues.UNDISCOUNTED, growing, ALL, new double[][] {{1, 2}})))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("NS1: the discount factor at the tenor of 2.0 years is 2.1")
        .hasMessageContaining("(0, 1.5]");
  }

  @Test
  void oneScenarioGivesAlphaOneUnderEveryModel() {
    XvaRequest request =
        new XvaRequest(
            "profile",
            new EeProfile("profile", GRID, 3, 5).cube(),
            CubeValues.UNDISCOUNTED,
            CURVE,
            0.4,
            DiscountCurve.none(),
            ALL);
    calculator
        .calculate(request)
        .models()
        .forEach(m -> assertThat(m.alpha()).as(m.model().name()).isEqualTo(1));
  }

  @Test
  void withoutDefaultRiskThereIsNoCvaAndAlphaIsOne() {
    XvaRequest request =
        new XvaRequest(
            "riskless",
            ExposureCube.ofRows("riskless", GRID, new double[][] {{1, 2}, {3, 4}}),
            CubeValues.UNDISCOUNTED,
            HazardCurve.flat("none", 0),
            0.4,
            DiscountCurve.none(),
            ALL);
    XvaResult result = calculator.calculate(request);
    assertThat(result.baselineCva()).isZero();
    result
        .models()
        .forEach(
            m -> {
              assertThat(m.alpha()).isEqualTo(1);
              assertThat(m.upliftPct()).isZero();
              assertThat(m.classification()).isEqualTo(Classification.NEUTRAL);
            });
  }

  @Test
  void survivalGivenAtTheTenorsIsUsedAsGiven() {
    XvaRequest request =
        new XvaRequest(
            "given",
            ExposureCube.ofRows("given", GRID, new double[][] {{10, 20}}),
            CubeValues.UNDISCOUNTED,
            new SurvivalCurve("s", GRID.times(), new double[] {0.9, 0.7}),
            0.5,
            DiscountCurve.none(),
            List.of());
    assertThat(calculator.calculate(request).baselineCva())
        .isCloseTo(0.5 * (10 * 0.1 + 20 * 0.2), within(1e-15));
  }

  @Test
  void scalarLoopsAndTheFastestOnesGiveTheSameBits() {
    XvaRequest request = sine(1003, 2).withModels(ALL);
    assertThat(
            ResultBits.of(
                new XvaCalculator(XvaSettings.standard(), KernelVariant.SCALAR.resolve())
                    .calculate(request)))
        .isEqualTo(ResultBits.of(calculator.calculate(request)));
  }

  @Test
  void theOrderOfModelsAndWhatElseIsInTheListDoNotMatter() {
    XvaRequest request = sine(517, 2);
    List<String> all = ResultBits.of(calculator.sweep(request, ALL));
    for (ModelSpec spec : ALL) {
      List<String> alone =
          ResultBits.of(new XvaCalculator(XvaSettings.standard()).sweep(request, List.of(spec)));
      assertThat(all).containsAll(alone);
    }
  }

  @Test
  void moreModelsThanAreKeptStillGiveTheirResults() {
    XvaRequest request = sine(100, 2);
    List<ModelSpec> many =
        DoubleStream.iterate(0.01, x -> x < 2, x -> x + 0.01)
            .mapToObj(b -> ModelSpec.of("hullwhite", b))
            .toList();
    XvaResult result = calculator.sweep(request, many);
    assertThat(result.models()).hasSize(many.size());
    double[] alphas = result.models().stream().mapToDouble(m -> m.alpha()).toArray();
    assertThat(alphas).isSorted();
  }

  /** A cube without randomness whose tenors differ. */
  private static XvaRequest sine(int scenarios, int tenors) {
    double[] values = new double[scenarios * tenors];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i * 0.7) * (1 + i % 13);
    }
    double[] times = new double[tenors];
    Arrays.setAll(times, t -> t + 1);
    return new XvaRequest(
        "sine",
        new ExposureCube("sine", TenorGrid.of("sine", times), scenarios, values, Double.NaN),
        CubeValues.UNDISCOUNTED,
        CURVE,
        0.4,
        DiscountCurve.none(),
        List.of());
  }

  @Test
  void propagatedNansStayInTheirTenor() {
    XvaCalculator lenient =
        new XvaCalculator(XvaSettings.standard().withNonFinite(NonFinitePolicy.PROPAGATE));
    XvaResult clean = lenient.calculate(request(new double[][] {{1, 2}, {3, -4}, {0.5, 7}}));
    XvaResult broken =
        lenient.calculate(request(new double[][] {{1, 2}, {Double.NaN, -4}, {0.5, 7}}));
    for (int m = 0; m < ALL.size(); m++) {
      String name = ALL.get(m).name();
      assertThat(broken.models().get(m).conditionalEe()[0]).as(name).isNaN();
      assertThat(broken.models().get(m).conditionalEe()[1])
          .as(name)
          .isEqualTo(clean.models().get(m).conditionalEe()[1]);
      assertThat(broken.models().get(m).classification()).isEqualTo(Classification.NEUTRAL);
    }
    assertThat(broken.baselineCva()).isNaN();
    assertThat(broken.eeHazardCorr()).isZero();
  }

  @Test
  void diagnosticsAgreeWithTheGoldenTable() {
    children(WwrGoldens.load("k05_rules").get("diagnostics"))
        .forEach(
            row -> {
              double[] epe = numbers(row.get("unconditional"));
              double uplift =
                  WrongWayRules.upliftPct(
                      number(row.get("wwr_cva")), number(row.get("baseline_cva")));
              assertThat(uplift).isCloseTo(number(row.get("uplift_pct")), within(1e-12));
              assertThat(WrongWayRules.eeRatio(numbers(row.get("conditional")), epe))
                  .containsExactly(numbers(row.get("ee_ratio")));
              assertThat(Correlation.pearson(epe, numbers(row.get("hazard")), epe.length))
                  .isCloseTo(number(row.get("ee_hazard_corr")), within(1e-14));
            });
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> XvaSettings.standard().withPfeQuantiles(List.of(0.5, 1.0)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("a PFE quantile is 1.0, expected a number in (0, 1)");
    assertThatThrownBy(() -> XvaSettings.standard().withPfeQuantiles(List.of()))
        .isInstanceOf(FailureException.class);
  }
}
