package org.crosswind.calc.xva;

import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** The checks that calibrators share. */
final class HazardSamples {
  private HazardSamples() {}

  /**
   * The logarithms of the hazards, after checking the samples in wayfault's order: lengths, number,
   * hazards above 0; then, under {@link NonFinitePolicy#FAIL}, that all are finite.
   *
   * @param least how many samples there must be
   * @throws FailureException naming the sample, its value and what was expected
   */
  static double[] logHazards(
      String where, double[] values, double[] hazards, int least, NonFinitePolicy nonFinite) {
    if (values.length != hazards.length) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          values.length + " values and " + hazards.length + " hazards, expected as many of both");
    }
    if (values.length < least) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "there are " + values.length + " samples, expected at least " + least);
    }
    double[] logs = new double[hazards.length];
    for (int i = 0; i < hazards.length; i++) {
      if (hazards[i] <= 0) {
        throw FailureException.of(
            FailureReason.INVALID,
            where,
            "the hazard of sample " + (i + 1) + " is " + hazards[i] + ", expected a number > 0");
      }
      logs[i] = Math.log(hazards[i]);
    }
    if (nonFinite == NonFinitePolicy.FAIL) {
      for (int i = 0; i < hazards.length; i++) {
        if (!Double.isFinite(hazards[i]) || !Double.isFinite(values[i])) {
          throw FailureException.of(
              FailureReason.INVALID,
              where,
              "sample "
                  + (i + 1)
                  + " has the value "
                  + values[i]
                  + " and the hazard "
                  + hazards[i]
                  + ", expected finite numbers");
        }
      }
    }
    return logs;
  }
}
