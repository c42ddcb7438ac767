package org.crosswind.model.credit;

import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Memory that one thread reuses for the values of one cube after the other; it grows to the largest
 * cube seen and never shrinks. Not thread-safe.
 *
 * <p>What a file promises is compared with the heap before memory is taken: a cube whose values
 * alone need more than half of it is refused, since an error of the JVM would end the whole
 * executor, and the night with it.
 */
public final class CubeBuffer {
  private static final int HEAP_SHARE = 2;

  private double[] values = new double[0];

  /**
   * An array of at least {@code cells} elements whose contents are undefined; the array handed out
   * before may be the same one.
   */
  public double[] array(int cells) {
    if (values.length < cells) {
      values = new double[cells];
    }
    return values;
  }

  /**
   * As {@link #array(int)} for a size that comes from a file.
   *
   * @param where file and place, for the message
   * @param cells promised
   * @throws FailureException INVALID, with the memory needed and the memory there is
   */
  public double[] array(String where, long cells) {
    checkFits(where, cells);
    return array((int) cells);
  }

  /**
   * Refuses a number of values that this process cannot hold.
   *
   * @param where file and place, for the message
   * @param cells promised, or about to be read
   * @throws FailureException INVALID, with the memory needed and the memory there is
   */
  public static void checkFits(String where, long cells) {
    long heap = Runtime.getRuntime().maxMemory();
    if (cells > Integer.MAX_VALUE - 8 || cells > heap / HEAP_SHARE / Double.BYTES) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "has "
              + cells
              + " values, which need "
              + (cells >> 17)
              + " MB of memory, but the heap is limited to "
              + (heap >> 20)
              + " MB, of which a cube may take half (-Xmx, --executor-memory)");
    }
  }
}
