package org.crosswind.kernel.stats;

import org.crosswind.kernel.ops.ArrayOps;
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

  /** The values of eta^2: the one of a word at or above the threshold, then the other. */
  private static final double[] WEIGHTS = {(31 - ROOT) / 25, (31 + ROOT) / 25};

  /** The probability of the larger value times 2^32. */
  private static final long THRESHOLD = Math.round((0.5 - 3 / ROOT) * 0x1p32);

  private final ArrayOps ops;
  private final RandomOps random;
  private int[] words = new int[0];
  private double[] drawn = new double[0];

  /** Draws with these loops. */
  public WildBootstrap(ArrayOps ops, RandomOps random) {
    this.ops = ops;
    this.random = random;
  }

  /**
   * One replicate. Return j takes word j of the stream.
   *
   * @param squares squared returns
   * @param count how many
   * @param out the sum of the resampled squares at {@code at}, of the resampled fourth powers at
   *     {@code at + 1}
   */
  public void replicate(RandomStream stream, double[] squares, int count, double[] out, int at) {
    if (words.length < count) {
      words = new int[count];
      drawn = new double[count];
    }
    random.words(stream, 0, words, 0, count);
    for (int j = 0; j < count; j++) {
      // 1 where the word is below the threshold; a branch would be guessed wrong too often.
      int below = (int) ((words[j] & 0xffffffffL) - THRESHOLD >>> 63);
      drawn[j] = squares[j] * WEIGHTS[below];
    }
    out[at] = ops.sum(drawn, 0, count);
    for (int j = 0; j < count; j++) {
      drawn[j] *= drawn[j];
    }
    out[at + 1] = ops.sum(drawn, 0, count);
  }
}
