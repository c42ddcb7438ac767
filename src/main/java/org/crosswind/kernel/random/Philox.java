package org.crosswind.kernel.random;

/**
 * Philox 4x32 with ten rounds: a bijection of 128-bit counters, keyed by 64 bits, whose values at
 * successive counters are the random numbers (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw,
 * Parallel random numbers: as easy as 1, 2, 3, Proc. SC11, 2011, section 3.3).
 *
 * <p>All words are unsigned. A round turns (c0, c1, c2, c3) into (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2),
 * hi(M0 c0) ^ c3 ^ k1, lo(M0 c0)); the key words grow by the Weyl constants between rounds.
 */
final class Philox {
  static final int ROUNDS = 10;
  static final long M0 = 0xD2511F53L;
  static final long M1 = 0xCD9E8D57L;
  static final int W0 = 0x9E3779B9;
  static final int W1 = 0xBB67AE85;

  private static final long LOW = 0xffffffffL;

  private Philox() {}

  /**
   * One block, its words side by side.
   *
   * @param key k0 in the low half, k1 in the high half
   * @param low c0 in the low half, c1 in the high half
   * @param high c2 and c3 likewise
   * @param out four words, from {@code from}
   */
  static void block(long key, long low, long high, int[] out, int from) {
    block(key, low, high, out, from, 2);
  }

  /**
   * One block in two halves.
   *
   * @param key k0 in the low half, k1 in the high half
   * @param low c0 in the low half, c1 in the high half
   * @param high c2 and c3 likewise
   * @param out words 0 and 1 at {@code from}, words 2 and 3 at {@code from + gap}
   */
  static void block(long key, long low, long high, int[] out, int from, int gap) {
    long c0 = low & LOW;
    long c1 = low >>> 32;
    long c2 = high & LOW;
    long c3 = high >>> 32;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = M0 * c0;
      long p1 = M1 * c2;
      c0 = (p1 >>> 32) ^ c1 ^ (k0 & LOW);
      c1 = p1 & LOW;
      c2 = (p0 >>> 32) ^ c3 ^ (k1 & LOW);
      c3 = p0 & LOW;
      k0 += W0;
      k1 += W1;
    }
    out[from] = (int) c0;
    out[from + 1] = (int) c1;
    out[from + gap] = (int) c2;
    out[from + gap + 1] = (int) c3;
  }
}
