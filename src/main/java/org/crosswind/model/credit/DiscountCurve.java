package org.crosswind.model.credit;

/** Discount factors given at times; exact there, log-linear between and beyond. */
public final class DiscountCurve {
  private static final DiscountCurve NONE =
      new DiscountCurve("no discounting", new double[] {1}, new double[] {1});

  private final double[] times;
  private final double[] factors;

  /**
   * Checks and copies.
   *
   * @param where what to blame in messages
   * @param times years, strictly increasing, >= 0
   * @param factors in (0, 1.5]: above 1 when rates are negative, and 1.5 is beyond any market seen
   */
  public DiscountCurve(String where, double[] times, double[] factors) {
    Checks.sameLengthAndNotEmpty(where, times, factors, "discount factors");
    Checks.increasing(where, times, -Double.MIN_VALUE);
    for (int i = 0; i < factors.length; i++) {
      if (!(factors[i] > 0 && factors[i] <= 1.5)) {
        throw Checks.value(where, "discount factor", i, factors[i], "a number in (0, 1.5]");
      }
    }
    this.times = times.clone();
    this.factors = factors.clone();
  }

  /** Ones at every time: nothing is discounted. */
  public static DiscountCurve none() {
    return NONE;
  }

  /** The factor that turns money at {@code time} years into money today. */
  public double factor(double time) {
    return LogLinear.at(times, factors, time);
  }

  /** A copy of the times, years. */
  public double[] times() {
    return times.clone();
  }

  /** A copy of the factors. */
  public double[] values() {
    return factors.clone();
  }
}
