package org.crosswind.model.credit;

/**
 * Memory that one thread reuses for the values of one cube after the other; it grows to the largest
 * cube seen and never shrinks. Not thread-safe.
 */
public final class CubeBuffer {
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
}
