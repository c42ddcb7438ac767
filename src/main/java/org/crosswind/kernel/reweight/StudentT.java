package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.Normal;
import org.crosswind.kernel.ops.Transcendental;

/**
 * Student's t distribution for one number of degrees of freedom n, any real number from 1 to 1001.
 *
 * <p>With s = |x| / sqrt(n + x^2) the tail beyond |x| is (1 - s^2)^(n/2) G(s), where G is smooth on
 * [0, 1], G(0) = 1/2. The constructor samples G by quadrature (double-exponential rule of H.
 * Takahasi and M. Mori, Publ. RIMS 9 (1974)) and interpolates it at Chebyshev nodes in a variable
 * that spreads small s. Relative error of the tail about 1e-14, far out (n/2) ln(x^2/n) 2.2e-16
 * more.
 */
final class StudentT {
  private static final int TERMS = 30;

  private final double n;

  /** Stretches s near 0, where G falls fastest: t = 2 s (1 + c)/(s + c) - 1. */
  private final double c;

  /** Coefficients of G in powers of t. */
  private final double[] series;

  /** Density at x is this times (1 + x^2/n)^(-(n+1)/2). */
  private final double densityScale;

  private final double[] other = new double[RankKernel.BLOCK];

  StudentT(double n) {
    this.n = n;
    c = 3.2 / Math.sqrt(n + 8);
    double[] nodes = new double[TERMS];
    double norm = 0.5 / integral(0);
    for (int k = 0; k < TERMS; k++) {
      double t = StrictMath.cos(Math.PI * (k + 0.5) / TERMS);
      double z = (t + 1) / 2;
      nodes[k] = norm * integral(z * c / (1 + c - z)); // the s of t
    }
    series = interpolate(nodes);
    densityScale = norm / Math.sqrt(n);
  }

  double degreesOfFreedom() {
    return n;
  }

  /** integral of cos^(n-1) from asin s to pi/2, divided by (1-s^2)^(n/2). */
  private double integral(double s) {
    double cosine = Math.sqrt((1 - s) * (1 + s));
    double angle = StrictMath.acos(s);
    double slope = s / cosine;
    double sum = 0;
    double step = 1.0 / 32;
    for (int i = -130; i <= 130; i++) {
      double a = Math.PI / 2 * StrictMath.sinh(i * step);
      double weight = Math.PI / 2 * StrictMath.cosh(i * step);
      double e = Transcendental.exp(-2 * Math.abs(a));
      double near = e / (1 + e);
      double far = 1 / (1 + e);
      double y = angle * (a < 0 ? near : far);
      double half = StrictMath.sin(y / 2);
      // cos(phi + y)/cos(phi) = 1 - drop
      double drop = 2 * half * half + slope * StrictMath.sin(y);
      double rest = a < 0 ? 1 - drop : StrictMath.sin(angle * near) / cosine;
      double log = a < 0 ? Transcendental.log1p(-drop) : Transcendental.log(rest);
      sum += weight * 2 * near * far * Transcendental.exp((n - 1) * log);
    }
    return angle / cosine * sum * step;
  }

  /** Chebyshev interpolation, turned into powers. */
  private static double[] interpolate(double[] values) {
    int m = values.length;
    double[] previous = new double[m];
    double[] current = new double[m];
    double[] out = new double[m];
    previous[0] = 1;
    current[1] = 1;
    for (int k = 0; k < m; k++) {
      double a = 0;
      for (int i = 0; i < m; i++) {
        a += values[i] * StrictMath.cos(Math.PI * k * (i + 0.5) / m);
      }
      a *= (k == 0 ? 1.0 : 2.0) / m;
      double[] basis = k == 0 ? previous : current;
      for (int i = 0; i <= k; i++) {
        out[i] += a * basis[i];
      }
      if (k > 0) {
        double[] next = new double[m];
        for (int i = 0; i < m; i++) {
          next[i] = (i > 0 ? 2 * current[i - 1] : 0) - previous[i];
        }
        previous = current;
        current = next;
      }
    }
    return out;
  }

  /** ln P(T &lt;= -x) for x at least 0. */
  double logTail(double x) {
    double s = x / Math.sqrt(n + x * x);
    return -0.5 * n * Transcendental.log1p(x * x / n) + Transcendental.log(tailFactor(s));
  }

  private double tailFactor(double s) {
    double t = 2 * s * (1 + c) / (s + c) - 1;
    double y = series[TERMS - 1];
    for (int i = TERMS - 2; i >= 0; i--) {
      y = Math.fma(y, t, series[i]);
    }
    return y;
  }

  /** ln P(T &lt;= x). */
  double logCdf(double x) {
    return x < 0 ? logTail(-x) : Transcendental.log1mExp(logTail(x));
  }

  /** ln of the density. */
  double logDensity(double x) {
    return Transcendental.log(densityScale) - 0.5 * (n + 1) * Transcendental.log1p(x * x / n);
  }

  /** The x with P(T &lt;= x) = p, 0 &lt; p &lt; 1. */
  double quantile(double p) {
    return p > 0.5 ? -lowerQuantile(1 - p) : lowerQuantile(p);
  }

