package org.crosswind.kernel.reweight;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.crosswind.kernel.exposure.Profiles;
import org.crosswind.kernel.ops.KernelVariant;

/**
 * Times sweeps of 25 parameters over one cube of 20,000 scenarios x 12 tenors on one thread, cube
 * profiles, ranks and scores included, and one netting set of 5,000 x 100 with five models.
 *
 * <p>Not a test: run its main, with {@code --add-modules=jdk.incubator.vector}, and set the figures
 * against {@code yardstick.py} run on the same machine.
 */
public final class SweepBenchmark {
  private static final int MODELS = 25;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private SweepBenchmark() {}

  /** Prints the best and the median of {@code rounds} runs of each. */
  public static void main(String[] args) {
    KernelVariant variant = KernelVariant.valueOf(args.length > 0 ? args[0] : "AUTO");
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
    CubeColumns cube = new CubeColumns(variant.resolve());
    System.out.println("variant " + cube.ops().name());
    double[] values = cube(20_000, 12);
    sweep("independent", cube, values, 12, rounds, (x, s) -> new IndependentKernel(), 0, 0);
    sweep("hull-white", cube, values, 12, rounds, (x, s) -> new HullWhiteKernel(x), -1.2, 1.2);
    sweep("gaussian", cube, values, 12, rounds, GaussianKernel::new, -0.95, 0.95);
    sweep("clayton", cube, values, 12, rounds, ClaytonKernel::new, 0.2, 5);
    sweep("frank", cube, values, 12, rounds, FrankKernel::new, -8, 8.01);
    sweep("gumbel", cube, values, 12, rounds, GumbelKernel::new, 1.1, 5);
    sweep("survival-clayton", cube, values, 12, rounds, SurvivalClaytonKernel::new, 0.2, 5);
    sweep(
        "student-t", cube, values, 12, rounds, (x, s) -> new StudentTKernel(x, 5, s), -0.95, 0.95);
    sweep("worst-case", cube, values, 12, rounds, (x, s) -> new WorstCaseKernel(), 0, 0);
    nettingSet(cube, rounds);
    batch(cube, rounds);
  }

  /** Makes a kernel from its parameter. */
  interface Family {
    DependenceKernel of(double parameter, RankScores scores);
  }

  private static void sweep(
      String name,
      CubeColumns cube,
      double[] values,
      int tenors,
      int rounds,
      Family family,
      double from,
      double to) {
    Night night = new Night(tenors);
    time(
        name + " interval",
        rounds,
        values.length * (double) MODELS,
        i -> {
          RankScores scores = new RankScores();
          DependenceKernel[] kernels = new DependenceKernel[MODELS];
          for (int m = 0; m < MODELS; m++) {
            kernels[m] = family.of(from + (to - from) * m / (MODELS - 1), scores);
          }
          return night.run(cube, values, kernels, false);
        });
    time(
        name + " cumulative",
        Math.max(4, rounds / 4),
        values.length * (double) MODELS,
        i -> {
          RankScores scores = new RankScores();
          DependenceKernel[] kernels = new DependenceKernel[MODELS];
          for (int m = 0; m < MODELS; m++) {
            kernels[m] = family.of(from + (to - from) * m / (MODELS - 1), scores);
          }
          return night.run(cube, values, kernels, true);
        });
  }

  private static void nettingSet(CubeColumns cube, int rounds) {
    double[] values = cube(5_000, 100);
    RankScores scores = new RankScores();
    DependenceKernel[] kernels = {
      new HullWhiteKernel(0.5),
      new GaussianKernel(0.4, scores),
      new ClaytonKernel(2, scores),
      new FrankKernel(4, scores),
      new StudentTKernel(0.4, 5, scores)
    };
    Night night = new Night(100);
    time(
        "5,000 x 100, five models",
        rounds,
        values.length * 5.0,
        i -> night.run(cube, values, kernels, false));
  }

  private static void batch(CubeColumns cube, int rounds) {
    double[] values = cube(5_000, 40);
    DependenceKernel[] kernels = {new HullWhiteKernel(0.5)};
    Night night = new Night(40);
    time(
        "200 Hull-White requests on 5,000 x 40",
        Math.max(5, rounds / 4),
        values.length * 200.0,
        i -> {
          double sum = 0;
          for (int k = 0; k < 200; k++) {
            sum += night.run(cube, values, kernels, false);
          }
          return sum;
        });
  }

  private static void time(String name, int rounds, double cells, DoubleFunction<Double> work) {
    double[] seconds = new double[rounds];
    double check = 0;
    for (int i = 0; i < rounds; i++) {
      long start =
          CLOCK.getCurrentThreadCpuTime(); // other people's work on the machine is left out
      check = work.apply(i);
      seconds[i] = (CLOCK.getCurrentThreadCpuTime() - start) * 1e-9;
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-40s best %8.2f ms, median %8.2f ms, %6.2f ns a cell (check %.6f)%n",
        name,
        seconds[0] * 1e3,
        seconds[rounds / 2] * 1e3,
        seconds[0] * 1e9 / cells,
        check);
  }

  /** Drift t plus noise of 0.6, as the reference figures have it. */
  private static double[] cube(int scenarios, int tenors) {
    Random random = new Random(5);
    double[] values = new double[scenarios * tenors];
    for (int t = 0; t < tenors; t++) {
      for (int s = 0; s < scenarios; s++) {
        values[t * scenarios + s] = (t % 12 + 1) / 4.0 + 0.6 * random.nextGaussian();
      }
    }
    return values;
  }

  /** All numbers of a run on one cube: profiles, PFE, EEPE, CVA, and each model's CVA. */
  private static final class Night {
    private final int tenors;
    private final double[] times;
    private final double[] zero;
    private final double[] pd;
    private final double[] low;
    private final double[] high;
    private final double[] epe;
    private final double[] effective;
    private final double[] conditional;
    private final double[] sampleSize;

    Night(int tenors) {
      this.tenors = tenors;
      times = new double[tenors];
      zero = new double[tenors];
      pd = new double[tenors];
      low = new double[tenors];
      high = new double[tenors];
      epe = new double[tenors];
      effective = new double[tenors];
      conditional = new double[tenors];
      sampleSize = new double[tenors];
      for (int t = 0; t < tenors; t++) {
        times[t] = (t + 1) / 4.0;
        high[t] = 1 - Math.exp(-0.02 * times[t]);
        low[t] = t == 0 ? 0 : high[t - 1];
        pd[t] = high[t] - low[t];
      }
    }

    double run(CubeColumns cube, double[] values, DependenceKernel[] kernels, boolean cumulative) {
      cube.load(values, values.length / tenors, tenors);
      double check = 0;
      if (!(kernels[0] instanceof HullWhiteKernel) || kernels[0] instanceof IndependentKernel) {
        cube.sortedPositives();
      }
      for (int t = 0; t < tenors; t++) {
        epe[t] = cube.epe(t);
        check += cube.ene(t) + cube.positiveQuantile(t, 0.95);
      }
      Profiles.runningMaximum(epe, tenors, 0, effective);
      check += Profiles.average(effective, times, tenors - 1);
      double base = Profiles.cva(0.6, null, epe, pd, tenors);
      for (DependenceKernel kernel : kernels) {
        kernel.evaluate(
            cube, cumulative ? low : zero, cumulative ? high : pd, conditional, sampleSize);
        check += Profiles.cva(0.6, null, conditional, pd, tenors) / base + sampleSize[0] * 1e-9;
      }
      return check;
    }
  }
}
