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

  /** So many floats are multiplied where they are, sooner than they are copied to and fro. */
  private static final int FEW = 32;

  private BackAllocation() {}

  /**
   * By which factor the items of a node change: its result over its loss, an f32 quotient.
   *
   * @param loss of the node before the terms
   * @param result after them
   * @param factor receives the factors
   */
  public static void factors(float[] loss, float[] result, float[] factor, int n) {
    for (int i = 0; i < n; i++) {
      factor[i] = result[i] / (loss[i] + TINY);
    }
  }

  /** The factor of one sample: see {@link #factors}. */
  static float factor(float loss, float result) {
    return result / (loss + TINY);
  }

  /** Multiplies a row by factors in place, in f32. */
  public static void multiply(float[] row, float[] factor, int n) {
    for (int i = 0; i < n; i++) {
      row[i] *= factor[i];
    }
  }

  /**
   * Multiplies {@code count} rows, one behind the other from {@code at}, by the same factors.
   *
   * @param factor {@code n} factors, and room for {@link Tiles#length}
   * @param scratch room for as many; overwritten
   */
  public static void multiplyRows(
      float[] rows, int at, int count, float[] factor, float[] scratch, int n) {
    int end = at + count * n;
    if (count * n <= FEW) {
      for (int row = at; row < end; row += n) {
        for (int i = 0; i < n; i++) {
          rows[row + i] *= factor[i];
        }
      }
      return;
    }
    int tile = Tiles.fill(factor, n, count) * n;
    for (int row = at; row < end; row += tile) {
      int length = Math.min(tile, end - row);
      System.arraycopy(rows, row, scratch, 0, length);
      multiply(scratch, factor, length);
      System.arraycopy(scratch, 0, rows, row, length);
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
   * @param gross of the layer
   */
  public static void subtract(float[] left, float[] gross, int n) {
    for (int i = 0; i < n; i++) {
      left[i] = Select.positive(left[i] - gross[i]);
    }
  }
}
