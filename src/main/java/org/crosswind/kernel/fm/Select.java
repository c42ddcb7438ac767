package org.crosswind.kernel.fm;

/**
 * Comparisons as numbers. The compiler of Java 17 does not vectorise a loop with a conditional
 * expression on floats, but does with minimum, maximum and arithmetic; and a branch on random
 * losses costs more than either.
 */
final class Select {
  private static final float HUGE = 0x1p100f;

  private Select() {}

  /**
   * Exactly 1 when {@code x > bound}, else exactly 0, for numbers that are not NaN and a finite
   * {@code bound}. The smallest difference of two floats is 2^-149, so that two factors of 2^100
   * carry every positive one over 1.
   */
  static float above(float x, float bound) {
    return Math.min(Math.max(x - bound, 0f) * HUGE * HUGE, 1f);
  }

  /** The greatest float that is not above {@code bound}: for floats, x <= it means x <= bound. */
  static float floor(double bound) {
    float nearest = (float) bound;
    return nearest > bound ? Math.nextDown(nearest) : nearest;
  }
}
