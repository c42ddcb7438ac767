package org.crosswind.kernel.random;

import org.crosswind.kernel.ops.KernelVariant;

/**
 * Fills arrays from a {@link RandomStream}, in a scalar and a vector variant with the same bits.
 *
 * <p>The words of a stream are numbered. Words 32 g to 32 g + 31 are group g, made of the eight
 * Philox blocks whose word 0 of the counter is 8 g to 8 g + 7: word 16 p + 2 l + w of the group is
 * word 2 p + w of its block l (p and w are 0 or 1, l is 0 to 7). That order suits vectors of eight
 * blocks; it has no other meaning. Element i of a fill is made of word i, or of words 2i and 2i + 1
 * where it is a double, and every fill says where it begins, so a fill in pieces gives what a fill
 * at once gives.
 *
 * <p>The argument {@code first} is the number of the first element, a multiple of {@link #GROUP};
 * numbers go up to 2^31. Only {@code out[from .. from + count - 1]} is written. Instances are
 * stateless and may be shared between threads.
 */
public sealed interface RandomOps permits ScalarRandomOps, VectorRandomOps {
  /** Elements of a group; fills begin at a multiple of it. */
  int GROUP = 32;

  /**
   * The variant to use.
   *
   * @throws IllegalStateException as {@link KernelVariant#resolve}
   */
  static RandomOps of(KernelVariant variant) {
    return variant.usesVectors() ? vectors() : ScalarRandomOps.INSTANCE;
  }

  /** {@code scalar} or {@code vector}, for the manifest. */
  String name();

  /** The words themselves: uniform on all ints. */
  void words(RandomStream stream, long first, int[] out, int from, int count);

  /**
   * Uniform integers 0 to n - 1: the high half of word times n (D. Lemire, Fast random integer
   * generation in an interval, ACM Trans. Model. Comput. Simul. 29 (2019), algorithm 5). A word
   * whose low half falls below 2^32 mod n is replaced by the word of the same place with a times
   * 2^29 added to its block number, a = 1, 2, ... 7, until one is accepted; the last always is. The
   * probability of any integer so differs from 1/n by less than (n / 2^32)^8: nothing for any n of
   * use (1e-29 for a million).
   *
   * @param n at least 1
   */
  void indices(RandomStream stream, long first, int n, int[] out, int from, int count);

  /** Uniform on [0, 1): multiples of 2^-52. Elements are numbered below 2^30. */
  void uniforms(RandomStream stream, long first, double[] out, int from, int count);

  /**
   * Uniform on (0, 1): the number of {@link #uniforms} plus 2^-53, exactly. Symmetric about 1/2.
   */
  void openUniforms(RandomStream stream, long first, double[] out, int from, int count);

  /**
   * Exponential variables of mean 1, at least 1e-16 and at most 36.8: -ln of {@link #openUniforms},
   * to the accuracy of {@link org.crosswind.kernel.ops.Transcendental#log}.
   */
  void exponentials(RandomStream stream, long first, double[] out, int from, int count);

  /**
   * Poisson counts of mean 1 by inversion: how many of the cumulative probabilities, rounded to
   * multiples of 2^-32, the word reaches. Each probability is within 2^-32 of its own, and the
   * largest count is 12.
   */
  void poissonCounts(RandomStream stream, long first, int[] out, int from, int count);

  /** Apart, so that the vector class is not loaded where its module is absent. */
  private static RandomOps vectors() {
    return VectorRandomOps.INSTANCE;
  }
}
