package org.crosswind.model.insurance;

/**
 * Sample indices of a loss stream, and the dense order in which they are computed.
 *
 * <p>A stream names the losses of an item by a sample index (sidx): {@code 1..N} are samples, five
 * negative numbers have a meaning of their own. Three of those go through the terms like a sample,
 * so the losses of an item are one row of {@code N + 3} lanes:
 *
 * <pre>
 * lane   0     1     2     3   4   ...  N + 2
 * sidx  -5    -3    -1     1   2   ...  N
 * </pre>
 *
 * An absent sample is a zero loss. The chance of loss (-4) is carried beside the row and the
 * standard deviation (-2) is dropped.
 */
public final class SampleLanes {
  /** Maximum loss; computed like a sample, always written. */
  public static final int MAXIMUM_LOSS = -5;

  /** Chance of loss, in [0, 1]; handed through untouched. */
  public static final int CHANCE_OF_LOSS = -4;

  /** Impacted exposure (insured value); computed like a sample, always written. */
  public static final int IMPACTED_EXPOSURE = -3;

  /** Standard deviation; dropped. */
  public static final int STANDARD_DEVIATION = -2;

  /** Numerical mean; computed like a sample, always written. */
  public static final int NUMERICAL_MEAN = -1;

  /** Lanes before that of sample 1. */
  public static final int SPECIAL_LANES = 3;

  /** The greatest number of samples accepted: a header beyond it is taken for a broken one. */
  public static final int MAX_SAMPLES = 1 << 24;

  private SampleLanes() {}

  /** Number of lanes of a row, {@code maxSample + 3}. */
  public static int count(int maxSample) {
    return maxSample + SPECIAL_LANES;
  }

  /**
   * The lane of a sample index.
   *
   * @param sidx -5, -3, -1 or a sample from 1
   * @return the lane, or -1 for an index without one (-4, -2, 0, below -5)
   */
  public static int laneOf(int sidx) {
    if (sidx > 0) {
      return sidx + SPECIAL_LANES - 1;
    }
    return switch (sidx) {
      case MAXIMUM_LOSS -> 0;
      case IMPACTED_EXPOSURE -> 1;
      case NUMERICAL_MEAN -> 2;
      default -> -1;
    };
  }

  /** The sample index of a lane: the inverse of {@link #laneOf}. */
  public static int sidxOf(int lane) {
    return lane < SPECIAL_LANES ? MAXIMUM_LOSS + 2 * lane : lane - SPECIAL_LANES + 1;
  }
}
