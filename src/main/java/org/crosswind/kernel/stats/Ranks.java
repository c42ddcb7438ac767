package org.crosswind.kernel.stats;

import java.util.Arrays;

/**
 * Grades of a sample: (r + 1/2)/n with r the 0-based rank, ascending. Equal values (0.0 and -0.0
 * among them) take consecutive ranks in the order they stand in, NaN ranks last.
 *
 * <p>Holds scratch that grows and never shrinks: one instance per thread.
 */
public final class Ranks {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int PASSES = 6;

  private final int[] counts = new int[PASSES * DIGITS];
  private long[] keys = new long[0];
  private long[] otherKeys = new long[0];
  private int[] index = new int[0];
  private int[] otherIndex = new int[0];

  /** Writes the grade of each element of the range to {@code out}. */
  public void grades(double[] x, int from, int count, double[] out, int outFrom) {
    int[] order = order(x, from, count);
    for (int r = 0; r < count; r++) {
      out[outFrom + order[r]] = (r + 0.5) / count;
    }
  }

  /**
   * Offsets from {@code from} in ascending order of their values; the array is scratch, valid until
   * the next call and maybe longer than {@code count}.
   */
  public int[] order(double[] x, int from, int count) {
    if (keys.length < count) {
      keys = new long[count];
      otherKeys = new long[count];
      index = new int[count];
      otherIndex = new int[count];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      long key = key(x[from + i]);
      keys[i] = key;
      index[i] = i;
      for (int pass = 0; pass < PASSES; pass++) {
        counts[pass * DIGITS + digit(key, pass)]++;
      }
    }
    for (int pass = 0; pass < PASSES; pass++) {
      pass(pass, count);
    }
    return index;
  }

  /** One stable counting pass; left out where all digits are equal. */
  private void pass(int pass, int n) {
    int base = pass * DIGITS;
    int sum = 0;
    for (int d = base; d < base + DIGITS; d++) {
      int c = counts[d];
      if (c == n) {
        return;
      }
      counts[d] = sum;
      sum += c;
    }
    for (int i = 0; i < n; i++) {
      long key = keys[i];
      int d = base + digit(key, pass);
      int place = counts[d];
      counts[d] = place + 1;
      otherKeys[place] = key;
      otherIndex[place] = index[i];
    }
    long[] k = keys;
    keys = otherKeys;
    otherKeys = k;
    int[] o = index;
    index = otherIndex;
    otherIndex = o;
  }

  private static int digit(long key, int pass) {
    return (int) (key >>> pass * DIGIT_BITS) & (DIGITS - 1);
  }

  /** Unsigned order of the keys is the order of the numbers, NaN last, both zeros equal. */
  private static long key(double v) {
    long bits = Double.doubleToLongBits(v + 0.0);
    return bits ^ (bits >> 63 | Long.MIN_VALUE);
  }
}
