package org.crosswind.kernel.fm;

/**
 * Short rows, one behind the other, that are all changed by the same factors are changed several at
 * a time: the factors are repeated until they fill a tile, and one loop runs over as many rows. A
 * loop over a single short row would be over before the compiler's vectors come into play.
 */
public final class Tiles {
  /** Floats of a tile: many vectors, and little of the cache. */
  private static final int TILE = 256;

  private Tiles() {}

  /** Floats that an array of {@code n} factors must have room for. */
  public static int length(int n) {
    return Math.max(n, TILE);
  }

  /**
   * Repeats the factors.
   *
   * @param factor {@code n} from 0; receives the repetitions behind
   * @param rows how many rows there are to change
   * @return how many rows the tile is for, at least 1
   */
  static int fill(float[] factor, int n, int rows) {
    int repeats = Math.max(1, Math.min(rows, TILE / n));
    int filled = n;
    int length = repeats * n;
    while (filled < length) {
      int more = Math.min(filled, length - filled);
      System.arraycopy(factor, 0, factor, filled, more);
      filled += more;
    }
    return repeats;
  }
}
