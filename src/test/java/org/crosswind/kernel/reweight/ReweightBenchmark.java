package org.crosswind.kernel.reweight;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.KernelVariant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Re-weighting a cube of 20,000 x 12, ranks and scores known, beside the bare exponential of as
 * many cells: the figure of {@link #exp} is the unit of the others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class ReweightBenchmark {
  private static final int SCENARIOS = 20_000;
  private static final int TENORS = 12;

  /** Which loops. */
  @Param({"VECTOR"})
  public KernelVariant variant;

  private ArrayOps ops;
  private CubeColumns cube;
  private double[] values;
  private final double[] out = new double[1024];
  private final double[] low = new double[TENORS];
  private final double[] high = new double[TENORS];
  private final double[] zero = new double[TENORS];
  private final double[] pd = new double[TENORS];
  private final double[] ee = new double[TENORS];
  private final double[] ess = new double[TENORS];
  private DependenceKernel hullWhite;
  private DependenceKernel gaussian;
  private DependenceKernel studentT;
  private DependenceKernel clayton;
  private DependenceKernel survivalClayton;
  private DependenceKernel frank;
  private DependenceKernel gumbel;
  private DependenceKernel worstCase;

  /** Makes the cube and everything that does not depend on a model. */
  @Setup(Level.Trial)
  public void prepare() {
    ops = variant.resolve();
    values = new double[SCENARIOS * TENORS];
    Random random = new Random(5);
    for (int t = 0; t < TENORS; t++) {
      for (int s = 0; s < SCENARIOS; s++) {
        values[t * SCENARIOS + s] = (t + 1) / 4.0 + 0.6 * random.nextGaussian();
      }
      high[t] = 1 - Math.exp(-0.02 * (t + 1) / 4.0);
      low[t] = t == 0 ? 0 : high[t - 1];
      pd[t] = high[t] - low[t];
    }
    cube = new CubeColumns(ops);
    cube.load(values, SCENARIOS, TENORS);
    cube.sortedPositives();
    cube.epe(0);
    RankScores scores = new RankScores();
    hullWhite = new HullWhiteKernel(0.7);
    gaussian = new GaussianKernel(0.4, scores);
    studentT = new StudentTKernel(0.4, 5, scores);
    clayton = new ClaytonKernel(2, scores);
    survivalClayton = new SurvivalClaytonKernel(2, scores);
    frank = new FrankKernel(4, scores);
    gumbel = new GumbelKernel(1.7, scores);
    worstCase = new WorstCaseKernel();
  }

  private double interval(DependenceKernel kernel) {
    kernel.evaluate(cube, zero, pd, ee, ess);
    return ee[0];
  }

  private double cumulative(DependenceKernel kernel) {
    kernel.evaluate(cube, low, high, ee, ess);
    return ee[0];
  }

  /** The unit: the bare exponential of every cell, block by block into one small array. */
  @Benchmark
  public double exp() {
    for (int i = 0; i < values.length; i += out.length) {
      ops.tiltWeights(values, i, 6, 1, out, 0, Math.min(out.length, values.length - i));
    }
    return out[0];
  }

  /** The exponential with infinities and subnormal results. */
  @Benchmark
  public double expEverywhere() {
    for (int i = 0; i < values.length; i += out.length) {
      ops.exp(values, i, out, 0, Math.min(out.length, values.length - i));
    }
    return out[0];
  }

  /** Sorting and profiles of a new cube. */
  @Benchmark
  public double newCube() {
    cube.load(values, SCENARIOS, TENORS);
    cube.sortedPositives();
    return cube.epe(0);
  }

  /**
   * Profiles and one quantile of a new cube, without sorting; the cube is sorted again by nobody.
   */
  @Benchmark
  public double newCubeUnsorted() {
    cube.load(values, SCENARIOS, TENORS);
    double sum = 0;
    for (int t = 0; t < TENORS; t++) {
      sum += cube.positiveQuantile(t, 0.95);
    }
    return sum;
  }

  /** Hull-White. */
  @Benchmark
  public double hullWhite() {
    return interval(hullWhite);
  }

  /** Gaussian. */
  @Benchmark
  public double gaussian() {
    return interval(gaussian);
  }

  /** Gaussian, cumulative form. */
  @Benchmark
  public double gaussianCumulative() {
    return cumulative(gaussian);
  }

  /** Student-t. */
  @Benchmark
  public double studentT() {
    return interval(studentT);
  }

  /** Student-t, cumulative form. */
  @Benchmark
  public double studentTCumulative() {
    return cumulative(studentT);
  }

  /** Clayton. */
  @Benchmark
  public double clayton() {
    return interval(clayton);
  }

  /** Clayton, cumulative form. */
  @Benchmark
  public double claytonCumulative() {
    return cumulative(clayton);
  }

  /** Survival Clayton. */
  @Benchmark
  public double survivalClayton() {
    return interval(survivalClayton);
  }

  /** Frank. */
  @Benchmark
  public double frank() {
    return interval(frank);
  }

  /** Gumbel. */
  @Benchmark
  public double gumbel() {
    return interval(gumbel);
  }

  /** Gumbel, cumulative form. */
  @Benchmark
  public double gumbelCumulative() {
    return cumulative(gumbel);
  }

  /** Worst case. */
  @Benchmark
  public double worstCase() {
    return interval(worstCase);
  }

  /** Runs all, or those that match the first argument. */
  public static void main(String[] args) throws RunnerException {
    String only = args.length > 0 ? args[0] : "";
    new Runner(
            new OptionsBuilder()
                .include(ReweightBenchmark.class.getSimpleName() + "." + only)
                .build())
        .run();
  }
}
