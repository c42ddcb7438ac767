package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class TargetSolverTest {
  private final XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
  private final TargetSolver solver = new TargetSolver(calculator);
  private final XvaRequest request =
      WwrGoldens.request("b500x12", WwrGoldens.load("i01_alpha").get("input"));
  private final XvaRequest currency =
      WwrGoldens.request("ccy600x12", WwrGoldens.load("i05_currency").get("input"));

  private static ModelSpec hullWhite(double b) {
    return ModelSpec.of("hullwhite", b);
  }

  @Test
  void theToleranceOfACvaGrowsWithTheCurrency() {
    SolveRecord solved = solver.calibrateToCva(currency, x -> hullWhite(1e-6 * x), 18000, -3, 3);
    assertThat(solved.converged()).isTrue();
    assertThat(solved.achieved()).isCloseTo(18000, within(1e-8 * 18000));
    SolveRecord absolute =
        solver.solve(
            currency, x -> hullWhite(1e-6 * x), 18000, SolveMetric.WWR_CVA, -3, 3, 1e-8, 80);
    assertThat(absolute.converged()).isTrue();
    assertThat(absolute.achieved()).isCloseTo(18000, within(1e-8));
  }

  @Test
  void anyFigureCanBeTheTarget() {
    SolveMetric ratio =
        new SolveMetric("last EE ratio", r -> r.models().get(0).eeRatio()[r.grid().size() - 1]);
    SolveRecord solved =
        solver.findBreakpoint(request, TargetSolverTest::hullWhite, 1.1, ratio, 0, 3);
    assertThat(solved.converged()).isTrue();
    assertThat(solved.achieved()).isCloseTo(1.1, within(1e-4));
  }

  @Test
  void aMetricThatIsNotANumberFailsAndNamesTheParameter() {
    SolveMetric broken = new SolveMetric("own", r -> Math.sqrt(1 - r.models().get(0).alpha()));
    assertThatThrownBy(
            () -> solver.findBreakpoint(request, TargetSolverTest::hullWhite, 1, broken, -1, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("own is NaN at the parameter 1.0");
  }

  @Test
  void aTargetOutOfReachSaysWhatIsInReach() {
    assertThatThrownBy(
            () -> solver.calibrateToAlpha(request, TargetSolverTest::hullWhite, 9, -1, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageMatching(
            ".*alpha is 0\\.7993\\d+ at -1\\.0 and 1\\.2158\\d+ at 1\\.0, .*9\\.0.*");
  }

  @Test
  void unknownMetricsListTheKnownOnes() {
    assertThatThrownBy(() -> SolveMetric.named("beta"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("expected one of alpha, wwr_cva, ead");
    assertThat(List.of(SolveMetric.named("alpha"), SolveMetric.named("ead")))
        .containsExactly(SolveMetric.ALPHA, SolveMetric.EAD);
  }
}
