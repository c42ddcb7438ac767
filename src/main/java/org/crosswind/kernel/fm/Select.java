package org.crosswind.kernel.fm;

/**
 * Comparisons as numbers. The compiler of Java 17 vectorises neither conditional expressions on
 * floats nor their minimum and maximum, but does arithmetic and the absolute value; and a branch on
 * random losses costs more than a few operations. For numbers that are not NaN, of magnitude below
 * 1e20, and whose differences are 0 or at least 1e-40, every method is exact.
 */
final class Select {
  private static final float SCALE = 0x1p60f;
  private static final float TINY = 0x1p-100f;

  private Select() {}

  /** The greater of {@code x} and 0: half of x + |x|, which is 2 x or 0 without rounding. */
  static float positive(float x) {
    return 0.5f * (x + Math.abs(x));
  }

  /**
   * Exactly 1 when {@code x > bound}, else exactly 0: a positive difference, scaled so that the
   * addend is lost in it, divided by itself.
   */
  static float above(float x, float bound) {
    float excess = positive(x - bound) * SCALE;
    return excess / (excess + TINY);
  }

  /** {@code x} where {@code second} is 0, {@code y} where it is 1. */
  static float either(float x, float y, float second) {
    return x * (1f - second) + y * second;
  }

  /** The greatest float that is not above {@code bound}: for floats, x <= it means x <= bound. */
  static float floor(double bound) {
    float nearest = (float) bound;
    return nearest > bound ? Math.nextDown(nearest) : nearest;
  }
}
