package org.crosswind.kernel.ops;

/** The one shape of a sum: element i goes to lane i mod 8, and the lanes are joined by a tree. */
public final class Lanes {
  /** How many running sums there are, whatever the width of the machine's vectors. */
  public static final int COUNT = 8;

  private Lanes() {}

  /** The sum of the eight lanes that start at {@code offset}. */
  public static double fold(double[] lanes, int offset) {
    double a = lanes[offset] + lanes[offset + 4];
    double b = lanes[offset + 1] + lanes[offset + 5];
    double c = lanes[offset + 2] + lanes[offset + 6];
    double d = lanes[offset + 3] + lanes[offset + 7];
    return (a + c) + (b + d);
  }
}
