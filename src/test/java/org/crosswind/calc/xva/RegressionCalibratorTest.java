package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.children;
import static org.crosswind.calc.xva.WwrGoldens.number;
import static org.crosswind.calc.xva.WwrGoldens.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionCalibratorTest {
  private final HazardCalibrator calibrator = new RegressionCalibrator();

  static Stream<JsonNode> goldens() {
    return children(WwrGoldens.load("r01_regression").get("rows"));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void agreesWithTheGoldens(JsonNode row) {
    double[][] samples =
        row.has("file")
            ? WwrGoldens.samples(row.get("file").asText())
            : new double[][] {
              numbers(row.get("portfolio_value")), numbers(row.get("credit_factor"))
            };
    double a = number(row.get("fit").get("a"));
    double b = number(row.get("fit").get("b"));
    if (Double.isNaN(a)) {
      assertThatThrownBy(() -> calibrator.fit("history", samples[0], samples[1]))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("sample 2 has the value 2.0 and the hazard NaN");
      HazardFit fit =
          new RegressionCalibrator(NonFinitePolicy.PROPAGATE)
              .fit("history", samples[0], samples[1]);
      assertThat(fit).isEqualTo(new HazardFit(Double.NaN, Double.NaN));
      return;
    }
    HazardFit fit = calibrator.fit("history", samples[0], samples[1]);
    assertThat(fit.a()).isCloseTo(a, relative(a));
    assertThat(fit.b()).isCloseTo(b, relative(b));
  }

  @Test
  void aLargeLevelOfTheValuesCostsNoAccuracy() {
    double[] values = new double[50];
    double[] hazards = new double[50];
    for (int i = 0; i < 50; i++) {
      values[i] = 1e9 + i;
      hazards[i] = Math.exp(-4 + 0.03 * i);
    }
    assertThat(calibrator.fit("history", values, hazards).b()).isCloseTo(0.03, within(1e-15));
  }

  @Test
  void samplesThatCannotBeUsedAreRefusedInOrder() {
    rejects(new double[] {1}, new double[] {1, 2}, "1 values and 2 hazards");
    rejects(new double[] {1}, new double[] {-1}, "there are 1 samples, expected at least 2");
    rejects(new double[] {1, 2}, new double[] {1, 0}, "the hazard of sample 2 is 0.0");
    rejects(new double[] {1, 2}, new double[] {-0.1, 1}, "the hazard of sample 1 is -0.1");
  }

  private void rejects(double[] values, double[] hazards, String message) {
    assertThatThrownBy(() -> calibrator.fit("history.csv", values, hazards))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("history.csv")
        .hasMessageContaining(message);
  }

  private static Offset<Double> relative(double expected) {
    return within(Math.max(1e-10 * Math.abs(expected), 1e-18));
  }
}
