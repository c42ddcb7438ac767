package org.crosswind.kernel.fm;

/**
 * Shares what a node keeps of its loss over the items (or layers) it came from, in proportion to
 * theirs. See {@link ExtrasAllocation} for nodes with extras.
 */
public final class BackAllocation {
  /**
   * Added to the divisor, so that nothing is divided by zero. It changes no loss above 1.5e-11, and
   * makes the share of a loss of zero finite, which times that loss is zero.
   */
  private static final float TINY = 0x1p-60f;

  private BackAllocation() {}

  /**
   * Takes the result of the terms for the loss of a node and computes by which factor its items
   * change: result / loss as an f32 quotient.
   *
   * @param row the loss at {@code at}; replaced by the result
   * @param result at {@code r}
   * @param factor receives the factors from {@code f}
   */
  public static void factors(
      float[] row, int at, float[] result, int r, float[] factor, int f, int n) {
    for (int i = 0; i < n; i++) {
      float after = result[r + i];
      factor[f + i] = after / (row[at + i] + TINY);
      row[at + i] = after;
    }
  }

  /** Multiplies a row by factors in place, in f32. */
  public static void multiply(float[] row, int at, float[] factor, int f, int n) {
    for (int i = 0; i < n; i++) {
      row[at + i] *= factor[f + i];
    }
  }

  /** Multiplies {@code count} rows, one behind the other from {@code at}, by the same factors. */
  public static void multiplyRows(float[] rows, int at, int count, float[] factor, int n) {
    int row = at;
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < n; i++) {
        rows[row + i] *= factor[i];
      }
      row += n;
    }
  }

  /**
   * Rule 1, the factor: a node's result over the sum of its items' inputs, in f64; 0 when either is
   * 0.
   *
   * @param row the node's result at {@code at}
   * @param total sums of inputs from 0
   * @param factor receives the factors from 0
   */
  public static void factorsOfInput(float[] row, int at, double[] total, double[] factor, int n) {
    for (int i = 0; i < n; i++) {
      float result = row[at + i];
      double sum = total[i];
      factor[i] = result != 0 && sum != 0 ? result / sum : 0.0;
    }
  }

  /** Rule 1, an item: its input times the factor, in f64, rounded once. */
  public static void shareOfInput(
      float[] input, int from, double[] factor, float[] row, int at, int n) {
    for (int i = 0; i < n; i++) {
      row[at + i] = (float) (input[from + i] * factor[i]);
    }
  }

  /**
   * Net loss after one more layer: what was left less the layer's loss, at least 0.
   *
   * @param left before; replaced
   */
  public static void subtract(float[] left, int at, float[] gross, int g, int n) {
    for (int i = 0; i < n; i++) {
      left[at + i] = Math.max(left[at + i] - gross[g + i], 0f);
    }
  }
}
