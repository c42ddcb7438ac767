package org.crosswind.calc.xva;

import org.crosswind.model.credit.CreditProfile;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The credit and the discount curve of a request read at its cube's tenors, and the default
 * probabilities between which a model sees the default of each interval.
 *
 * @param profile the figures that go into the result
 * @param cvaFactor what the CVA multiplies each interval's expected exposure with: the discount
 *     factor, or 1 when the values are deflated already
 * @param from default probability at which the default of the interval begins, for the models
 * @param to default probability at which it ends
 */
record CurvesAtTenors(CreditProfile profile, double[] cvaFactor, double[] from, double[] to) {
  /**
   * Reads the curves.
   *
   * @throws FailureException naming the tenor when a discount factor, possibly extrapolated, is not
   *     in (0, 1.5], or a survival probability is not in [0, 1]
   */
  static CurvesAtTenors of(XvaRequest request, ProbabilityForm form) {
    TenorGrid grid = request.cube().grid();
    int n = grid.size();
    double[] hazard = new double[n];
    double[] survival = new double[n];
    double[] marginal = new double[n];
    double[] discount = new double[n];
    double[] cvaFactor = new double[n];
    double[] from = new double[n];
    double[] to = new double[n];
    double survivalBefore = 1;
    double defaultBefore = 0;
    for (int i = 0; i < n; i++) {
      double time = grid.time(i);
      hazard[i] = request.credit().hazard(time);
      survival[i] = request.credit().survival(time);
      if (!(survival[i] >= 0 && survival[i] <= survivalBefore)) {
        throw outOfRange(
            request, "survival probability", time, survival[i], "[0, " + survivalBefore + "]");
      }
      discount[i] = request.discount().factor(time);
      if (!(discount[i] > 0 && discount[i] <= 1.5)) {
        throw outOfRange(request, "discount factor", time, discount[i], "(0, 1.5]");
      }
      marginal[i] = survivalBefore - survival[i];
      cvaFactor[i] = request.cubeValues() == CubeValues.DEFLATED ? 1 : discount[i];
      if (form == ProbabilityForm.INTERVAL) {
        to[i] = marginal[i];
      } else {
        from[i] = defaultBefore;
        to[i] = Math.max(defaultBefore, request.credit().defaultProbability(time));
        defaultBefore = to[i];
      }
      survivalBefore = survival[i];
    }
    return new CurvesAtTenors(
        new CreditProfile(hazard, survival, marginal, discount), cvaFactor, from, to);
  }

  private static FailureException outOfRange(
      XvaRequest request, String what, double time, double value, String range) {
    return FailureException.of(
        FailureReason.INVALID,
        request.id(),
        "the "
            + what
            + " at the tenor of "
            + time
            + " years is "
            + value
            + ", expected a number in "
            + range);
  }
}
