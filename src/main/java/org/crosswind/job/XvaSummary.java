package org.crosswind.job;

import java.util.Arrays;
import java.util.Objects;
import org.crosswind.format.book.NettingSetRow;
import org.crosswind.job.watch.SetFigures;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaResult;

/**
 * The headline figures of one netting set: what the driver keeps of it, and what limits are checked
 * against. The arrays have an element a model, but for the quantiles; shared, do not modify.
 *
 * @param id the netting set
 * @param counterparty its counterparty
 * @param baselineCva CVA under independence
 * @param worstCaseCva the comonotone bound
 * @param eepe effective expected positive exposure over the whole grid, money
 * @param peakPfe the largest PFE over the tenors, money, an element a quantile of the settings; NaN
 *     when one of the tenors is
 * @param models names of the models
 * @param parameters of the models
 * @param degreesOfFreedom of the models; NaN for those that have none
 * @param wwrCva CVA under each model
 * @param alpha of each model
 */
record XvaSummary(
    String id,
    String counterparty,
    double baselineCva,
    double worstCaseCva,
    double eepe,
    double[] peakPfe,
    String[] models,
    double[] parameters,
    double[] degreesOfFreedom,
    double[] wwrCva,
    double[] alpha) {

  /** The headlines of a result. */
  static XvaSummary of(NettingSetRow row, XvaResult result) {
    int count = result.models().size();
    String[] models = new String[count];
    double[] parameters = new double[count];
    double[] degreesOfFreedom = new double[count];
    double[] wwrCva = new double[count];
    double[] alpha = new double[count];
    for (int m = 0; m < count; m++) {
      WrongWayResult model = result.models().get(m);
      models[m] = model.model().name();
      parameters[m] = model.model().parameter();
      degreesOfFreedom[m] = model.model().degreesOfFreedom();
      wwrCva[m] = model.wwrCva();
      alpha[m] = model.alpha();
    }
    return new XvaSummary(
        row.id(),
        row.counterparty(),
        result.baselineCva(),
        result.worstCaseCva(),
        result.exposure().eepe(),
        peaks(result.exposure().pfe()),
        models,
        parameters,
        degreesOfFreedom,
        wwrCva,
        alpha);
  }

  private static double[] peaks(double[][] pfe) {
    double[] peaks = new double[pfe.length];
    for (int q = 0; q < pfe.length; q++) {
      peaks[q] = Double.NEGATIVE_INFINITY;
      for (double value : pfe[q]) {
        peaks[q] = Math.max(peaks[q], value); // NaN stays
      }
    }
    return peaks;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof XvaSummary that
        && id.equals(that.id)
        && counterparty.equals(that.counterparty)
        && Double.compare(baselineCva, that.baselineCva) == 0
        && Double.compare(worstCaseCva, that.worstCaseCva) == 0
        && Double.compare(eepe, that.eepe) == 0
        && Arrays.equals(peakPfe, that.peakPfe)
        && Arrays.equals(models, that.models)
        && Arrays.equals(parameters, that.parameters)
        && Arrays.equals(degreesOfFreedom, that.degreesOfFreedom)
        && Arrays.equals(wwrCva, that.wwrCva)
        && Arrays.equals(alpha, that.alpha);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, counterparty, baselineCva, worstCaseCva, Arrays.hashCode(wwrCva));
  }

  @Override
  public String toString() {
    return "XvaSummary[" + id + ", baselineCva=" + baselineCva + "]";
  }

  /** What limits may be about. */
  SetFigures figures() {
    String[] labels = new String[models.length];
    for (int m = 0; m < labels.length; m++) {
      labels[m] = SetFigures.label(models[m], parameters[m], degreesOfFreedom[m]);
    }
    return new SetFigures(id, counterparty, baselineCva, eepe, peakPfe, labels, wwrCva, alpha);
  }

  /** The model with the largest increase of CVA, or -1 when no model has a finite one. */
  int worstModel() {
    int worst = -1;
    for (int m = 0; m < wwrCva.length; m++) {
      if (Double.isFinite(wwrCva[m]) && (worst < 0 || wwrCva[m] > wwrCva[worst])) {
        worst = m;
      }
    }
    return worst;
  }

  /** The largest increase of CVA over the baseline by any model, money; NaN when there is none. */
  double worstIncrease() {
    int worst = worstModel();
    return worst < 0 ? Double.NaN : wwrCva[worst] - baselineCva;
  }
}
