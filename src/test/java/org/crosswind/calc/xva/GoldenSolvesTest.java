package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every search of the goldens. Ours may take another path, so what is compared is what the
 * tolerance promises: convergence, and the metric at the parameter found. Where wayfault's
 * bisection walks away from an end point that is the answer, ours must return the end point.
 */
class GoldenSolvesTest {
  private final TargetSolver solver = new TargetSolver(new XvaCalculator(XvaSettings.standard()));

  @TestFactory
  List<DynamicTest> searchesAgree() {
    List<DynamicTest> tests = new ArrayList<>();
    WwrGoldens.ids("inverse")
        .forEach(
            id -> {
              JsonNode golden = WwrGoldens.load(id);
              XvaRequest request = WwrGoldens.request(id, golden.get("input"));
              for (JsonNode run : golden.get("runs")) {
                tests.add(
                    DynamicTest.dynamicTest(
                        id + " " + run.get("solve"), () -> check(request, run)));
              }
            });
    assertThat(tests).hasSize(35);
    return tests;
  }

  private void check(XvaRequest request, JsonNode run) {
    JsonNode solve = run.get("solve");
    JsonNode solution = run.get("solution");
    double target = number(solve.get("target"));
    if (solution.has("error") || Double.isNaN(target)) {
      assertThatThrownBy(() -> solve(request, solve)).isInstanceOf(FailureException.class);
      return;
    }
    SolveRecord solved = solve(request, solve);
    double tolerance = number(solve.get("tol"));
    boolean answered =
        solution.get("converged").asBoolean() || isEndPointThatWayfaultWalksAwayFrom(solve);
    assertThat(solved.converged()).isEqualTo(answered);
    assertThat(solved.target()).isEqualTo(target);
    XvaResult there =
        new XvaCalculator(XvaSettings.standard())
            .sweep(request, List.of(factory(solve).apply(solved.param())));
    assertThat(ResultBits.of(solved.result())).isEqualTo(ResultBits.of(there));
    double achieved = SolveMetric.named(solve.get("metric").asText()).value().applyAsDouble(there);
    assertThat(solved.achieved()).isEqualTo(achieved);
    assertThat(solved.iterations()).isLessThanOrEqualTo(solve.get("max_iter").intValue());
    if (answered) {
      assertThat(achieved).isCloseTo(target, within(tolerance));
      assertThat(solved.iterations())
          .isLessThanOrEqualTo(Math.max(solution.get("iterations").intValue(), 1));
    } else if (solve.get("max_iter").intValue() <= 1) {
      // Not enough steps to differ: the lower end, then the middle.
      assertThat(solved.param()).isEqualTo(number(solution.get("param")));
    }
  }

  private static boolean isEndPointThatWayfaultWalksAwayFrom(JsonNode solve) {
    return number(solve.get("scale")) == -1 && number(solve.get("target")) == 1.2158422210989652;
  }

  private SolveRecord solve(XvaRequest request, JsonNode solve) {
    return solver.solve(
        request,
        factory(solve),
        number(solve.get("target")),
        SolveMetric.named(solve.get("metric").asText()),
        number(solve.get("lo")),
        number(solve.get("hi")),
        number(solve.get("tol")),
        solve.get("max_iter").intValue());
  }

  private static DoubleFunction<ModelSpec> factory(JsonNode solve) {
    double offset = number(solve.get("offset"));
    double scale = number(solve.get("scale"));
    return x -> ModelSpec.of(solve.get("family").asText(), offset + scale * x);
  }
}
