package org.crosswind.kernel.fm;

/** Sums of rows of one array. */
public final class LossSums {
  private static final int BLOCK = 8;
  private static final int HALF = BLOCK / 2;

  private LossSums() {}

  /**
   * Sums losses over children: in f64 in the order given, rounded once.
   *
   * @param rows holds the children's rows
   * @param from where each row begins, {@code count} of them from {@code first}
   * @param count at least 2
   * @param sum receives the sums, {@code n} of them
   * @param scratch {@code n} floats; overwritten
   */
  public static void losses(
      float[] rows, int[] from, int first, int count, float[] sum, float[] scratch, int n) {
    if (count == 2) {
      // The f64 sum of two floats, rounded to f32, is their f32 sum: 53 >= 2 * 24 + 2 digits.
      System.arraycopy(rows, from[first], sum, 0, n);
      add(rows, from[first + 1], sum, scratch, n);
      return;
    }
    int end = first + count;
    int i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      for (int c = first; c < end; c++) {
        int at = from[c] + i;
        s0 += rows[at];
        s1 += rows[at + 1];
        s2 += rows[at + 2];
        s3 += rows[at + 3];
        s4 += rows[at + 4];
        s5 += rows[at + 5];
        s6 += rows[at + 6];
        s7 += rows[at + 7];
      }
      sum[i] = (float) s0;
      sum[i + 1] = (float) s1;
      sum[i + 2] = (float) s2;
      sum[i + 3] = (float) s3;
      sum[i + 4] = (float) s4;
      sum[i + 5] = (float) s5;
      sum[i + 6] = (float) s6;
      sum[i + 7] = (float) s7;
    }
    for (; i < n; i++) {
      double s = 0;
      for (int c = first; c < end; c++) {
        s += rows[from[c] + i];
      }
      sum[i] = (float) s;
    }
  }

  /**
   * As {@link #losses(float[], int[], int, int, float[], float[], int)}, into a row of the same
   * array: for short rows, which are not worth a copy.
   *
   * @param from where each row begins: {@code count} of them from {@code first}
   * @param to where the sum goes; none of the rows
   */
  public static void shortRows(float[] rows, int[] from, int first, int count, int to, int n) {
    if (count == 2) {
      int a = from[first];
      int b = from[first + 1];
      for (int i = 0; i < n; i++) {
        rows[to + i] = rows[a + i] + rows[b + i];
      }
      return;
    }
    int end = first + count;
    int i = 0;
    for (; i + HALF <= n; i += HALF) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int c = first; c < end; c++) {
        int at = from[c] + i;
        s0 += rows[at];
        s1 += rows[at + 1];
        s2 += rows[at + 2];
        s3 += rows[at + 3];
      }
      rows[to + i] = (float) s0;
      rows[to + i + 1] = (float) s1;
      rows[to + i + 2] = (float) s2;
      rows[to + i + 3] = (float) s3;
    }
    for (; i < n; i++) {
      double s = 0;
      for (int c = first; c < end; c++) {
        s += rows[from[c] + i];
      }
      rows[to + i] = (float) s;
    }
  }

  /**
   * Adds a row to sums in f32.
   *
   * @param rows holds the row at {@code from}
   * @param sum {@code n} sums
   * @param scratch {@code n} floats; overwritten
   */
  public static void add(float[] rows, int from, float[] sum, float[] scratch, int n) {
    System.arraycopy(rows, from, scratch, 0, n);
    for (int i = 0; i < n; i++) {
      sum[i] += scratch[i];
    }
  }

  /**
   * Adds a row to sums in f64.
   *
   * @param sum {@code n} sums
   */
  public static void add(float[] rows, int from, double[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += rows[from + i];
    }
  }
}