  /** Newton's method for ln P in ln |x|, where it is concave and nearly straight in the tail. */
  private double lowerQuantile(double p) {
    if (p == 0.5) {
      return 0;
    }
    double z = Normal.quantile(p);
    if (p > 0.25) { // P is nearly straight in x
      double x = z;
      for (int i = 0; i < 60; i++) {
        double step = (Transcendental.exp(logTail(-x)) - p) / Transcendental.exp(logDensity(x));
        x = Math.min(x - step, 0);
        if (Math.abs(step) < 1e-16) {
          break;
        }
      }
      return x;
    }
    double logP = Transcendental.log(p);
    double y = Transcendental.log(-z);
    for (int i = 0; i < 60; i++) {
      double x = Transcendental.exp(y);
      double tail = logTail(x);
      double slope = -Transcendental.exp(logDensity(x) + y - tail);
      double step = (tail - logP) / slope;
      y -= step;
      if (Math.abs(step) < 4e-16) {
        break;
      }
    }
    return -Transcendental.exp(y);
  }

  // Three-point Gauss-Legendre rule on [-1, 1].
  private static final double GAUSS_POINT = 0.7745966692414834;
  private static final double GAUSS_OUTER = 5.0 / 9;
  private static final double GAUSS_MIDDLE = 8.0 / 9;

  /** Where the logarithm of the density changes by less than this, the rule is exact to 1e-14. */
  private static final double NARROW = 0.05;

  /** ln P(a &lt; T &lt;= b) for a below b, accurate relative to the difference. */
  double logDifference(double a, double b) {
    if (a + b > 0) {
      return logDifference(-b, -a);
    }
    double width = b - a;
    double middle = a + 0.5 * width;
    double rate = (n + 1) * Math.max(1 / Math.sqrt(n), Math.abs(middle) / (n + middle * middle));
    if (width * rate < NARROW) {
      double m = logDensity(middle);
      double left = logDensity(middle - 0.5 * width * GAUSS_POINT) - m;
      double right = logDensity(middle + 0.5 * width * GAUSS_POINT) - m;
      double outer = Transcendental.exp(left) + Transcendental.exp(right);
      return m + Transcendental.log(0.5 * width * (GAUSS_MIDDLE + GAUSS_OUTER * outer));
    }
    double logB = logCdf(b);
    return logB + Transcendental.log1mExp(logCdf(a) - logB);
  }

  /** ln of (1 + x^2/n)^(n/2), what a tail is scaled by so that it does not underflow. */
  double logKernel(double x) {
    return 0.5 * n * Transcendental.log1p(x * x / n);
  }

  /**
   * P(T &lt;= x) for a block, times e^offset for negative x.
   *
   * @param x arguments; overwritten
   * @param offset 0, or {@link #logKernel} of the largest x when all are negative
   * @param spare scratch
   * @param out written
   */
  void cdf(ArrayOps ops, double[] x, double offset, double[] spare, double[] out, int count) {
    double grow = 2 * (1 + c);
    for (int i = 0; i < count; i++) {
      double square = x[i] * x[i];
      double r = Math.abs(x[i]);
      out[i] = square;
      spare[i] = r * grow / (r + c * Math.sqrt(n + square)) - 1; // the t of s
    }
    ops.logPower(out, 0, 1 / n, -0.5 * n, offset, out, 0, count);
    ops.tiltWeights(out, 0, 0, 1, out, 0, count);
    ops.polynomial(series, spare, 0, spare, 0, count);
    for (int i = 0; i < count; i++) {
      double tail = out[i] * spare[i];
      out[i] = x[i] < 0 ? tail : 1 - tail;
    }
  }

  /** Whether {@link #quadrature} is exact to working accuracy. */
  boolean narrow(double middle, double width) {
    double rate = (n + 1) * Math.max(1 / Math.sqrt(n), Math.abs(middle) / (n + middle * middle));
    return width * rate < NARROW;
  }

  /** P(m - w/2 &lt; T &lt;= m + w/2) e^offset as a difference, for m at most 0. */
  void wide(
      ArrayOps ops,
      double[] middle,
      double[] width,
      double offset,
      double[] spare,
      double[] x,
      double[] out,
      int count) {
    double[] lower = other;
    for (int i = 0; i < count; i++) {
      x[i] = middle[i] - 0.5 * width[i];
    }
    cdf(ops, x, offset, spare, lower, count);
    for (int i = 0; i < count; i++) {
      x[i] = middle[i] + 0.5 * width[i];
    }
    cdf(ops, x, offset, spare, out, count);
    for (int i = 0; i < count; i++) {
      out[i] -= lower[i];
    }
  }

  /** The same by three-point quadrature of the density. */
  void quadrature(
      ArrayOps ops,
      double[] middle,
      double[] width,
      double offset,
      double[] spare,
      double[] out,
      int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0;
    }
    for (int k = -1; k <= 1; k++) {
      double reach = 0.5 * GAUSS_POINT * k;
      double weight = 0.5 * densityScale * (k == 0 ? GAUSS_MIDDLE : GAUSS_OUTER);
      for (int i = 0; i < count; i++) {
        double x = middle[i] + reach * width[i];
        spare[i] = x * x;
      }
      ops.logPower(spare, 0, 1 / n, -0.5 * (n + 1), offset, spare, 0, count);
      ops.tiltWeights(spare, 0, 0, 1, spare, 0, count);
      for (int i = 0; i < count; i++) {
        out[i] += weight * width[i] * spare[i];
      }
    }
  }
}
