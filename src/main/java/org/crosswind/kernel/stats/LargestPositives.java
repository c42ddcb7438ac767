package org.crosswind.kernel.stats;

import java.util.Arrays;

/**
 * The few largest positive values of a sample, in order, without sorting all of it: one pass that
 * keeps what exceeds the k-th largest seen so far.
 *
 * <p>Holds scratch that grows and never shrinks: one instance per thread.
 */
public final class LargestPositives {
  /** Candidates kept for each one wanted, so that few passes are made over them. */
  private static final int SLACK = 4;

  private static final int LEAST_ROOM = 256;

  private double[] kept = new double[0];

  /**
   * Copies the {@code k} largest elements above 0 to {@code out}, largest first. NaN is left out.
   * Equal elements are interchangeable, so the result does not depend on the order of the input.
   *
   * @param k how many are wanted, at least 1
   * @param out written from 0; needs room for {@code k}
   * @return how many there are, at most {@code k}
   */
  public int descending(double[] x, int from, int count, int k, double[] out) {
    int room = (int) Math.min(Math.max((long) SLACK * k, LEAST_ROOM), count + 1L);
    if (kept.length < room) {
      kept = new double[room];
    }
    double[] a = kept;
    int n = 0;
    double floor = 0;
    for (int i = from; i < from + count; i++) {
      double v = x[i];
      if (v > floor) {
        a[n++] = v;
        if (n == room) {
          n = keepLargest(a, n, k);
          floor = a[0];
        }
      }
    }
    n = keepLargest(a, n, k);
    Arrays.sort(a, 0, n);
    for (int i = 0; i < n; i++) {
      out[i] = a[n - 1 - i];
    }
    return n;
  }

  /** Moves the k largest of n elements to the front, the smallest of them first; at most n. */
  private static int keepLargest(double[] a, int n, int k) {
    if (n <= k) {
      return n;
    }
    Selection.select(a, 0, n, n - k); // what is larger stands behind
    System.arraycopy(a, n - k, a, 0, k);
    return k;
  }
}
