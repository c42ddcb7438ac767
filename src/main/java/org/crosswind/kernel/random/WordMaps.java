package org.crosswind.kernel.random;

/** From words to numbers, element by element; what {@link VectorRandomOps} repeats in lanes. */
final class WordMaps {
  private static final long LOW = 0xffffffffL;

  /** Block numbers of a fill are below this; its multiples number the repeated draws. */
  static final int RETRY = 1 << 29;

  private static final int RETRIES = 7;

  /** P(X at most k) 2^32 for k = 0 to 11, X Poisson of mean 1; at 12 it rounds to 2^32. */
  static final long[] POISSON = {
    0x5e2d58d9L,
    0xbc5ab1b1L,
    0xeb715e1eL,
    0xfb239797L,
    0xff1025f6L,
    0xffd90f3cL,
    0xfffa8b72L,
    0xffff540cL,
    0xffffed1fL,
    0xfffffe21L,
    0xffffffd5L,
    0xfffffffcL
  };

  private WordMaps() {}

  /** Words in {@code out} become integers below n, in place. */
  static void toIndices(RandomStream s, long first, int n, int[] out, int from, int count) {
    long refuse = Long.remainderUnsigned(1L << 32, n);
    for (int i = from; i < from + count; i++) {
      long p = (out[i] & LOW) * n;
      out[i] = (p & LOW) < refuse ? again(s, first + i - from, n) : (int) (p >>> 32);
    }
  }

  /** The integer of an element whose first word was refused. */
  static int again(RandomStream s, long element, int n) {
    long refuse = Long.remainderUnsigned(1L << 32, n);
    int place = (int) (element & 31);
    int number = (int) (element >>> 5) * 8 + (place >> 1 & 7);
    int word = (place >> 4) * 2 + (place & 1);
    int[] block = new int[4];
    for (int a = 1; ; a++) {
      long low = number + a * RETRY & LOW;
      Philox.block(s.key(), low | (long) s.replicate() << 32, s.unit(), block, 0);
      long p = (block[word] & LOW) * n;
      if ((p & LOW) >= refuse || a == RETRIES) {
        return (int) (p >>> 32);
      }
    }
  }

  /** Words in {@code out} become Poisson counts, in place. */
  static void toPoisson(int[] out, int from, int count) {
    for (int i = from; i < from + count; i++) {
      long u = out[i] & LOW;
      int k = 0;
      while (k < POISSON.length && u >= POISSON[k]) {
        k++;
      }
      out[i] = k;
    }
  }

  /** The pair of words from {@code at} on becomes a double on [shift, 1 + shift). */
  static void toUniform(int[] words, int at, double shift, double[] out, int to) {
    long bits = words[at] & LOW | (long) words[at + 1] << 32;
    out[to] = Double.longBitsToDouble(bits >>> 12 | ONE) - 1.0 + shift;
  }

  /** The bits of 1.0: with 52 random bits below them, a number on [1, 2). */
  static final long ONE = 0x3ff0000000000000L;

  /** 2^-53. */
  static final double HALF_STEP = 0x1p-53;
}
