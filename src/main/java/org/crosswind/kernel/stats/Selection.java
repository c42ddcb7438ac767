package org.crosswind.kernel.stats;

/**
 * Selection of an order statistic in linear time: algorithm SELECT of R. W. Floyd and R. L. Rivest
 * (Communications of the ACM 18 (1975), 173).
 */
public final class Selection {
  private static final int SAMPLE_FROM = 600;

  private Selection() {}

  /**
   * The element that sorting would put at index {@code k}. Reorders the range so that nothing
   * before k is larger and nothing after k smaller.
   *
   * @param from first index of the range
   * @param to index after its last
   * @param k from &lt;= k &lt; to; elements must not be NaN (the order is then undefined)
   */
  public static double select(double[] x, int from, int to, int k) {
    select(x, from, to - 1, k, 0);
    return x[k];
  }

  private static void select(double[] x, int first, int last, int k, int depth) {
    int left = first;
    int right = last;
    while (right > left) {
      if (right - left > SAMPLE_FROM && depth < 8) {
        // Select in a sample first, so that k lies between two close elements of the range.
        double n = right - left + 1.0;
        double i = k - left + 1.0;
        double z = StrictMath.log(n);
        double s = 0.5 * StrictMath.exp(2 * z / 3);
        double sd = 0.5 * Math.sqrt(z * s * (n - s) / n) * Math.signum(i - n / 2);
        int sampleLeft = Math.max(left, (int) Math.floor(k - i * s / n + sd));
        int sampleRight = Math.min(right, (int) Math.floor(k + (n - i) * s / n + sd));
        select(x, sampleLeft, sampleRight, k, depth + 1);
      }
      double pivot = x[k];
      int i = left;
      int j = right;
      swap(x, left, k);
      if (x[right] > pivot) {
        swap(x, left, right);
      }
      while (i < j) {
        swap(x, i, j);
        i++;
        j--;
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
      }
      if (x[left] == pivot) {
        swap(x, left, j);
      } else {
        j++;
        swap(x, j, right);
      }
      if (j <= k) {
        left = j + 1;
      }
      if (k <= j) {
        right = j - 1;
      }
    }
  }

  private static void swap(double[] x, int i, int j) {
    double y = x[i];
    x[i] = x[j];
    x[j] = y;
  }
}
