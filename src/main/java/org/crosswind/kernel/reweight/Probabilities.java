package org.crosswind.kernel.reweight;

/** Clipping and widening of default probabilities, as {@link DependenceKernel} states it. */
final class Probabilities {
  static final double SMALLEST = 1e-12;
  static final double LARGEST = 1 - 1e-12;
  private static final double NARROWEST = 0x1p-30;
  private static final double COARSE = 8;

  private Probabilities() {}

  /** The upper end to use, in [1e-12, 1 - 1e-12]. */
  static double upper(double lower, double upper, int tenor) {
    check(lower, "lower", tenor);
    check(upper, "upper", tenor);
    return Math.min(Math.max(upper, SMALLEST), LARGEST);
  }

  /**
   * The lower end to use: exactly 0 for the interval form, otherwise at least 1e-12 below upper.
   */
  static double lower(double lower, double upper, int tenor) {
    double u = upper(lower, upper, tenor);
    if (lower == 0) {
      return 0;
    }
    // Close to 1 the doubles are too coarse for it.
    double narrowest = Math.max(NARROWEST * Math.min(u, 1 - u), COARSE * Math.ulp(u));
    return Math.min(Math.max(lower, SMALLEST), u - narrowest);
  }

  private static void check(double p, String name, int tenor) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          name + " default probability of tenor " + tenor + " is " + p + ", expected 0 to 1");
    }
  }
}
