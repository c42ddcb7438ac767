package org.crosswind.job.watch;

/**
 * The figures of one netting set that limits may be about, of this run or of an earlier one. The
 * arrays are shared, do not modify.
 *
 * @param id the netting set
 * @param counterparty its counterparty
 * @param cva CVA without dependence, money
 * @param eepe effective expected positive exposure, money
 * @param peakPfe the largest PFE over the tenors, money, an element a quantile of the run; null for
 *     an earlier run
 * @param models the dependence models, as {@link #label} writes them
 * @param wrongWayCva CVA under each model, money
 * @param alpha of each model
 */
public record SetFigures(
    String id,
    String counterparty,
    double cva,
    double eepe,
    double[] peakPfe,
    String[] models,
    double[] wrongWayCva,
    double[] alpha) {

  /**
   * A model with its parameters: {@code independent}, {@code gaussian 0.35}, {@code studentt 0.35
   * df 4.0}.
   *
   * @param parameter NaN for a model without
   * @param degreesOfFreedom NaN for a model without
   */
  public static String label(String model, double parameter, double degreesOfFreedom) {
    boolean none =
        Double.isNaN(parameter) || model.equals("independent") || model.equals("worst-case");
    return (none ? model : model + " " + parameter)
        + (Double.isNaN(degreesOfFreedom) ? "" : " df " + degreesOfFreedom);
  }
}
