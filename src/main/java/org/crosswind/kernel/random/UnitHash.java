package org.crosswind.kernel.random;

import java.nio.charset.StandardCharsets;

/**
 * The 64-bit number of a unit (a netting set, a stock and day, a group) from its id: FNV-1a of the
 * UTF-8 bytes (G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, The FNV non-cryptographic hash
 * algorithm). It only has to tell units apart; the mixing is done by {@link Philox}, in whose
 * counter it stands.
 *
 * <p>Two ids with the same hash would be resampled with the same random numbers: each result alone
 * stays right, but their sampling errors would be dependent where independence is assumed. Among N
 * ids this happens with a probability of about N^2 / 2^65: 3e-8 for a million.
 */
public final class UnitHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private UnitHash() {}

  /** Hash of an id; of the empty one 0xcbf29ce484222325. */
  public static long of(String id) {
    long h = OFFSET;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * PRIME;
    }
    return h;
  }

  /**
   * Hash of an id of several parts, each ended by a zero byte, so that ("a", "bc") and ("ab", "c")
   * differ.
   */
  public static long of(String first, String second) {
    return of(first + '\0' + second + '\0');
  }
}
