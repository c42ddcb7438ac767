package org.crosswind.calc.losses;

/**
 * The expected annual loss of a summary.
 *
 * @param summarySetId the set; 0 for the total of all outputs
 * @param summaryId the summary in the set; 0 for the total
 * @param events events of the stream in which it has a mean loss other than 0
 * @param occurring how many of these happen in a period that has a weight
 * @param numerical by the numerical means (sidx -1), type 1 of the reference's tables; money a year
 * @param sampled by the means of all samples, type 2; NaN when the stream has no samples
 */
public record AnnualLoss(
    int summarySetId,
    int summaryId,
    long events,
    long occurring,
    double numerical,
    double sampled) {
  /** The one that counts where there can be but one: by samples where there are any. */
  public double best() {
    return Double.isNaN(sampled) ? numerical : sampled;
  }
}
