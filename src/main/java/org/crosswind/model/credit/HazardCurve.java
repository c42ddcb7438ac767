package org.crosswind.model.credit;

/**
 * Piecewise constant default intensity: {@code hazards[k]} holds on {@code (knot[k-1], knot[k]]},
 * the first from zero, the last for ever after.
 */
public final class HazardCurve implements CreditCurve {
  private final double[] knots;
  private final double[] hazards;
  private final double[] integral;

  /**
   * Checks and copies.
   *
   * @param where what to blame in messages
   * @param knots years, strictly increasing, > 0
   * @param hazards per year, finite, >= 0
   */
  public HazardCurve(String where, double[] knots, double[] hazards) {
    Checks.sameLengthAndNotEmpty(where, knots, hazards, "hazards");
    Checks.increasing(where, knots, 0);
    for (int i = 0; i < hazards.length; i++) {
      if (!(hazards[i] >= 0) || hazards[i] == Double.POSITIVE_INFINITY) {
        throw Checks.value(where, "hazard", i, hazards[i], "a finite number >= 0");
      }
    }
    this.knots = knots.clone();
    this.hazards = hazards.clone();
    this.integral = new double[knots.length];
    double sum = 0;
    double start = 0;
    for (int k = 0; k < knots.length; k++) {
      integral[k] = sum;
      sum += hazards[k] * (knots[k] - start);
      start = knots[k];
    }
  }

  /** A flat curve; one knot at 100 years. */
  public static HazardCurve flat(String where, double hazard) {
    return new HazardCurve(where, new double[] {100}, new double[] {hazard});
  }

  private int segment(double time) {
    for (int k = 0; k < knots.length - 1; k++) {
      if (knots[k] >= time) {
        return k;
      }
    }
    return knots.length - 1;
  }

  @Override
  public double hazard(double time) {
    return hazards[segment(time)];
  }

  /** The integral of the hazard from zero to {@code time}. */
  public double cumulativeHazard(double time) {
    int k = segment(time);
    return integral[k] + hazards[k] * (time - (k == 0 ? 0 : knots[k - 1]));
  }

  @Override
  public double survival(double time) {
    return Math.exp(-cumulativeHazard(time));
  }

  @Override
  public double defaultProbability(double time) {
    return -Math.expm1(-cumulativeHazard(time));
  }

  /** A copy of the knots, years. */
  public double[] knots() {
    return knots.clone();
  }

  /** A copy of the hazards, per year. */
  public double[] hazards() {
    return hazards.clone();
  }
}
