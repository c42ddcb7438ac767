package org.crosswind.model.credit;

import java.util.List;
import java.util.Objects;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * What is the same for every netting set of a run.
 *
 * @param pfeQuantiles levels of the potential future exposure, each in (0, 1), at least one; the
 *     first is the one that single-quantile outputs show
 * @param probability on which default probability copulas are evaluated
 * @param nonFinite what a NaN or infinite exposure does
 * @param firstYearToleranceDays the Basel first-year window holds the tenors up to one year and
 *     this many days, because a grid's "one year" is a business day; ORE uses 4
 */
public record XvaSettings(
    List<Double> pfeQuantiles,
    ProbabilityForm probability,
    NonFinitePolicy nonFinite,
    int firstYearToleranceDays) {
  private static final XvaSettings STANDARD =
      new XvaSettings(List.of(0.95), ProbabilityForm.INTERVAL, NonFinitePolicy.FAIL, 4);

  /**
   * Checks and copies.
   *
   * @throws FailureException naming the setting, its value and what was expected
   */
  public XvaSettings {
    Objects.requireNonNull(probability, "probability");
    Objects.requireNonNull(nonFinite, "nonFinite");
    pfeQuantiles = List.copyOf(pfeQuantiles);
    if (pfeQuantiles.isEmpty()) {
      throw FailureException.of(
          FailureReason.INVALID, "pfe-quantiles", "there is none, expected at least one");
    }
    for (double q : pfeQuantiles) {
      if (!(q > 0 && q < 1)) {
        throw FailureException.of(
            FailureReason.INVALID,
            "pfe-quantiles",
            "a PFE quantile is " + q + ", expected a number in (0, 1)");
      }
    }
    if (firstYearToleranceDays < 0 || firstYearToleranceDays > 365) {
      throw FailureException.of(
          FailureReason.INVALID,
          "first-year-tolerance-days",
          "the tolerance is " + firstYearToleranceDays + " days, expected 0 to 365");
    }
  }

  /** The 95% quantile, interval probabilities, non-finite exposure fails, 4 days. */
  public static XvaSettings standard() {
    return STANDARD;
  }

  /** The same with other quantiles. */
  public XvaSettings withPfeQuantiles(List<Double> quantiles) {
    return new XvaSettings(quantiles, probability, nonFinite, firstYearToleranceDays);
  }

  /** The same on another form of default probability. */
  public XvaSettings withProbability(ProbabilityForm form) {
    return new XvaSettings(pfeQuantiles, form, nonFinite, firstYearToleranceDays);
  }

  /** The same with another policy for NaN and infinite exposure. */
  public XvaSettings withNonFinite(NonFinitePolicy policy) {
    return new XvaSettings(pfeQuantiles, probability, policy, firstYearToleranceDays);
  }
}
