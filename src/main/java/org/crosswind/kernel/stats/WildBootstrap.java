package org.crosswind.kernel.stats;

import java.util.Arrays;
import org.crosswind.kernel.ops.Lanes;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;

/**
 * The wild bootstrap of a sum of squared returns (S. Goncalves, N. Meddahi, Bootstrapping realized
 * volatility, Econometrica 77 (2009), 283-306, sections 3.2 and 4): each return stays in its place
 * and is multiplied by a random eta of two values. Their choice, which matches the first three
 * cumulants: eta^2 = (31 + sqrt 186)/25 with probability 1/2 - 3/sqrt 186, otherwise (31 - sqrt
 * 186)/25, so that E eta^2 = 1 and E eta^4 = 31/25. Its sign does not matter here.
 *
 * <p>Because Var eta^2 is not 2/3, replicates have to be studentized; {@link #VARIANCE_FACTOR}
 * times the sum of the resampled fourth powers is the variance of a replicate.
 *
 * <p>Holds scratch: one instance per thread.
 */
public final class WildBootstrap {
  /** (E eta^4 - (E eta^2)^2) / E eta^4 = 6/31. */
  public static final double VARIANCE_FACTOR = 6.0 / 31;

  private static final double ROOT = Math.sqrt(186);
  private static final double HIGH = (31 + ROOT) / 25;
  private static final double LOW = (31 - ROOT) / 25;

  /** The probability of HIGH times 2^32, moved to the range of signed words. */
  private static final int LIMIT =
      (int) (Math.round((0.5 - 3 / ROOT) * 0x1p32) + Integer.MIN_VALUE);

  private final RandomOps random;
  private final double[] lanes = new double[2 * Lanes.COUNT];
  private int[] words = new int[0];

  /** Draws with these loops. */
  public WildBootstrap(RandomOps random) {
    this.random = random;
  }

  /**
   * One replicate. Return j takes word j of the stream; lane j mod 8 of each sum.
   *
   * @param squares squared returns
   * @param count how many
   * @param out the sum of the resampled squares at {@code at}, of the resampled fourth powers at
   *     {@code at + 1}
   */
  public void replicate(RandomStream stream, double[] squares, int count, double[] out, int at) {
    if (words.length < count) {
      words = new int[count];
    }
    random.words(stream, 0, words, 0, count);
    Arrays.fill(lanes, 0);
    for (int j = 0; j < count; j++) {
      double y = squares[j] * (words[j] + Integer.MIN_VALUE < LIMIT ? HIGH : LOW);
      lanes[j & 7] += y;
      lanes[Lanes.COUNT + (j & 7)] += y * y;
    }
    out[at] = Lanes.fold(lanes, 0);
    out[at + 1] = Lanes.fold(lanes, Lanes.COUNT);
  }
}
