package org.crosswind.kernel.reweight;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;

/**
 * How often each scenario stands in each of a block of resamples.
 *
 * <p>Layout: tiles of sixteen resamples, within a tile by scenario: the count of scenario s in
 * resample r is at {@code (r / 16 * scenarios + s) * 16 + r % 16}, so that vectors run over
 * resamples. The memory is reused from block to block.
 */
public final class ReplicateCounts {
  static final int TILE = ArrayOps.TILE_ROWS;

  /** Resamples of a block of a usual cube: enough to share its weights among. */
  static final int MOST = 256;

  /** Counts of a block beyond which it gets fewer resamples. */
  private static final int CELLS = 1 << 21;

  private int[] counts = new int[0];
  private final int[] sizes = new int[MOST];
  private int scenarios;
  private int capacity;
  private int replicates;

  /** An empty holder. */
  public ReplicateCounts() {}

  /**
   * Begins a block of a cube of that many scenarios; it has {@link #capacity} room. The capacity
   * depends on the scenarios alone: 256 for up to 8,192 of them, 16 from 131,072 on.
   *
   * @param scenarios at least 1
   * @throws IllegalArgumentException for more scenarios than an array of sixteen counts each can
   *     hold
   */
  public void begin(int scenarios) {
    this.scenarios = scenarios;
    capacity = Math.max(TILE, Math.min(MOST, CELLS / scenarios / TILE * TILE));
    long length = (long) capacity * scenarios;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          scenarios + " scenarios are more than resampling can hold, expected at most 134,217,727");
    }
    if (counts.length < length) {
      counts = new int[(int) length];
    }
    replicates = 0;
  }

  /** How many resamples a block has room for; a multiple of sixteen. */
  public int capacity() {
    return capacity;
  }

  /** How many scenarios the sample has. */
  public int scenarios() {
    return scenarios;
  }

  /** How many resamples were added. */
  public int replicates() {
    return replicates;
  }

  /** How many scenarios resample r has, repeated ones counted each time. */
  public int size(int r) {
    return sizes[r];
  }

  /**
   * Adds a resample.
   *
   * @param count how often each scenario stands in it, at least 0; the sum above 0; may be longer
   */
  public void add(int[] count) {
    if (replicates == capacity) {
      throw new IllegalStateException("the block is full with " + capacity + " resamples");
    }
    if (replicates % TILE == 0) {
      int from = tileFrom(replicates);
      Arrays.fill(counts, from, from + TILE * scenarios, 0);
    }
    int to = from(replicates);
    int size = 0;
    for (int s = 0; s < scenarios; s++) {
      counts[to + s * TILE] = count[s];
      size += count[s];
    }
    if (size < 1) {
      throw new IllegalArgumentException("a resample has " + size + " scenarios, expected some");
    }
    sizes[replicates++] = size;
  }

  /** The counts themselves; do not modify. */
  int[] counts() {
    return counts;
  }

  /** How many tiles are filled at least in part. */
  int tiles() {
    return (replicates + TILE - 1) / TILE;
  }

  private int tileFrom(int r) {
    return r / TILE * TILE * scenarios;
  }

  /** Place of scenario 0 of resample r; scenarios follow in steps of sixteen. */
  int from(int r) {
    return tileFrom(r) + r % TILE;
  }
}
