package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Rows of losses, and of the three extras in parallel, in four arrays that are used again from
 * component to component. A row is known by the index of its first float; extras of a row are at
 * the same index.
 */
final class RowArena {
  /** Rows are padded to this many floats: 32 bytes, a vector of most processors. */
  private static final int PADDING = 8;

  private final boolean extras;
  float[] loss = new float[0];
  float[] ded = new float[0];
  float[] over = new float[0];
  float[] under = new float[0];

  /** Floats of a row, padding included. */
  int stride;

  private int used;

  RowArena(boolean extras) {
    this.extras = extras;
  }

  /** Floats of a row with so many columns. */
  static int stride(int columns) {
    return (columns + PADDING - 1) / PADDING * PADDING;
  }

  /**
   * Forgets all rows and makes new ones, of zeros, at 0, stride, 2 stride and so on. The rows made
   * later are not cleared.
   */
  void begin(int columns, int rows) {
    stride = stride(columns);
    used = 0;
    take(rows);
    Arrays.fill(loss, 0, used, 0f);
  }

  /** Makes so many rows, one after the other, with undefined contents. */
  int take(int rows) {
    int at = used;
    long end = at + (long) rows * stride;
    if (end > loss.length) {
      grow(end);
    }
    used = (int) end;
    return at;
  }

  private void grow(long end) {
    int most = Integer.MAX_VALUE - 16;
    if (end > most) {
      throw FailureException.of(
          FailureReason.NOT_COMPUTABLE,
          "financial module",
          "one tree of an event needs "
              + end
              + " losses at once, expected at most "
              + most
              + "; fewer samples a run would do");
    }
    int length = (int) Math.min(most, Math.max(end + end / 2, 1 << 12));
    try {
      loss = Arrays.copyOf(loss, length);
      if (extras) {
        ded = Arrays.copyOf(ded, length);
        over = Arrays.copyOf(over, length);
        under = Arrays.copyOf(under, length);
      }
    } catch (OutOfMemoryError e) {
      // One large array did not fit; nothing else is lost, and the next event may well fit.
      throw new FailureException(
          new Failure(
              FailureReason.NOT_COMPUTABLE,
              "financial module",
              "one tree of an event needs "
                  + end
                  + " losses at once, which is more than the memory left; give the JVM more (-Xmx)"),
          e);
    }
  }

  /** Copies a row of losses. */
  void copyLoss(int from, int to) {
    System.arraycopy(loss, from, loss, to, stride);
  }

  /** Copies a row of extras. */
  void copyExtras(int from, int to) {
    System.arraycopy(ded, from, ded, to, stride);
    System.arraycopy(over, from, over, to, stride);
    System.arraycopy(under, from, under, to, stride);
  }

  /** Sets the extras of so many consecutive rows to zero. */
  void clearExtras(int at, int rows) {
    int end = at + rows * stride;
    Arrays.fill(ded, at, end, 0f);
    Arrays.fill(over, at, end, 0f);
    Arrays.fill(under, at, end, 0f);
  }
}
