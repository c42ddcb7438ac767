package org.crosswind.calc.xva;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.ScenarioResampling;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.Uncertainty;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A thousand replicates of a netting set of 5,000 scenarios x 100 tenors under one model, errors
 * and influences included, against a plain estimate of it. The goal: less than 100 estimates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class XvaBootstrapBenchmark {
  private static final int SCENARIOS = 5_000;
  private static final int TENORS = 100;

  /** The model. */
  @Param({"independent", "hullwhite", "gaussian", "studentt", "clayton", "frank", "worst-case"})
  private String model;

  /** How scenarios are drawn. */
  @Param("ORDINARY")
  private ScenarioResampling resampling;

  private final XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
  private XvaRequest request;
  private XvaBootstrap bootstrap;
  private SamplingErrors errors;

  /** Swap-like exposures from a seed. */
  @Setup
  public void cube() {
    SplittableRandom random = new SplittableRandom(7);
    double[] times = new double[TENORS];
    double[] values = new double[SCENARIOS * TENORS];
    for (int t = 0; t < TENORS; t++) {
      times[t] = 5.0 * (t + 1) / TENORS;
      double sigma = (5.01 - times[t]) * Math.sqrt(times[t]);
      for (int s = 0; s < SCENARIOS; s++) {
        values[t * SCENARIOS + s] = 0.1 + sigma * random.nextGaussian();
      }
    }
    ModelSpec spec =
        switch (model) {
          case "hullwhite" -> ModelSpec.of(model, 0.5);
          case "gaussian" -> ModelSpec.of(model, 0.3);
          case "studentt" -> new ModelSpec(model, 0.3, 4);
          default -> ModelSpec.of(model, 2);
        };
    request =
        new XvaRequest(
            "benchmark",
            new ExposureCube("b", TenorGrid.of("b", times), SCENARIOS, values, 0),
            CubeValues.UNDISCOUNTED,
            HazardCurve.flat("2%", 0.02),
            0.4,
            DiscountCurve.none(),
            List.of(spec));
    BootstrapSettings settings = BootstrapSettings.of(1000).withResampling(resampling);
    bootstrap = new XvaBootstrap(calculator, settings, RandomOps.of(KernelVariant.AUTO));
    errors = new SamplingErrors(settings);
  }

  /** The estimate alone. */
  @Benchmark
  public XvaResult plain() {
    return calculator.calculate(request);
  }

  /** The estimate and a thousand replicates. */
  @Benchmark
  public Uncertainty replicates() {
    XvaResult result = calculator.calculate(request);
    return errors.of(bootstrap.resample(result)).models().get(0).alphaError();
  }

  /** Runs this class. */
  public static void main(String[] args) throws Exception {
    new Runner(new OptionsBuilder().include(XvaBootstrapBenchmark.class.getSimpleName()).build())
        .run();
  }
}
