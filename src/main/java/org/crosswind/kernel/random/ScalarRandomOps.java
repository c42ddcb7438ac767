package org.crosswind.kernel.random;

import org.crosswind.kernel.ops.Transcendental;

/** Plain loops. The reference that {@link VectorRandomOps} repeats bit by bit. */
final class ScalarRandomOps implements RandomOps {
  static final ScalarRandomOps INSTANCE = new ScalarRandomOps();

  /** Doubles made at a time; their words fit in the first-level cache. */
  static final int CHUNK = 512;

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
  private static void group(RandomStream stream, long first, int[] out, int from) {
    long replicate = (long) stream.replicate() << 32;
    long block = first >>> 2;
    for (int lane = 0; lane < 8; lane++) {
      Philox.block(stream.key(), block + lane | replicate, stream.unit(), out, from + 2 * lane, 16);
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
