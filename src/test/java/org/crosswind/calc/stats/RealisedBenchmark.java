package org.crosswind.calc.stats;

import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.RealisedResult;
import org.crosswind.model.market.ResamplingSettings;
import org.crosswind.model.market.ResamplingSettings.Interval;
import org.crosswind.model.market.ResamplingSettings.Scheme;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time of one resampled return: a cell of 385 returns and 1,000 replicates from prices to interval,
 * beside its random words and its indices alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RealisedBenchmark {
  private static final int RETURNS = 385;
  private static final int REPLICATES = 1000;

  /** Which loops. */
  @Param({"SCALAR", "VECTOR"})
  public KernelVariant variant;

  private final int[] draws = new int[RETURNS];
  private RandomOps random;
  private RandomStream unit;
  private DaySeries day;
  private RealisedCalculator percentile;
  private RealisedCalculator studentized;
  private RealisedCalculator wild;

  /** Makes the cell. */
  @Setup
  public void makeCell() {
    random = RandomOps.of(variant);
    unit = RandomStream.of(7, Purpose.PANEL, "A");
    Random gauss = new Random(1);
    int[] times = new int[RETURNS + 1];
    double[] prices = new double[RETURNS + 1];
    double log = 0;
    for (int i = 0; i <= RETURNS; i++) {
      times[i] = i;
      log += 5e-4 * gauss.nextGaussian();
      prices[i] = 100 * StrictMath.exp(log);
    }
    day = new DaySeries("A", LocalDate.of(2026, 1, 5), times, prices);
    percentile = calculator(Scheme.ORDINARY, Interval.PERCENTILE);
    studentized = calculator(Scheme.ORDINARY, Interval.STUDENTIZED);
    wild = calculator(Scheme.WILD, Interval.STUDENTIZED);
  }

  private RealisedCalculator calculator(Scheme scheme, Interval interval) {
    ResamplingSettings settings =
        new ResamplingSettings(REPLICATES, 0.99, scheme, interval, 0, 7, 252);
    return new RealisedCalculator(settings, variant.resolve(), random);
  }

  /** Random words alone. */
  @Benchmark
  @OperationsPerInvocation(RETURNS * REPLICATES)
  public int words() {
    for (int r = 0; r < REPLICATES; r++) {
      random.words(unit.replicate(r), 0, draws, 0, RETURNS);
    }
    return draws[0];
  }

  /** Random indices alone. */
  @Benchmark
  @OperationsPerInvocation(RETURNS * REPLICATES)
  public int indices() {
    for (int r = 0; r < REPLICATES; r++) {
      random.indices(unit.replicate(r), 0, RETURNS, draws, 0, RETURNS);
    }
    return draws[0];
  }

  /** A cell, ordinary bootstrap, percentile interval. */
  @Benchmark
  @OperationsPerInvocation(RETURNS * REPLICATES)
  public RealisedResult percentileCell() {
    return percentile.compute(day);
  }

  /** A cell, ordinary bootstrap, studentized interval. */
  @Benchmark
  @OperationsPerInvocation(RETURNS * REPLICATES)
  public RealisedResult studentizedCell() {
    return studentized.compute(day);
  }

  /** A cell, wild bootstrap. */
  @Benchmark
  @OperationsPerInvocation(RETURNS * REPLICATES)
  public RealisedResult wildCell() {
    return wild.compute(day);
  }
}
