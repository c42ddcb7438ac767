package org.crosswind.kernel.ops;

/**
 * The exponential and logarithm that hot loops use: ours, so that a number has the same bits on
 * every machine, interpreted or compiled, scalar or vector. {@code Math.exp} costs six times as
 * much in a loop, and the vector intrinsics of the platform differ between vector widths.
 *
 * <p>Only additions, multiplications, divisions, fused multiply-adds and bit moves are used, in a
 * fixed order, so {@link VectorArrayOps} repeats each function lane by lane with equal results.
 *
 * <p>Stated errors, against 60-digit arithmetic: {@link #exp} below 1 ulp, {@link #log} below 1
 * ulp, {@link #log1p} below 2 ulp, {@link #expm1} below 2 ulp (results that are not subnormal).
 *
 * <p>The polynomials interpolate at Chebyshev nodes in 60-digit arithmetic; the reductions are the
 * textbook ones (J.-M. Muller, Elementary Functions, chapters 5 and 11).
 */
public final class Transcendental {
  /** 1.5 * 2^52: adding it leaves the nearest integer in the low bits of a double's mantissa. */
  static final double ROUNDER = 0x1.8p52;

  static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2 = 0x1.62e42fefa39efp-1;

  /** ln 2 minus {@link #LN2}. */
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** Where exp has reached infinity and zero for good. */
  static final double EXP_HIGH = 710;

  static final double EXP_LOW = -746;

  /** Where expm1 has reached -1 for good. */
  static final double EXPM1_LOW = -100;

  // (e^r - 1 - r) / r^2 on |r| <= ln(2)/2, error 3.0e-18 of the quotient.
  static final double E0 = 0x1.0p-1;
  static final double E1 = 0x1.5555555555557p-3;
  static final double E2 = 0x1.5555555555556p-5;
  static final double E3 = 0x1.11111111100dcp-7;
  static final double E4 = 0x1.6c16c16c162d4p-10;
  static final double E5 = 0x1.a01a01abe7fe1p-13;
  static final double E6 = 0x1.a01a01a6d889cp-16;
  static final double E7 = 0x1.71de0231960ebp-19;
  static final double E8 = 0x1.27e4db646b17ep-22;
  static final double E9 = 0x1.af4de97ca4194p-26;
  static final double E10 = 0x1.1f730349868cep-29;

  /** Bits of sqrt(1/2): a mantissa is taken from [sqrt(1/2), sqrt(2)). */
  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  static final double SMALLEST_NORMAL = 0x1p-1022;

  /** Lifts a subnormal number to a normal one. */
  static final double LIFT = 0x1p54;

  static final double LIFT_EXPONENT = 54;

  // (ln((1+s)/(1-s)) - 2s) / s^3 in z = s^2 on [0, 0.02945], relative error 3.1e-18.
  static final double L0 = 0x1.5555555555555p-1;
  static final double L1 = 0x1.9999999999a38p-2;
  static final double L2 = 0x1.2492492476ba1p-2;
  static final double L3 = 0x1.c71c72017a15cp-3;
  static final double L4 = 0x1.745cf8f6c9119p-3;
  static final double L5 = 0x1.3b1c38474d3eep-3;
  static final double L6 = 0x1.0fbe478772696p-3;
  static final double L7 = 0x1.0c06cf14c641bp-3;

  private Transcendental() {}

  /**
   * e^x. NaN gives NaN, -infinity 0, anything above 709.79 infinity; results below 2^-1022 are
   * subnormal and rounded once.
   */
  public static double exp(double x) {
    double c = x > EXP_HIGH ? EXP_HIGH : x;
    c = c < EXP_LOW ? EXP_LOW : c;
    double t = Math.fma(c, LOG2_E, ROUNDER);
    double n = t - ROUNDER;
    double r = Math.fma(n, -LN2, c);
    r = Math.fma(n, -LN2_LOW, r);
    double y = reducedExpm1(r) + 1;
    long k = Double.doubleToRawLongBits(t) - ROUNDER_BITS;
    long half = k >> 1;
    double scale1 = Double.longBitsToDouble((half + 1023) << 52);
    double scale2 = Double.longBitsToDouble((k - half + 1023) << 52);
    return y * scale1 * scale2;
  }

  /**
   * e^x for weights, whose largest is near 1: the bits of {@link #exp} for x in [-708, 709], and 0
   * below -708 instead of subnormal numbers. Not for larger arguments.
   */
  static double negligibleExp(double x) {
    double t = Math.fma(x, LOG2_E, ROUNDER);
    double n = t - ROUNDER;
    double r = Math.fma(n, -LN2, x);
    r = Math.fma(n, -LN2_LOW, r);
    long y = Double.doubleToRawLongBits(reducedExpm1(r) + 1);
    double z = Double.longBitsToDouble(y + (Double.doubleToRawLongBits(t) << 52));
    return x < NEGLIGIBLE ? 0 : z;
  }

  /** e to this is the smallest weight that counts. */
  static final double NEGLIGIBLE = -708;

