package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.children;
import static org.crosswind.calc.xva.WwrGoldens.number;
import static org.crosswind.calc.xva.WwrGoldens.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import org.crosswind.model.credit.CreditCurve;
import org.junit.jupiter.api.Test;

/** The rule tables and curve tables of the wrong-way-risk goldens. */
class GoldenRulesTest {
  private final JsonNode rules = WwrGoldens.load("k05_rules");

  @Test
  void alphaAgreesWithTheTable() {
    children(rules.get("alpha_multiplier"))
        .forEach(
            row ->
                assertThat(
                        WrongWayRules.alpha(
                            number(row.get("wwr_cva")), number(row.get("baseline_cva"))))
                    .as(row.toString())
                    .isEqualTo(Double.valueOf(number(row.get("alpha")))));
  }

  @Test
  void classificationAgreesWithTheTable() {
    children(rules.get("classify"))
        .forEach(
            row ->
                assertThat(
                        WrongWayRules.classify(
                                number(row.get("dependence_param")), number(row.get("alpha")))
                            .name())
                    .as(row.toString())
                    .isEqualTo(row.get("class").asText()));
  }

  @Test
  void curvesAgreeWithTheTable() {
    children(WwrGoldens.load("c01_credit").get("rows"))
        .forEach(
            row -> {
              CreditCurve curve = WwrGoldens.credit("c01", row.get("credit"));
              double[] times = numbers(row.get("times"));
              double before = 1;
              for (int i = 0; i < times.length; i++) {
                String what = row.get("credit") + " at " + times[i];
                assertThat(curve.hazard(times[i]))
                    .as(what)
                    .isEqualTo(numbers(row.get("hazard"))[i]);
                double survival = curve.survival(times[i]);
                assertThat(survival).as(what).isCloseTo(at(row, "survival", i), within(3e-16));
                assertThat(before - survival)
                    .as(what)
                    .isCloseTo(at(row, "marginal_pd", i), within(3e-16));
                assertThat(curve.defaultProbability(times[i]))
                    .as(what)
                    .isCloseTo(1 - survival, within(3e-16));
                before = survival;
              }
            });
  }

  private static double at(JsonNode row, String field, int i) {
    return numbers(row.get(field))[i];
  }
}
