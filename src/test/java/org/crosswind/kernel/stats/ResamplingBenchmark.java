package org.crosswind.kernel.stats;

import java.util.concurrent.TimeUnit;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
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

/** A day of 385 returns drawn again 64 times, per return drawn; beside a copy of the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ResamplingBenchmark.ROWS * ResamplingBenchmark.REPLICATES)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx512m"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class ResamplingBenchmark {
  static final int ROWS = 385;
  static final int REPLICATES = 64;

  /** Which loops. */
  @Param({"SCALAR", "VECTOR"})
  public KernelVariant variant;

  private final double[] x = new double[ROWS];
  private final double[] out = new double[ROWS];
  private RandomOps random;
  private RandomStream stream;
  private Resampler ordinary;
  private Resampler poisson;
  private Resampler blocks;
  private ColumnStatistics column;

  /** Draws the returns. */
  @Setup
  public void setUp() {
    random = RandomOps.of(variant);
    stream = RandomStream.of(42, Purpose.BOOTSTRAP, "NS-7");
    random.exponentials(stream, 0, x, 0, ROWS);
    ordinary = new Resampler(random, Resampling.ordinary(ROWS));
    poisson = new Resampler(random, Resampling.poisson(ROWS));
    blocks = new Resampler(random, Resampling.movingBlock(ROWS, 10));
    column = new ColumnStatistics(x, 0, new Resampler(random, Resampling.ordinary(ROWS)));
  }

  /** A copy of as many bytes: what memory alone costs. */
  @Benchmark
  public double copy() {
    double s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      System.arraycopy(x, 0, out, 0, ROWS);
      s += out[r];
    }
    return s;
  }

  /** Random row numbers alone. */
  @Benchmark
  public int draw() {
    int s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      s += ordinary.draw(stream.replicate(r)) + ordinary.rows()[r];
    }
    return s;
  }

  /** Row numbers, and the sum over them: a realised variance. */
  @Benchmark
  public double drawAndSum() {
    double s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      ordinary.draw(stream.replicate(r));
      s += ordinary.sum(x, 0);
    }
    return s;
  }

  /** Row numbers by blocks, and the sum over them. */
  @Benchmark
  public double drawBlocksAndSum() {
    double s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      blocks.draw(stream.replicate(r));
      s += blocks.sum(x, 0);
    }
    return s;
  }

  /** How often each row was drawn, as doubles. */
  @Benchmark
  public double weights() {
    double s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      s += ordinary.weights(stream.replicate(r))[r];
    }
    return s;
  }

  /** Poisson counts as doubles. */
  @Benchmark
  public double poissonWeights() {
    double s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      s += poisson.weights(stream.replicate(r))[r];
    }
    return s;
  }

  /** Mean, standard deviation, a quantile and an expected shortfall of one resample. */
  @Benchmark
  public double fourStatistics() {
    double s = 0;
    for (int r = 0; r < REPLICATES; r++) {
      column.draw(stream.replicate(r));
      s += column.mean() + column.standardDeviation();
      s += column.quantile(0.95) + column.expectedShortfall(0.95);
    }
    return s;
  }
}
