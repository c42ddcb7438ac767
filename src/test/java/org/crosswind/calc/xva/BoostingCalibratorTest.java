package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class BoostingCalibratorTest {
  /** A stump at the middle value: enough to see what boosting does with a tree. */
  private static final TreeLearner STUMP =
      (values, targets, depth) -> {
        double cut = 0.5;
        double left = 0;
        double right = 0;
        int onTheLeft = 0;
        for (int i = 0; i < values.length; i++) {
          if (values[i] <= cut) {
            left += targets[i];
            onTheLeft++;
          } else {
            right += targets[i];
          }
        }
        double leftMean = left / onTheLeft;
        double rightMean = right / (values.length - onTheLeft);
        DoubleUnaryOperator tree = x -> x <= cut ? leftMean : rightMean;
        return tree;
      };

  @Test
  void boostingApproachesTheMeansOfTheLeaves() {
    double[] values = {0, 0.25, 0.75, 1};
    double[] hazards = {Math.exp(-4), Math.exp(-4), Math.exp(-3), Math.exp(-3)};
    HazardFit fit = new BoostingCalibrator(STUMP, 200, 1, 0.1).fit("history", values, hazards);
    // The line through 25 points at -4 and 25 at -3, equally spaced on [0, 1].
    double[] x = new double[50];
    double[] y = new double[50];
    for (int g = 0; g < 50; g++) {
      x[g] = g / 49.0;
      y[g] = g < 25 ? -4 : -3;
    }
    HazardFit line = LeastSquares.line(x, y);
    assertThat(fit.b()).isCloseTo(line.b(), within(1e-8));
    assertThat(fit.a()).isCloseTo(line.a(), within(1e-8));
  }

  @Test
  void oneTreeMovesByTheRate() {
    double[] values = {0, 1};
    double[] hazards = {Math.exp(-4), Math.exp(-3)};
    HazardFit all = new BoostingCalibrator(STUMP, 1, 1, 1).fit("history", values, hazards);
    HazardFit tenth = new BoostingCalibrator(STUMP, 1, 1, 0.1).fit("history", values, hazards);
    assertThat(tenth.b()).isCloseTo(0.1 * all.b(), within(1e-14));
  }

  @Test
  void valuesWithoutARangeHaveNoSlope() {
    HazardFit fit =
        new BoostingCalibrator(STUMP)
            .fit("history", new double[] {3, 3}, new double[] {0.01, 0.02});
    assertThat(fit.b()).isZero();
  }

  @Test
  void samplesAndSettingsAreChecked() {
    assertThatThrownBy(
            () ->
                new BoostingCalibrator(STUMP)
                    .fit("history", new double[] {1, 2}, new double[] {0.1}))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("2 values and 1 hazards");
    assertThatThrownBy(() -> new BoostingCalibrator(STUMP, 0, 3, 0.1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("0 trees of depth 3 at rate 0.1");
  }
}
