package org.crosswind.model.credit;

/** Survival probabilities given at times; exact there, log-linear between and beyond. */
public final class SurvivalCurve implements CreditCurve {
  private final double[] times;
  private final double[] survival;

  /**
   * Checks and copies.
   *
   * @param where what to blame in messages
   * @param times years, strictly increasing, >= 0
   * @param survival in (0, 1], never increasing; 1 where the time is zero
   */
  public SurvivalCurve(String where, double[] times, double[] survival) {
    Checks.sameLengthAndNotEmpty(where, times, survival, "survival probabilities");
    Checks.increasing(where, times, -Double.MIN_VALUE);
    double previous = 1;
    for (int i = 0; i < survival.length; i++) {
      if (!(survival[i] > 0 && survival[i] <= previous)) {
        throw Checks.value(where, "survival", i, survival[i], "a number in (0, " + previous + "]");
      }
      if (times[i] == 0 && survival[i] != 1) {
        throw Checks.value(where, "survival", i, survival[i], "1 at time zero");
      }
      previous = survival[i];
    }
    this.times = times.clone();
    this.survival = survival.clone();
  }

  @Override
  public double survival(double time) {
    return LogLinear.at(times, survival, time);
  }

  @Override
  public double defaultProbability(double time) {
    return 1 - survival(time);
  }

  @Override
  public double hazard(double time) {
    return LogLinear.rate(times, survival, time);
  }

  /** A copy of the times, years. */
  public double[] times() {
    return times.clone();
  }

  /** A copy of the survival probabilities. */
  public double[] values() {
    return survival.clone();
  }
}
