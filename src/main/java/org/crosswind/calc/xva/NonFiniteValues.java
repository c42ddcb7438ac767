package org.crosswind.calc.xva;

import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Finds NaN and infinities in a cube before anything is computed on it. */
final class NonFiniteValues {
  private NonFiniteValues() {}

  /**
   * Passes when every value is finite.
   *
   * @throws FailureException naming scenario, tenor and value of the first one that is not, by
   *     tenor and then by scenario
   */
  static void refuse(XvaRequest request) {
    ExposureCube cube = request.cube();
    double[] values = cube.values();
    int scenarios = cube.scenarios();
    for (int t = 0; t < cube.tenors(); t++) {
      if (!allFinite(values, t * scenarios, (t + 1) * scenarios)) {
        throw failure(request, t);
      }
    }
  }

  /**
   * Whether all elements are finite: 0 x is 0 for finite x and NaN otherwise, and four sums of it
   * cost less than a branch an element.
   */
  private static boolean allFinite(double[] x, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      a += 0 * x[i];
      b += 0 * x[i + 1];
      c += 0 * x[i + 2];
      d += 0 * x[i + 3];
    }
    for (; i < to; i++) {
      a += 0 * x[i];
    }
    return a + b + c + d == 0;
  }

  private static FailureException failure(XvaRequest request, int tenor) {
    ExposureCube cube = request.cube();
    int scenario = 0;
    while (Double.isFinite(cube.value(scenario, tenor))) {
      scenario++;
    }
    return FailureException.of(
        FailureReason.INVALID,
        request.id(),
        "the value of scenario "
            + (scenario + 1)
            + " at tenor "
            + (tenor + 1)
            + " ("
            + cube.grid().time(tenor)
            + " years) is "
            + cube.value(scenario, tenor)
            + ", expected a finite number");
  }
}
