package org.crosswind.kernel.reweight;

/** Domain checks of model parameters. */
final class Parameters {
  private Parameters() {}

  /** The parameter, when {@code valid}; NaN never is. */
  static double check(boolean valid, String name, double value, String domain) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + ", expected " + domain);
    }
    return value;
  }

  /** A correlation strictly between -1 and 1. */
  static double correlation(double rho, String domain) {
    return check(rho > -1 && rho < 1, "rho", rho, domain);
  }

  /** 1 - rho^2, at least 1e-12: below that the copula is comonotone to working accuracy. */
  static double oneMinusSquare(double rho) {
    return Math.max((1 - rho) * (1 + rho), 1e-12);
  }
}
