package org.crosswind.kernel.stats;

import java.util.Arrays;

/**
 * Sorts non-negative doubles. Holds scratch that grows and never shrinks: one instance per thread.
 *
 * <p>The bits of non-negative doubles are ordered as the numbers are. After subtracting the
 * smallest and dropping low bits beyond 33, three counting passes of 11 bits (least significant
 * digit first) put everything in place but runs of nearly equal numbers, which an insertion pass
 * finishes; where such runs are long the range is sorted by comparison instead.
 */
public final class DoubleSort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int MASK = DIGITS - 1;
  private static final int KEY_BITS = 3 * DIGIT_BITS;

  /** Below this the counting passes do not pay. */
  private static final int COMPARE_BELOW = 256;

  private final int[] counts = new int[3 * DIGITS];
  private long[] keys = new long[0];
  private long[] other = new long[0];

  /**
   * Copies the elements that are above 0 to {@code out}, largest first. NaN is left out. Equal
   * elements are interchangeable, so the result does not depend on the order of the input.
   *
   * @param out written from {@code outFrom}; needs room for all of them
   * @return how many there are
   */
  public int positivesDescending(double[] x, int from, int count, double[] out, int outFrom) {
    if (keys.length < count) {
      keys = new long[count];
      other = new long[count];
    }
    int n = 0;
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (int i = from; i < from + count; i++) {
      double v = x[i];
      long bits = Double.doubleToRawLongBits(v);
      keys[n] = bits;
      if (v > 0) {
        n++;
        smallest = Math.min(smallest, bits);
        largest = Math.max(largest, bits);
      }
    }
    if (n < COMPARE_BELOW) {
      Arrays.sort(keys, 0, n);
      reverse(keys, n, out, outFrom);
      return n;
    }
    sortKeys(n, smallest, largest);
    reverse(keys, n, out, outFrom);
    return n;
  }

  private static void reverse(long[] keys, int n, double[] out, int outFrom) {
    for (int i = 0; i < n; i++) {
      out[outFrom + i] = Double.longBitsToDouble(keys[n - 1 - i]);
    }
  }

  private void sortKeys(int n, long smallest, long largest) {
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(largest - smallest) - KEY_BITS);
    int[] c = counts;
    Arrays.fill(c, 0);
    long[] a = keys;
    long[] b = other;
    for (int i = 0; i < n; i++) {
      long key = (a[i] - smallest) >>> shift;
      c[(int) key & MASK]++;
      c[DIGITS + ((int) (key >>> DIGIT_BITS) & MASK)]++;
      c[2 * DIGITS + (int) (key >>> 2 * DIGIT_BITS)]++;
    }
    for (int pass = 0; pass < 3; pass++) {
      int base = pass * DIGITS;
      int sum = 0;
      for (int d = base; d < base + DIGITS; d++) {
        int k = c[d];
        c[d] = sum;
        sum += k;
      }
      int digit = shift + pass * DIGIT_BITS;
      for (int i = 0; i < n; i++) {
        long bits = a[i];
        int d = base + ((int) ((bits - smallest) >>> digit) & MASK);
        b[c[d]++] = bits;
      }
      long[] swap = a;
      a = b;
      b = swap;
    }
    keys = a;
    other = b;
    if (shift > 0) {
      insert(n);
    }
  }

  /** Finishes nearly sorted keys; falls back to comparisons when they are not nearly sorted. */
  private void insert(int n) {
    long[] a = keys;
    long budget = 4L * n;
    for (int i = 1; i < n; i++) {
      long key = a[i];
      int j = i - 1;
      while (j >= 0 && a[j] > key) {
        a[j + 1] = a[j];
        j--;
      }
      a[j + 1] = key;
      budget -= i - 1 - j;
      if (budget < 0) {
        Arrays.sort(a, 0, n);
        return;
      }
    }
  }
}
