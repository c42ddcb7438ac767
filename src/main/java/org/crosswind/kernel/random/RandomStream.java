package org.crosswind.kernel.random;

/**
 * The address of a stream of random words: what it is for, whom it belongs to, and which replicate
 * of it. Nothing is drawn here; {@link RandomOps} draws from any place of any stream, so replicate
 * 10,000 of unit 7 has the same bits drawn alone or after the 9,999 before it.
 *
 * @param key the Philox key: for one purpose, different seeds give different streams
 * @param unit number of the unit, as {@link UnitHash} gives it or any other; words 2 and 3 of the
 *     counter
 * @param replicate word 1 of the counter; every int is allowed
 */
public record RandomStream(long key, long unit, int replicate) {
  /**
   * Replicate 0 of a unit. The key is the first half of the Philox block whose key is the seed and
   * whose counter is (code of the purpose, 0, 0, 0).
   */
  public static RandomStream of(long seed, Purpose purpose, long unit) {
    int[] block = new int[4];
    Philox.block(seed, purpose.code(), 0, block, 0);
    return new RandomStream(block[0] & 0xffffffffL | (long) block[1] << 32, unit, 0);
  }

  /** Replicate 0 of the unit with this id. */
  public static RandomStream of(long seed, Purpose purpose, String id) {
    return of(seed, purpose, UnitHash.of(id));
  }

  /** The same unit's stream of another replicate. */
  public RandomStream replicate(int r) {
    return new RandomStream(key, unit, r);
  }

  /** The same purpose's stream of another unit. */
  public RandomStream unit(long u) {
    return new RandomStream(key, u, replicate);
  }
}
