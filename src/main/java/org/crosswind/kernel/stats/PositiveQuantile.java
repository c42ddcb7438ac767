package org.crosswind.kernel.stats;

import java.util.Arrays;

/**
 * Type-7 quantiles of the positive part of a sample, without sorting it: a histogram of 1,024 equal
 * steps finds where the two order statistics lie, and only what lies there is selected from.
 *
 * <p>Holds scratch that grows and never shrinks: one instance per thread.
 */
public final class PositiveQuantile {
  private static final int BINS = 1024;

  private final int[] bins = new int[BINS];
  private double[] gathered = new double[0];

  /**
   * Quantile of max(x, 0).
   *
   * @param count at least 1; no element may be NaN
   * @param max the largest element of the range
   * @param q level in [0, 1]
   */
  public double positiveQuantile(double[] x, int from, int count, double max, double q) {
    if (!(max > 0)) {
      return 0;
    }
    double scale = (BINS - 1) / max;
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) { // infinite or subnormal maximum
      grow(count);
      for (int i = 0; i < count; i++) {
        gathered[i] = Math.max(x[from + i], 0);
      }
      return Quantiles.ofUnsorted(gathered, 0, count, q);
    }
    Arrays.fill(bins, 0);
    for (int i = from; i < from + count; i++) {
      bins[Math.max((int) (x[i] * scale), 0)]++;
    }
    int l = Quantiles.lowerIndex(count, q);
    int next = Math.min(l + 1, count - 1);
    int below = 0;
    int first = 0;
    while (below + bins[first] <= l) {
      below += bins[first++];
    }
    int last = first;
    int through = below + bins[first];
    while (through <= next) {
      through += bins[++last];
    }
    double[] some = gather(x, from, count, scale, first, last);
    double a = Selection.select(some, 0, through - below, l - below);
    double b = a;
    if (next > l) { // after selection what is larger stands behind
      b = some[next - below];
      for (int i = next - below + 1; i < through - below; i++) {
        b = Math.min(b, some[i]);
      }
    }
    return Quantiles.interpolate(count, q, a, b);
  }

  /** The positive part of the elements in bins {@code first} to {@code last}. */
  private double[] gather(double[] x, int from, int count, double scale, int first, int last) {
    grow(count);
    double[] out = gathered;
    // Truncation is monotone, so a bin is a half-open interval of x times scale.
    double low = first;
    double high = last + 1.0;
    int n = 0;
    if (first > 0) {
      double middle = 0.5 * (low + high);
      double reach = 0.5 * (high - low);
      for (int i = from; i < from + count; i++) {
        double z = x[i] * scale;
        // One branch, rarely taken; the subtraction is exact where the comparison is close.
        if (Math.abs(z - middle) <= reach && z < high) {
          out[n++] = x[i];
        }
      }
      return out;
    }
    for (int i = from; i < from + count; i++) {
      if (x[i] * scale < high) {
        out[n++] = Math.max(x[i], 0);
      }
    }
    return out;
  }

  private void grow(int count) {
    if (gathered.length < count) {
      gathered = new double[count];
    }
  }
}
