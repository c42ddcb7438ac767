package org.crosswind.model.credit;

import java.util.List;

/**
 * Everything computed for one netting set: figures that no model changes, and then each model's.
 *
 * @param id the netting set
 * @param grid its tenors
 * @param scenarios how many scenarios its cube has
 * @param exposure profiles of the values as given
 * @param basel profiles of the undiscounted values
 * @param credit the curves at the tenors
 * @param baselineCva CVA under independence, money of today
 * @param worstCaseCva CVA when in each interval default takes the scenarios of highest exposure: no
 *     copula gives more, in either form. Hull-White may, with a large b: its weights are those of a
 *     small hazard and can ask for more default in one scenario than there is
 * @param eeHazardCorr correlation across tenors of EPE and hazard, in [-1, 1]; 0 when either is
 *     constant but for rounding
 * @param models a result a model, in the order of the request
 */
public record XvaResult(
    String id,
    TenorGrid grid,
    int scenarios,
    ExposureProfile exposure,
    BaselProfile basel,
    CreditProfile credit,
    double baselineCva,
    double worstCaseCva,
    double eeHazardCorr,
    List<WrongWayResult> models) {
  /** Copies the list. */
  public XvaResult {
    models = List.copyOf(models);
  }
}
