package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.children;
import static org.crosswind.calc.xva.WwrGoldens.number;
import static org.crosswind.calc.xva.WwrGoldens.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.crosswind.model.credit.Counterparty;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NettingSet;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every estimate, sweep, batch and portfolio case of the goldens, and the published study. */
class GoldenEstimatesTest {
  /** Their inputs are refused by default; {@link GoldenPolicyTest} has them. */
  private static final List<String> ELSEWHERE = List.of("e33_odd_discounts", "e37_nan", "e38_inf");

  static Stream<String> estimates() {
    return WwrGoldens.ids("estimate", "sweep").filter(id -> !ELSEWHERE.contains(id));
  }

  static XvaSettings settings(JsonNode input, JsonNode common) {
    List<Double> quantiles = new ArrayList<>(List.of(number(input.get("pfe_quantile"))));
    if (common != null && common.has("pfe_extra")) {
      children(common.get("pfe_extra")).forEach(e -> quantiles.add(number(e.get("q"))));
    }
    return XvaSettings.standard().withPfeQuantiles(quantiles);
  }

  static List<ModelSpec> models(JsonNode golden) {
    return children(golden.get("runs")).map(run -> WwrGoldens.model(run.get("model"))).toList();
  }

  @ParameterizedTest
  @MethodSource("estimates")
  void theEstimateAgrees(String id) {
    JsonNode golden = WwrGoldens.load(id);
    XvaRequest request = WwrGoldens.request(id, golden.get("input"));
    compare(golden, request, models(golden));
  }

  private static GoldenComparison compare(
      JsonNode golden, XvaRequest request, List<ModelSpec> models) {
    JsonNode common = golden.get("common");
    XvaResult result =
        new XvaCalculator(settings(golden.get("input"), common)).sweep(request, models);
    GoldenComparison comparison = new GoldenComparison(golden, common);
    if (common != null) {
      comparison.common(request.id(), result);
    }
    for (int i = 0; i < models.size(); i++) {
      JsonNode run = golden.get("runs").get(i);
      if (overflowsInWayfault(run)) {
        assertGoesToTheHighestExposure(request.cube(), result, i);
      } else {
        comparison.run(request.id() + " " + models.get(i), result, result.models().get(i), run);
      }
    }
    assertThat(comparison.compared()).isPositive();
    return comparison;
  }

  /** Finite input for which wayfault's b V overflows and every scenario gets the same weight. */
  private static boolean overflowsInWayfault(JsonNode run) {
    return run.has("math_reference")
        && run.get("math_reference").isNull()
        && number(run.get("model").get("b")) > 1e100;
  }

  private static void assertGoesToTheHighestExposure(ExposureCube cube, XvaResult result, int i) {
    for (int t = 0; t < cube.tenors(); t++) {
      double most = 0;
      for (int s = 0; s < cube.scenarios(); s++) {
        most = Math.max(most, cube.value(s, t));
      }
      assertThat(result.models().get(i).conditionalEe()[t])
          .isCloseTo(most, within(1e-14 * Math.abs(most)));
    }
  }

  @ParameterizedTest
  @MethodSource("portfolios")
  void thePortfolioAgrees(String id) {
    JsonNode golden = WwrGoldens.load(id);
    JsonNode input = golden.get("input");
    double[] tenors = numbers(input.get("tenors"));
    List<NettingSet> sets =
        children(input.get("netting_sets"))
            .map(
                s ->
                    new NettingSet(
                        s.get("name").asText(), WwrGoldens.cube(id, s.get("cube"), tenors)))
            .toList();
    ExposureCube aggregate = new Counterparty(id, sets).aggregate();
    double[] sums = numbers(golden.get("aggregate").get("column_sums"));
    for (int t = 0; t < sums.length; t++) {
      int start = t * aggregate.scenarios();
      assertThat(Arrays.stream(aggregate.values(), start, start + aggregate.scenarios()).sum())
          .isCloseTo(sums[t], within(1e-10));
    }
    compare(golden, WwrGoldens.request(id, input, aggregate), models(golden));

    XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
    for (int i = 0; i < sets.size(); i++) {
      XvaResult alone = calculator.calculate(WwrGoldens.request(id, input, sets.get(i).cube()));
      new GoldenComparison(golden, golden.get("common"))
          .arrays(
              id + " alone",
              alone.exposure().epe(),
              golden.get("standalone_epe").get(i).get("epe"),
              1e-12);
    }
  }

