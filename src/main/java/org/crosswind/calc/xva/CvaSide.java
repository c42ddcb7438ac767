package org.crosswind.calc.xva;

import org.crosswind.kernel.exposure.Profiles;

/**
 * Everything that one CVA of one netting set was made of, as its run wrote it down. Arrays have a
 * value for each tenor; they are shared, do not modify.
 *
 * @param times tenors in years, positive and increasing
 * @param epe expected positive exposure, money, >= 0
 * @param conditionalEe expected positive exposure given default, money, >= 0; {@code epe} itself
 *     for the CVA without dependence
 * @param survival probability to survive to the tenor, in [0, 1], falling
 * @param defaultProbability probability of default in the interval that ends at the tenor
 * @param discount what the CVA multiplies the exposure with: the discount factor, or 1 for deflated
 *     values
 * @param lgd loss given default, in (0, 1]
 */
public record CvaSide(
    double[] times,
    double[] epe,
    double[] conditionalEe,
    double[] survival,
    double[] defaultProbability,
    double[] discount,
    double lgd) {
  /** The CVA, with the bits that the run computed. */
  public double cva() {
    return Profiles.cva(lgd, discount, conditionalEe, defaultProbability, times.length);
  }
}
