package org.crosswind.kernel.random;

import org.crosswind.kernel.ops.Transcendental;

/** Plain loops. The reference that {@link VectorRandomOps} repeats bit by bit. */
final class ScalarRandomOps implements RandomOps {
  static final ScalarRandomOps INSTANCE = new ScalarRandomOps();

  /** Doubles made at a time; their words fit in the first-level cache. */
  static final int CHUNK = 512;

  private static final long LOW = 0xffffffffL;

  private ScalarRandomOps() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void words(RandomStream stream, long first, int[] out, int from, int count) {
    check(first, count, 1);
    int whole = count & -GROUP;
    for (int i = 0; i < whole; i += GROUP) {
      group(stream, first + i, out, from + i);
    }
    if (whole < count) {
      int[] last = new int[GROUP];
      group(stream, first + whole, last, 0);
      System.arraycopy(last, 0, out, from + whole, count - whole);
    }
  }

  /** The 32 words from number {@code first} on. */
  static void group(RandomStream stream, long first, int[] out, int from) {
    long k0 = stream.key() & LOW;
    long k1 = stream.key() >>> 32;
    long r = stream.replicate() & LOW;
    long u0 = stream.unit() & LOW;
    long u1 = stream.unit() >>> 32;
    long block = first >>> 2;
    for (int lane = 0; lane < 8; lane++) {
      long c0 = block + lane;
      long c1 = r;
      long c2 = u0;
      long c3 = u1;
      long key0 = k0;
      long key1 = k1;
      for (int round = 0; round < Philox.ROUNDS; round++) {
        long p0 = Philox.M0 * c0;
        long p1 = Philox.M1 * c2;
        c0 = (p1 >>> 32) ^ c1 ^ key0;
        c1 = p1 & LOW;
        c2 = (p0 >>> 32) ^ c3 ^ key1;
        c3 = p0 & LOW;
        key0 = key0 + Philox.W0 & LOW;
        key1 = key1 + Philox.W1 & LOW;
      }
      int at = from + 2 * lane;
      out[at] = (int) c0;
      out[at + 1] = (int) c1;
      out[at + 16] = (int) c2;
      out[at + 17] = (int) c3;
    }
  }

  @Override
  public void indices(RandomStream stream, long first, int n, int[] out, int from, int count) {
    checkBound(n);
    words(stream, first, out, from, count);
    WordMaps.toIndices(stream, first, n, out, from, count);
  }

  @Override
  public void uniforms(RandomStream stream, long first, double[] out, int from, int count) {
    fill(stream, first, 0, out, from, count);
  }

  @Override
  public void openUniforms(RandomStream stream, long first, double[] out, int from, int count) {
    fill(stream, first, WordMaps.HALF_STEP, out, from, count);
  }

  private void fill(
      RandomStream stream, long first, double shift, double[] out, int from, int count) {
    check(first, count, 2);
    int[] words = new int[2 * Math.min(count, CHUNK)];
    for (int i = 0; i < count; i += CHUNK) {
      int n = Math.min(CHUNK, count - i);
      words(stream, 2 * (first + i), words, 0, 2 * n);
      for (int j = 0; j < n; j++) {
        WordMaps.toUniform(words, 2 * j, shift, out, from + i + j);
      }
    }
  }

  @Override
  public void exponentials(RandomStream stream, long first, double[] out, int from, int count) {
    openUniforms(stream, first, out, from, count);
    for (int i = from; i < from + count; i++) {
      out[i] = -Transcendental.log(out[i]);
    }
  }

  @Override
  public void poissonCounts(RandomStream stream, long first, int[] out, int from, int count) {
    words(stream, first, out, from, count);
    WordMaps.toPoisson(out, from, count);
  }

  static void check(long first, int count, int wordsEach) {
    if (first < 0 || first % GROUP != 0) {
      throw new IllegalArgumentException(
          "the first element is number " + first + ", expected a multiple of " + GROUP);
    }
    if (count < 0 || (first + count) * wordsEach > 1L << 31) {
      throw new IllegalArgumentException(
          count + " elements from number " + first + " on, expected to end below 2^31 words");
    }
  }

  static void checkBound(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("the integers are to be below " + n + ", expected 1 on");
    }
  }
}
