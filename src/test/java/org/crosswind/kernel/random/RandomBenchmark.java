package org.crosswind.kernel.random;

import java.util.concurrent.TimeUnit;
import org.crosswind.kernel.ops.KernelVariant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Random numbers alone, per number; and Philox 4x64-10 beside 4x32-10, per 32 bits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RandomBenchmark.COUNT)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx512m"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class RandomBenchmark {
  static final int COUNT = 4096;

  /** Which loops. */
  @Param({"SCALAR", "VECTOR"})
  public KernelVariant variant;

  private RandomOps random;
  private RandomStream stream;
  private final int[] ints = new int[COUNT];
  private final double[] doubles = new double[COUNT];
  private final long[] longs = new long[COUNT / 2];

  /** Chooses the loops. */
  @Setup
  public void setUp() {
    random = RandomOps.of(variant);
    stream = RandomStream.of(42, Purpose.BOOTSTRAP, "NS-7");
  }

  /** Words as they come. */
  @Benchmark
  public int[] words() {
    random.words(stream, 0, ints, 0, COUNT);
    return ints;
  }

  /** Row numbers below 385. */
  @Benchmark
  public int[] indices() {
    random.indices(stream, 0, 385, ints, 0, COUNT);
    return ints;
  }

  /** Poisson counts. */
  @Benchmark
  public int[] poisson() {
    random.poissonCounts(stream, 0, ints, 0, COUNT);
    return ints;
  }

  /** Doubles on [0, 1). */
  @Benchmark
  public double[] uniforms() {
    random.uniforms(stream, 0, doubles, 0, COUNT);
    return doubles;
  }

  /** Exponential variables. */
  @Benchmark
  public double[] exponentials() {
    random.exponentials(stream, 0, doubles, 0, COUNT);
    return doubles;
  }

  /** Philox 4x64-10 in plain loops, as many bits as {@link #words}; for the choice between them. */
  @Benchmark
  public long[] words64() {
    for (int i = 0; i < longs.length; i += 4) {
      long c0 = i;
      long c1 = 7;
      long c2 = 11;
      long c3 = 0;
      long k0 = 42;
      long k1 = 1;
      for (int round = 0; round < 10; round++) {
        long low0 = 0xD2E7470EE14C6C93L * c0;
        long low1 = 0xCA5A826395121157L * c2;
        long high0 = high(0xD2E7470EE14C6C93L, c0);
        long high1 = high(0xCA5A826395121157L, c2);
        c0 = high1 ^ c1 ^ k0;
        c1 = low1;
        c2 = high0 ^ c3 ^ k1;
        c3 = low0;
        k0 += 0x9E3779B97F4A7C15L;
        k1 += 0xBB67AE8584CAA73BL;
      }
      longs[i] = c0;
      longs[i + 1] = c1;
      longs[i + 2] = c2;
      longs[i + 3] = c3;
    }
    return longs;
  }

  /** Unsigned high half; the multiplier has its highest bit set. */
  private static long high(long multiplier, long c) {
    return Math.multiplyHigh(multiplier, c) + c + (multiplier & c >> 63);
  }
}
