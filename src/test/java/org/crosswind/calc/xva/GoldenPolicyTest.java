package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.crosswind.model.credit.Classification;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

/** Golden cases whose inputs we refuse by default, and what of them is comparable. */
class GoldenPolicyTest {
  @Test
  void aNanInTheCubeFailsAndIsNamed() {
    refused("e37_nan", "the value of scenario 2 at tenor 1 (1.0 years) is NaN, expected a finite");
  }

  @Test
  void anInfinityInTheCubeFailsAndIsNamed() {
    refused("e38_inf", "the value of scenario 2 at tenor 1 (1.0 years) is Infinity, expected");
  }

  private static void refused(String id, String message) {
    XvaRequest request = WwrGoldens.request(id, WwrGoldens.load(id).get("input"));
    assertThatThrownBy(() -> new XvaCalculator(XvaSettings.standard()).calculate(request))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(id)
        .hasMessageContaining(message);
  }

  @Test
  void aNanPropagatesWhenThatIsAskedFor() {
    JsonNode golden = WwrGoldens.load("e37_nan");
    XvaResult result = propagated(golden);
    new GoldenComparison(golden, golden.get("common")).common("e37", result);
    for (int i = 0; i < result.models().size(); i++) {
      WrongWayResult model = result.models().get(i);
      JsonNode peer = golden.get("runs").get(i).get("result");
      new GoldenComparison(golden, golden.get("common"))
          .arrays("e37", model.conditionalEe(), peer.get("conditional_ee"), 1e-9);
      assertThat(model.wwrCva()).isNaN();
      assertThat(model.alpha()).isNaN();
      assertThat(model.classification()).isEqualTo(Classification.NEUTRAL);
      assertThat(model.eeRatio()[0]).isEqualTo(1); // as for an EPE that is not above 0
    }
    assertThat(result.eeHazardCorr()).isNotEqualTo(1);
  }

  @Test
  void anInfinityPropagatesToItsTenorAndLeavesTheOthersAlone() {
    JsonNode golden = WwrGoldens.load("e38_inf");
    XvaResult result = propagated(golden);
    JsonNode common = golden.get("common");
    assertThat(result.exposure().epe()).containsExactly(numbers(common.get("epe")), within(1e-15));
    assertThat(result.exposure().ene()).containsExactly(numbers(common.get("ene")), within(1e-15));
    assertThat(result.baselineCva()).isEqualTo(Double.POSITIVE_INFINITY);
    for (int i = 0; i < result.models().size(); i++) {
      WrongWayResult model = result.models().get(i);
      double[] peer = numbers(golden.get("runs").get(i).get("result").get("conditional_ee"));
      assertThat(model.alpha()).as(model.model().toString()).isNaN();
      assertThat(model.conditionalEe()[2]).isCloseTo(peer[2], within(1e-9 * peer[2]));
      assertThat(model.classification()).isEqualTo(Classification.NEUTRAL);
    }
  }

  private static XvaResult propagated(JsonNode golden) {
    String id = golden.get("id").asText();
    List<ModelSpec> models = GoldenEstimatesTest.models(golden);
    XvaSettings settings =
        GoldenEstimatesTest.settings(golden.get("input"), golden.get("common"))
            .withNonFinite(NonFinitePolicy.PROPAGATE);
    return new XvaCalculator(settings).sweep(WwrGoldens.request(id, golden.get("input")), models);
  }

  @Test
  void withDiscountFactorsBeyondReasonReplacedTheRestOfTheCaseAgrees() {
    JsonNode golden = WwrGoldens.load("e33_odd_discounts");
    assertThatThrownBy(() -> WwrGoldens.request("e33", golden.get("input")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("discount factor 1 is -1.0, expected a number in (0, 1.5]");
    ObjectNode input = golden.get("input").deepCopy();
    input.set("discount", NullNode.getInstance());
    XvaResult result =
        new XvaCalculator(XvaSettings.standard())
            .sweep(WwrGoldens.request("e33", input), GoldenEstimatesTest.models(golden));
    GoldenComparison comparison = new GoldenComparison(golden, golden.get("common"));
    for (int i = 0; i < result.models().size(); i++) {
      JsonNode peer = golden.get("runs").get(i).get("result");
      comparison.arrays("e33 epe", result.exposure().epe(), golden.get("common").get("epe"), 1e-12);
      comparison.arrays(
          "e33", result.models().get(i).conditionalEe(), peer.get("conditional_ee"), 1e-9);
      comparison.arrays("e33", result.models().get(i).eeRatio(), peer.get("ee_ratio"), 1e-9);
    }
  }

  @Test
  void cvaSumsAgreeWhereTheDiscountFactorsAreReasonable() {
    int refused = 0;
    for (JsonNode row : WwrGoldens.load("c02_cva").get("rows")) {
      double[] discount =
          row.get("discount").isNull() ? new double[] {1} : numbers(row.get("discount"));
      if (Arrays.stream(discount).anyMatch(d -> d <= 0)) {
        refused++;
        assertThatThrownBy(() -> WwrGoldens.profileRequest(row))
            .isInstanceOf(FailureException.class);
        continue;
      }
      XvaResult result =
          new XvaCalculator(XvaSettings.standard()).calculate(WwrGoldens.profileRequest(row));
      double cva = WwrGoldens.number(row.get("cva"));
      assertThat(result.baselineCva()).isCloseTo(cva, within(1e-13 * cva));
    }
    assertThat(refused).isEqualTo(2);
  }
}
