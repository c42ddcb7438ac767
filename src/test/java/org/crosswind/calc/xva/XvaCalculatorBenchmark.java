package org.crosswind.calc.xva;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Whole netting sets on one core, everything included: a night's set of 5,000 x 100 under five
 * models, one Hull-White request of 5,000 x 40, and sweeps of 25 parameters on 20,000 x 12.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class XvaCalculatorBenchmark {
  private static final int PARAMETERS = 25;

  private final XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
  private XvaRequest night;
  private XvaRequest batch;
  private XvaRequest sweep;

  /** Swap-like exposures from a seed. */
  @Setup
  public void cubes() {
    night =
        request(5_000, 100)
            .withModels(
                List.of(
                    ModelSpec.of("hullwhite", 0.5),
                    ModelSpec.of("gaussian", 0.3),
                    ModelSpec.of("clayton", 2),
                    ModelSpec.of("frank", 3),
                    new ModelSpec("studentt", 0.3, 4)));
    batch = request(5_000, 40).withModels(List.of(ModelSpec.of("hullwhite", 0.5)));
    sweep = request(20_000, 12);
  }

  private static XvaRequest request(int scenarios, int tenors) {
    SplittableRandom random = new SplittableRandom(7);
    double[] times = new double[tenors];
    double[] values = new double[scenarios * tenors];
    for (int t = 0; t < tenors; t++) {
      times[t] = 5.0 * (t + 1) / tenors;
      double sigma = (5.01 - times[t]) * Math.sqrt(times[t]);
      for (int s = 0; s < scenarios; s++) {
        values[t * scenarios + s] = 0.1 + sigma * random.nextGaussian();
      }
    }
    return new XvaRequest(
        "benchmark",
        new ExposureCube("b", TenorGrid.of("b", times), scenarios, values, 0),
        CubeValues.UNDISCOUNTED,
        HazardCurve.flat("2%", 0.02),
        0.4,
        DiscountCurve.none(),
        List.of());
  }

  /** 5,000 x 100, all profiles, five models. */
  @Benchmark
  public XvaResult nightlySet() {
    return calculator.calculate(night);
  }

  /** 5,000 x 40, all profiles, one Hull-White model. */
  @Benchmark
  public XvaResult batchRequest() {
    return calculator.calculate(batch);
  }

  /** 20,000 x 12, 25 Hull-White parameters. */
  @Benchmark
  public XvaResult sweepHullWhite() {
    return sweep("hullwhite", -1.2, 0.1);
  }

  /** 20,000 x 12, 25 Gaussian correlations. */
  @Benchmark
  public XvaResult sweepGaussian() {
    return sweep("gaussian", -0.9, 0.075);
  }

  /** 20,000 x 12, 25 Clayton parameters. */
  @Benchmark
  public XvaResult sweepClayton() {
    return sweep("clayton", 0.2, 0.3);
  }

  /** 20,000 x 12, 25 Frank parameters. */
  @Benchmark
  public XvaResult sweepFrank() {
    return sweep("frank", -12.5, 1);
  }

  private XvaResult sweep(String family, double first, double step) {
    return calculator.sweep(
        sweep,
        IntStream.range(0, PARAMETERS)
            .mapToObj(i -> ModelSpec.of(family, first + i * step))
            .toList());
  }

  /** Runs this class alone. */
  public static void main(String[] args) throws Exception {
    new Runner(new OptionsBuilder().include(XvaCalculatorBenchmark.class.getSimpleName()).build())
        .run();
  }
}
