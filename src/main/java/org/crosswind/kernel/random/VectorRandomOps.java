package org.crosswind.kernel.random;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.KernelVariant;

/**
 * The same loops with the Vector API: one Philox block a lane, each 32-bit word in a 64-bit lane so
 * that products keep both halves. Loaded only where the module {@code jdk.incubator.vector} is
 * present.
 */
final class VectorRandomOps implements RandomOps {
  static final VectorRandomOps INSTANCE = new VectorRandomOps();

  private static final VectorSpecies<Long> L =
      LongVector.SPECIES_PREFERRED.length() > 8
          ? LongVector.SPECIES_512
          : LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = L.withLanes(int.class);
  private static final VectorSpecies<Double> D = L.withLanes(double.class);
  private static final int WIDTH = L.length();
  private static final int INTS = I.length();
  private static final long LOW = 0xffffffffL;
  private static final ArrayOps OPS = KernelVariant.VECTOR.resolve();

  /** Words mapped at a time, while they lie in the first-level cache. */
  private static final int CHUNK = 1024;

  private VectorRandomOps() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public void words(RandomStream stream, long first, int[] out, int from, int count) {
    ScalarRandomOps.check(first, count, 1);
    int whole = count & -GROUP;
    groups(stream, first, out, from, whole);
    if (whole < count) {
      int[] last = new int[GROUP];
      groups(stream, first + whole, last, 0, GROUP);
      System.arraycopy(last, 0, out, from + whole, count - whole);
    }
  }

  /** Whole groups: {@code count} is a multiple of 32. */
  private static void groups(RandomStream stream, long first, int[] out, int from, int count) {
    LongVector m0 = LongVector.broadcast(L, Philox.M0);
    LongVector m1 = LongVector.broadcast(L, Philox.M1);
    LongVector low = LongVector.broadcast(L, LOW);
    LongVector replicate = LongVector.broadcast(L, stream.replicate() & LOW);
    LongVector unit0 = LongVector.broadcast(L, stream.unit() & LOW);
    LongVector unit1 = LongVector.broadcast(L, stream.unit() >>> 32);
    LongVector lanes = LongVector.broadcast(L, 0).addIndex(1);
    int key0 = (int) stream.key();
    int key1 = (int) (stream.key() >>> 32);
    for (int i = 0; i < count; i += GROUP) {
      long block = (first + i) >>> 2;
      for (int lane = 0; lane < 8; lane += WIDTH) {
        LongVector c0 = lanes.add(block + lane);
        LongVector c1 = replicate;
        LongVector c2 = unit0;
        LongVector c3 = unit1;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < Philox.ROUNDS; round++) {
          LongVector p0 = c0.mul(m0);
          LongVector p1 = c2.mul(m1);
          c0 =
              p1.lanewise(VectorOperators.LSHR, 32)
                  .lanewise(VectorOperators.XOR, c1)
                  .lanewise(VectorOperators.XOR, k0 & LOW);
          c2 =
              p0.lanewise(VectorOperators.LSHR, 32)
                  .lanewise(VectorOperators.XOR, c3)
                  .lanewise(VectorOperators.XOR, k1 & LOW);
          c1 = p1.and(low);
          c3 = p0.and(low);
          k0 += Philox.W0;
          k1 += Philox.W1;
        }
        int at = from + i + 2 * lane;
        c1.lanewise(VectorOperators.LSHL, 32).or(c0).reinterpretAsInts().intoArray(out, at);
        c3.lanewise(VectorOperators.LSHL, 32).or(c2).reinterpretAsInts().intoArray(out, at + 16);
      }
    }
  }

  @Override
  public void indices(RandomStream stream, long first, int n, int[] out, int from, int count) {
    ScalarRandomOps.checkBound(n);
    for (int i = 0; i < count; i += CHUNK) {
      int m = Math.min(CHUNK, count - i);
      words(stream, first + i, out, from + i, m);
      toIndices(stream, first + i, n, out, from + i, m);
    }
  }

  private static void toIndices(
      RandomStream stream, long first, int n, int[] out, int from, int count) {
    long refuse = Long.remainderUnsigned(1L << 32, n);
    LongVector low = LongVector.broadcast(L, LOW);
    LongVector bound = LongVector.broadcast(L, n);
    LongVector least = LongVector.broadcast(L, refuse);
    int whole = count / INTS * INTS;
    for (int i = 0; i < whole; i += INTS) {
      LongVector w = IntVector.fromArray(I, out, from + i).reinterpretAsLongs();
      LongVector even = w.and(low).mul(bound);
      LongVector odd = w.lanewise(VectorOperators.LSHR, 32).mul(bound);
      VectorMask<Long> refused =
          even.and(low)
              .compare(VectorOperators.LT, least)
              .or(odd.and(low).compare(VectorOperators.LT, least));
      if (refused.anyTrue()) {
        WordMaps.toIndices(stream, first + i, n, out, from + i, INTS);
      } else {
        even.lanewise(VectorOperators.LSHR, 32)
            .or(odd.lanewise(VectorOperators.AND_NOT, low))
            .reinterpretAsInts()
            .intoArray(out, from + i);
      }
    }
    WordMaps.toIndices(stream, first + whole, n, out, from + whole, count - whole);
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
    ScalarRandomOps.check(first, count, 2);
    int[] words = new int[Math.min(2 * count, CHUNK)];
    int step = CHUNK / 2;
    for (int i = 0; i < count; i += step) {
      int m = Math.min(step, count - i);
      words(stream, 2 * (first + i), words, 0, 2 * m);
      int whole = m / WIDTH * WIDTH;
      for (int j = 0; j < whole; j += WIDTH) {
        DoubleVector u =
            IntVector.fromArray(I, words, 2 * j)
                .reinterpretAsLongs()
                .lanewise(VectorOperators.LSHR, 12)
                .or(WordMaps.ONE)
                .reinterpretAsDoubles();
        u.sub(1.0).add(shift).intoArray(out, from + i + j);
      }
      for (int j = whole; j < m; j++) {
        WordMaps.toUniform(words, 2 * j, shift, out, from + i + j);
      }
    }
  }

  @Override
  public void exponentials(RandomStream stream, long first, double[] out, int from, int count) {
    openUniforms(stream, first, out, from, count);
    OPS.log(out, from, out, from, count);
    for (int i = from; i < from + count; i++) {
      out[i] = -out[i];
    }
  }

  @Override
  public void poissonCounts(RandomStream stream, long first, int[] out, int from, int count) {
    for (int i = 0; i < count; i += CHUNK) {
      int m = Math.min(CHUNK, count - i);
      words(stream, first + i, out, from + i, m);
      toPoisson(out, from + i, m);
    }
  }

  private static void toPoisson(int[] out, int from, int count) {
    int whole = count / INTS * INTS;
    for (int i = 0; i < whole; i += INTS) {
      IntVector u = IntVector.fromArray(I, out, from + i);
      IntVector k = IntVector.zero(I);
      for (int j = 0; j < WordMaps.POISSON.length; j++) {
        k = k.add(1, u.compare(VectorOperators.UNSIGNED_GE, (int) WordMaps.POISSON[j]));
      }
      k.intoArray(out, from + i);
    }
    WordMaps.toPoisson(out, from + whole, count - whole);
  }
}
