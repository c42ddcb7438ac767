package org.crosswind.calc.xva;

import java.util.function.DoubleUnaryOperator;

/**
 * Finds where a continuous function crosses zero inside a bracket.
 *
 * <p>Chandrupatla's method (Advances in Engineering Software 28, 1997): the first step halves the
 * bracket, later ones use inverse quadratic interpolation where the last three points say that it
 * will work and halve the bracket where they do not. A bracket that has not halved in three steps
 * is halved by force, so that the worst case is three times bisection's.
 */
final class RootFinder {
  /**
   * Where the search ended.
   *
   * @param x the point
   * @param value the function there
   * @param iterations evaluations inside the bracket, the end points not counted
   * @param converged whether {@code abs(value) <= tolerance}
   */
  record Root(double x, double value, int iterations, boolean converged) {}

  private RootFinder() {}

  /** Whether the two values have the same strict sign, so that no crossing is bracketed. */
  static boolean sameSide(double left, double right) {
    return left > 0 && right > 0 || left < 0 && right < 0;
  }

  /**
   * Searches between {@code lo} and {@code hi}, where the function has the values {@code atLo} and
   * {@code atHi} that are not on the same side.
   *
   * @param tolerance on the function's value, absolute
   * @param maxIterations evaluations allowed; with none the answer is {@code lo} unless an end
   *     point is a root already
   * @return an end point when it is within the tolerance, else the point of least magnitude tried
   *     inside the bracket
   */
  static Root find(
      DoubleUnaryOperator f,
      double lo,
      double atLo,
      double hi,
      double atHi,
      double tolerance,
      int maxIterations) {
    if (Math.abs(atLo) <= tolerance || Math.abs(atHi) <= tolerance) {
      return Math.abs(atLo) <= Math.abs(atHi)
          ? new Root(lo, atLo, 0, true)
          : new Root(hi, atHi, 0, true);
    }
    double a = hi; // the newest point; [a, b] always brackets the crossing
    double fa = atHi;
    double b = lo;
    double fb = atLo;
    double step = 0.5;
    double bestX = lo;
    double bestF = atLo;
    double width = hi - lo;
    int slow = 0;
    int used = 0;
    while (used < maxIterations) {
      double x = a + step * (b - a);
      if (x == a || x == b) {
        break; // no number lies between: the function jumps over zero
      }
      double fx = f.applyAsDouble(x);
      used++;
      if (used == 1 || Math.abs(fx) < Math.abs(bestF)) {
        bestX = x;
        bestF = fx;
      }
      if (Math.abs(fx) <= tolerance) {
        return new Root(x, fx, used, true);
      }
      double c; // the point dropped from the bracket
      double fc;
      if (fx > 0 == fa > 0) {
        c = a;
        fc = fa;
      } else {
        c = b;
        fc = fb;
        b = a;
        fb = fa;
      }
      a = x;
      fa = fx;
      slow++;
      if (Math.abs(b - a) <= 0.5 * width) {
        width = Math.abs(b - a);
        slow = 0;
      }
      step = slow >= 3 ? 0.5 : interpolate(a, fa, b, fb, c, fc);
    }
    return new Root(bestX, bestF, used, false);
  }

  /** The share of the way from a to b to go next: interpolated where that is safe, else a half. */
  private static double interpolate(double a, double fa, double b, double fb, double c, double fc) {
    double xi = (a - b) / (c - b);
    double phi = (fa - fb) / (fc - fb);
    if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) {
      return 0.5;
    }
    double t =
        fa / (fb - fa) * (fc / (fb - fc)) + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb));
    double least = Math.ulp(Math.max(Math.abs(a), Math.abs(b))) / Math.abs(b - a);
    return t > 0 && t < 1 ? Math.min(1 - least, Math.max(least, t)) : 0.5;
  }
}
