package org.crosswind.kernel.ops;

/**
 * The standard normal distribution with relative accuracy in both tails.
 *
 * <p>The lower tail is exp(-x^2/2) R(-x), where R(x) = erfcx(x/sqrt 2)/2 is half of the scaled
 * complementary error function. R(x) (x + 4.5) is smooth in t = (x - 4.5)/(x + 4.5) on the whole
 * half-line (the mapping of J. L. Schonfelder, Math. Comp. 32 (1978), 1232-1240), and one
 * polynomial of degree 22 in t gives it with a relative error of 5.8e-17 before rounding.
 */
public final class Normal {
  static final double TAIL_SHIFT = 4.5;
  static final double[] TAIL = {
    0.7632305289702032, -0.6402577602526165, 0.4464525170556733, -0.2531417999510249,
    0.11138259657043223, -0.033871326175605156, 0.004223613376799493, 0.0017488305479398012,
    -0.0009177464773392233, 6.381295655218961e-06, 0.00011204260719214357, -1.59337294151542e-05,
    -1.423571236638514e-05, 3.192063301118266e-06, 2.1426759805083802e-06, -5.037449540432435e-07,
    -3.7926071995466557e-07, 6.605207817943098e-08, 7.060212865222912e-08, -6.170870319722238e-09,
    -1.1251292724707997e-08, 2.662280765855698e-10, 1.0440252036819998e-09
  };

  /** PhiInv(1/2 + q) / q in q^2 for |q| at most 0.2, relative error 7.3e-17. */
  private static final double[] CENTRE = {
    2.5066282746310007, 2.6249349909537365, 5.772533538611603, 15.667608963368759,
    47.035787452454066, 149.82980250391824, 496.27288277840694, 1689.9263470695425,
    5870.361530188313, 20898.923591395214, 69764.27083316848, 355681.3676937558,
    -107186.27672786388, 10816894.078448903
  };

  private static final double CENTRE_WIDTH = 0.2;
  private static final double LN_SQRT_2_PI = 0.91893853320467274178;
  private static final double INV_SQRT_2_PI = 0.39894228040143267794;

  private Normal() {}

  /** Density phi(x), relative error below 3 ulp while it is normal. NaN gives NaN. */
  public static double density(double x) {
    return INV_SQRT_2_PI * halfSquareExp(x);
  }

  /** exp(-x^2/2) with the rounding of the square put back. */
  private static double halfSquareExp(double x) {
    double square = x * x;
    double y = Transcendental.exp(-0.5 * square);
    return y > 0 ? Math.fma(y, -0.5 * Math.fma(x, x, -square), y) : y;
  }

  /**
   * Phi(x), relative error below 8 ulp down to the subnormal range (x about -37.5). NaN gives NaN.
   */
  public static double cdf(double x) {
    double tail = halfSquareExp(x) * scaledTail(Math.abs(x));
    return x < 0 ? tail : 1 - tail;
  }

  /** ln Phi(x) for every finite x, relative error below 8 ulp; NaN gives NaN. */
  public static double logCdf(double x) {
    if (x < -1) {
      return Transcendental.log(scaledTail(-x)) - 0.5 * x * x;
    }
    return x < 0 ? Transcendental.log(cdf(x)) : Transcendental.log1p(-cdf(-x));
  }

  /** R(x) = exp(x^2/2) Phi(-x) for x at least 0, relative error below 4 ulp. */
  public static double scaledTail(double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double inverse = 1 / (x + TAIL_SHIFT);
    return tailSeries((x - TAIL_SHIFT) * inverse) * inverse;
  }

  /** The polynomial, in the order of operations that the vector loops repeat. */
  static double tailSeries(double t) {
    double t2 = t * t;
    double even = TAIL[22];
    double odd = TAIL[21];
    for (int i = 20; i > 0; i -= 2) {
      even = Math.fma(even, t2, TAIL[i]);
      odd = Math.fma(odd, t2, TAIL[i - 1]);
    }
    even = Math.fma(even, t2, TAIL[0]);
    return Math.fma(odd, t, even);
  }

  /**
   * PhiInv(p), relative error below 1e-15 or so of the value. 0 gives -infinity, 1 infinity,
   * anything outside [0, 1] and NaN give NaN.
   *
   * <p>In the middle a polynomial in p - 1/2; in the tails two Halley steps on ln Phi from the
   * closed form of S. Winitzki (A handy approximation for the error function and its inverse,
   * 2008).
   */
  public static double quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRE_WIDTH) {
      double z = q * q;
      double y = CENTRE[CENTRE.length - 1];
      for (int i = CENTRE.length - 2; i >= 0; i--) {
        y = Math.fma(y, z, CENTRE[i]);
      }
      return y * q;
    }
    if (p > 0.5) {
      return -lowerQuantile(1 - p);
    }
    return lowerQuantile(p);
  }

  private static double lowerQuantile(double p) {
    if (!(p > 0)) {
      return p == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    double logP = Transcendental.log(p);
    double a = 0.147;
    double l = logP + Transcendental.log1p(-p) + 2 * Transcendental.LN2;
    double t = 2 / (Math.PI * a) + l / 2;
    double x = -Math.sqrt(2 * (Math.sqrt(t * t - l / a) - t));
    for (int i = 0; i < 2; i++) {
      double r = scaledTail(-x);
      double f = Transcendental.log(r) - 0.5 * x * x - logP;
      double slope = INV_SQRT_2_PI / r; // (ln Phi)'
      double step = f / slope;
      x -= step / (1 + 0.5 * step * (x + slope));
    }
    return x;
  }

  /**
   * ln(Phi(b) - Phi(a)) for a at most b, with relative accuracy of the difference even when both
   * points are close together or far in one tail; -infinity when a = b.
   */
  public static double logDifference(double a, double b) {
    if (a + b > 0) {
      return logDifference(-b, -a);
    }
    double width = b - a;
    double middle = a + 0.5 * width;
    if (width * Math.max(1, Math.abs(middle)) < NARROW) {
      return Transcendental.log(width * narrowFactor(middle, width))
          - 0.5 * middle * middle
          - LN_SQRT_2_PI;
    }
    double logB = logCdf(b);
    return logB + Transcendental.log1mExp(logCdf(a) - logB);
  }

  /** Below this width times argument the density is integrated by its series about the middle. */
  public static final double NARROW = 0.05;

  /**
   * (Phi(m + w/2) - Phi(m - w/2)) / (w phi(m)) to the sixth order in w: the even derivatives of phi
   * are Hermite polynomials times phi. Accurate to 1e-13 where w max(1, |m|) is below {@link
   * #NARROW}.
   */
  public static double narrowFactor(double m, double w) {
    double m2 = m * m;
    double w2 = w * w;
    double h2 = m2 - 1;
    double h4 = Math.fma(m2, m2 - 6, 3);
    double h6 = Math.fma(m2, Math.fma(m2, m2 - 15, 45), -15);
    return Math.fma(
        w2, Math.fma(w2, Math.fma(w2, h6 * (1.0 / 322560), h4 * (1.0 / 1920)), h2 * (1.0 / 24)), 1);
  }
}