  static Stream<String> portfolios() {
    return WwrGoldens.ids("portfolio");
  }

  @Test
  void theBatchAgreesWithOneCalculatorForAllOfIt() {
    JsonNode golden = WwrGoldens.load("b01_batch");
    for (JsonNode run : golden.get("runs")) {
      JsonNode input = run.get("request");
      XvaRequest request = WwrGoldens.request("b01", input);
      XvaResult result =
          new XvaCalculator(settings(input, null))
              .sweep(request, List.of(WwrGoldens.model(input.get("model"))));
      JsonNode peer = run.get("result");
      GoldenComparison comparison = new GoldenComparison(golden, null);
      comparison.run(input.get("model").toString(), result, result.models().get(0), run);
      comparison.arrays("epe", result.exposure().epe(), peer.get("epe"), 1e-12);
      comparison.arrays("pfe", result.exposure().pfe()[0], peer.get("pfe"), 1e-12);
    }
  }

  @Test
  void whatWasComputedBeforeDoesNotShow() {
    XvaCalculator used = new XvaCalculator(XvaSettings.standard());
    for (String id : List.of("e29_swap2000x40", "e03_7x3_piece_disc", "e24_heavy_tail")) {
      JsonNode golden = WwrGoldens.load(id);
      XvaRequest request = WwrGoldens.request(id, golden.get("input")).withModels(models(golden));
      XvaResult after = used.calculate(request);
      XvaResult fresh = new XvaCalculator(XvaSettings.standard()).calculate(request);
      assertThat(ResultBits.of(after)).isEqualTo(ResultBits.of(fresh));
    }
  }

  @Test
  void thePublishedStudyIsReproduced() {
    JsonNode golden = WwrGoldens.load("z01_case_study");
    JsonNode rerun = golden.get("rerun");
    XvaRequest request = WwrGoldens.request("z01", golden.get("input"));
    XvaCalculator calculator =
        new XvaCalculator(XvaSettings.standard().withPfeQuantiles(List.of(0.95, 0.99)));
    GoldenComparison comparison = new GoldenComparison(golden, null);

    List<ModelSpec> models = new ArrayList<>();
    rerun.get("sweep").forEach(row -> models.add(ModelSpec.of("hullwhite", number(row.get("b")))));
    rerun.get("comparison").forEach(row -> models.add(WwrGoldens.model(row.get("model"))));
    XvaResult result = calculator.sweep(request, models);
    comparison.arrays("epe", result.exposure().epe(), rerun.get("epe"), 1e-9);
    comparison.arrays("ene", result.exposure().ene(), rerun.get("ene"), 1e-9);
    comparison.arrays("pfe95", result.exposure().pfe()[0], rerun.get("pfe95"), 1e-9);
    comparison.arrays("pfe99", result.exposure().pfe()[1], rerun.get("pfe99"), 1e-9);
    comparison.arrays("survival", result.credit().survival(), rerun.get("survival"), 1e-15);
    comparison.close("eepe", result.exposure().eepe(), number(rerun.get("eepe")), 1e-9, 0);
    comparison.close("baseline", result.baselineCva(), number(rerun.get("baseline_cva")), 1e-9, 0);
    comparison.close("corr", result.eeHazardCorr(), number(rerun.get("ee_hazard_corr")), 1e-9, 0);
    int i = 0;
    for (String part : List.of("sweep", "comparison")) {
      for (JsonNode row : rerun.get(part)) {
        String what = models.get(i).toString();
        comparison.close(what, result.models().get(i).alpha(), number(row.get("alpha")), 1e-9, 0);
        comparison.close(
            what, result.models().get(i).wwrCva(), number(row.get("wwr_cva")), 1e-9, 0);
        i++;
      }
    }
    JsonNode surface = rerun.get("surface");
    List<ModelSpec> across =
        Arrays.stream(numbers(surface.get("b")))
            .mapToObj(b -> ModelSpec.of("hullwhite", b))
            .toList();
    XvaResult surfaced = calculator.sweep(request, across);
    for (int b = 0; b < across.size(); b++) {
      comparison.arrays(
          "surface " + across.get(b),
          surfaced.models().get(b).conditionalEe(),
          surface.get("z").get(b),
          1e-9);
    }
  }
}