  /** e^x - 1, accurate near 0. NaN gives NaN, -infinity gives -1, above 709.79 infinity. */
  public static double expm1(double x) {
    double c = x > EXP_HIGH ? EXP_HIGH : x;
    c = c < EXPM1_LOW ? EXPM1_LOW : c;
    double t = Math.fma(c, LOG2_E, ROUNDER);
    double n = t - ROUNDER;
    double r = Math.fma(n, -LN2, c);
    r = Math.fma(n, -LN2_LOW, r);
    long k = Double.doubleToRawLongBits(t) - ROUNDER_BITS;
    double half = Double.longBitsToDouble((k + 1022) << 52);
    return Math.fma(half, reducedExpm1(r), half - 0.5) * 2;
  }

  /** e^r - 1 for |r| at most ln(2)/2. */
  private static double reducedExpm1(double r) {
    double r2 = r * r;
    double r4 = r2 * r2;
    double r8 = r4 * r4;
    double a0 = Math.fma(E1, r, E0);
    double a1 = Math.fma(E3, r, E2);
    double a2 = Math.fma(E5, r, E4);
    double a3 = Math.fma(E7, r, E6);
    double a4 = Math.fma(E9, r, E8);
    double b0 = Math.fma(a1, r2, a0);
    double b1 = Math.fma(a3, r2, a2);
    double b2 = Math.fma(E10, r2, a4);
    double d0 = Math.fma(b1, r4, b0);
    double q = Math.fma(b2, r8, d0);
    return Math.fma(r2, q, r);
  }

  /** Natural logarithm. NaN and negative numbers give NaN, 0 gives -infinity, infinity itself. */
  public static double log(double x) {
    double lifted = x < SMALLEST_NORMAL ? x * LIFT : x;
    double shift = x < SMALLEST_NORMAL ? LIFT_EXPONENT : 0;
    long bits = Double.doubleToRawLongBits(lifted);
    long k = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (k << 52)) - 1;
    double exponent = Double.longBitsToDouble(k + ROUNDER_BITS) - ROUNDER - shift;
    double y = reducedLog(f, exponent);
    y = x < Double.POSITIVE_INFINITY ? y : x; // infinity, NaN
    y = x == 0 ? Double.NEGATIVE_INFINITY : y;
    return x < 0 ? Double.NaN : y;
  }

  /**
   * ln(1 + x), accurate near 0, for x at least -1 + 2^-53. NaN gives NaN, -1 -infinity, below that
   * NaN.
   */
  public static double log1p(double x) {
    double y = 1 + x;
    double t = y - 1;
    double low = (x - t) + (1 - (y - t)); // what rounding took from 1 + x
    long bits = Double.doubleToRawLongBits(y);
    long k = (bits - SQRT_HALF_BITS) >> 52;
    double m = Double.longBitsToDouble(bits - (k << 52));
    double f = m - 1;
    f = x < LOG1P_PLAIN ? Math.fma(low, Double.longBitsToDouble((1023 - k) << 52), f) : f;
    double exponent = Double.longBitsToDouble(k + ROUNDER_BITS) - ROUNDER;
    double z = reducedLog(f, exponent);
    z = y < Double.POSITIVE_INFINITY ? z : y; // infinity, NaN
    z = y == 0 ? Double.NEGATIVE_INFINITY : z;
    return y < 0 ? Double.NaN : z;
  }

  /** From here on ln(1 + x) = ln x to the last bit, and 2^-k would no longer be normal. */
  static final double LOG1P_PLAIN = 0x1p100;

  /** k ln 2 + ln(1 + f) for 1 + f in [sqrt(1/2), sqrt(2)). */
  private static double reducedLog(double f, double k) {
    double s = f / (2 + f);
    double z = s * s;
    double z2 = z * z;
    double z4 = z2 * z2;
    double a0 = Math.fma(L1, z, L0);
    double a1 = Math.fma(L3, z, L2);
    double a2 = Math.fma(L5, z, L4);
    double a3 = Math.fma(L7, z, L6);
    double b0 = Math.fma(a1, z2, a0);
    double b1 = Math.fma(a3, z2, a2);
    double p = z * Math.fma(b1, z4, b0);
    // ln(1+f) = 2s + s p = f - (f^2/2 - s (f^2/2 + p)): the rounding of s is multiplied by f^2.
    double h = 0.5 * f * f;
    double low = Math.fma(k, LN2_LOW, s * (h + p));
    return Math.fma(k, LN2, f - (h - low));
  }

  /** ln(1 + e^x) without overflow; relative error below 4 ulp. NaN gives NaN. */
  public static double softplus(double x) {
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
  }

  /** ln(1 - e^x) for x below 0, accurate at both ends; 0 gives -infinity. */
  public static double log1mExp(double x) {
    return x > -LN2 ? log(-expm1(x)) : log1p(-exp(x));
  }

  /**
   * ln(1 - (1 + e^x)^-k) for k above 0, also where e^x underflows: the chance that a power of a
   * small number takes from 1. Relative error of 1 - (1 + e^x)^-k below 1e-14.
   */
  public static double log1mPower(double x, double k) {
    double logK = log(k);
    return x + logK < -40 ? x + logK : log1mExp(-k * softplus(x));
  }
}
