package org.crosswind.calc.xva;

import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Finds NaN and infinities in a cube before anything is computed on it. */
final class NonFiniteValues {
  private NonFiniteValues() {}

  /**
   * Which tenors hold a NaN or an infinity; null when none does.
   *
   * @throws FailureException naming scenario, tenor and value, under {@link NonFinitePolicy#FAIL}
   */
  static boolean[] tenors(XvaRequest request, NonFinitePolicy policy) {
    ExposureCube cube = request.cube();
    double[] values = cube.values();
    int scenarios = cube.scenarios();
    boolean[] found = null;
    for (int t = 0; t < cube.tenors(); t++) {
      int start = t * scenarios;
      // 0 x is 0 for finite x and NaN otherwise: one sum a column costs less than a branch a value.
      double sum = 0;
      for (int i = start; i < start + scenarios; i++) {
        sum += values[i] * 0;
      }
      if (sum == 0) {
        continue;
      }
      if (policy == NonFinitePolicy.FAIL) {
        throw failure(request, t);
      }
      if (found == null) {
        found = new boolean[cube.tenors()];
      }
      found[t] = true;
    }
    return found;
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
