package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import org.crosswind.calc.xva.DependenceModels;
import org.crosswind.calc.xva.SolveMetric;
import org.crosswind.calc.xva.SolveRecord;
import org.crosswind.calc.xva.TargetSolver;
import org.crosswind.job.config.ConfigException;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.run.FailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The parameter that reaches a target: calibration to a quote, or reverse stress. */
@Command(
    name = "solve",
    header = {"The parameter that reaches a target alpha, wrong-way CVA or EAD.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Finds the model parameter at which alpha, the wrong-way CVA or EAD of one netting set reaches a",
      "target: calibration to a quote, or reverse stress (the smallest wrong-way dependence that",
      "breaches a limit). The metric must cross the target between --lo and --hi.",
      "Exit code 4 when the search did not converge. Runs in a plain JVM.",
      ""
    },
    footer = {
      "",
      "Example: crosswind solve --exposure cube.csv --credit curve.csv --model gaussian \\",
      "           --metric alpha --target 1.4 --lo 0 --hi 0.95"
    })
final class SolveCommand implements Callable<Integer> {
  @Mixin private SingleSetOptions set;

  @Option(
      names = "--model",
      defaultValue = "hullwhite",
      paramLabel = "NAME",
      description = "The model whose parameter is sought. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--metric",
      defaultValue = "alpha",
      paramLabel = "NAME",
      description = "alpha, wwr_cva or ead. Default: ${DEFAULT-VALUE}.")
  private String metric;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "Y",
      description = "The value that the metric shall reach.")
  private double target;

  @Option(names = "--lo", required = true, paramLabel = "X", description = "Smallest parameter.")
  private double lo;

  @Option(names = "--hi", required = true, paramLabel = "X", description = "Largest parameter.")
  private double hi;

  @Option(
      names = "--tol",
      paramLabel = "T",
      description =
          "Tolerance on the metric, absolute, in its unit. Default: 1e-4 for alpha and ead; for"
              + " wwr_cva 1e-8 of the larger of target and baseline CVA.")
  private Double tolerance;

  @Option(
      names = "--max-iter",
      defaultValue = "80",
      paramLabel = "N",
      description = "Most evaluations inside the bracket. Default: ${DEFAULT-VALUE}.")
  private int maxIterations;

  @Option(
      names = "--degrees-of-freedom",
      defaultValue = "4",
      paramLabel = "NU",
      description = "Student-t. Default: ${DEFAULT-VALUE}.")
  private double degreesOfFreedom;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the JSON to a file too.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    String name = SingleSetOptions.modelName(model);
    SingleSetOptions.requireParameter(name, "solve for");
    double freedom = name.equals("studentt") ? degreesOfFreedom : Double.NaN;
    DoubleFunction<ModelSpec> factory = x -> new ModelSpec(name, x, freedom);
    SolveMetric sought = sought();
    checkOptions(factory);
    TargetSolver solver = new TargetSolver(set.calculator());
    var request = set.request(List.of());
    SolveRecord solved;
    if (tolerance == null && sought.equals(SolveMetric.WWR_CVA)) {
      solved = solver.calibrateToCva(request, factory, target, lo, hi);
    } else {
      solved =
          solver.solve(
              request,
              factory,
              target,
              sought,
              lo,
              hi,
              tolerance == null ? 1e-4 : tolerance,
              maxIterations);
    }
    Output.write(ResultJson.solution(solved), out);
    return (solved.converged() ? ExitCode.DONE : ExitCode.TOO_MANY_FAILURES).code();
  }

  private SolveMetric sought() {
    try {
      return SolveMetric.named(metric);
    } catch (FailureException e) {
      throw new ConfigException("--metric: " + e.failure().message());
    }
  }

  /** What can be wrong before the cube is looked at; all of it at once. */
  private void checkOptions(DoubleFunction<ModelSpec> factory) {
    List<String> problems = new ArrayList<>();
    if (maxIterations < 0) {
      problems.add("--max-iter is " + maxIterations + ", expected >= 0");
    }
    if (tolerance != null && !(tolerance >= 0)) {
      problems.add("--tol is " + tolerance + ", expected a number >= 0");
    }
    if (!Double.isFinite(target)) {
      problems.add("--target is " + target + ", expected a finite number");
    }
    if (!(lo < hi) || !Double.isFinite(lo) || !Double.isFinite(hi)) {
      problems.add("--lo " + lo + " --hi " + hi + ", expected finite numbers in increasing order");
    } else {
      checkEnd("--lo", factory.apply(lo), problems);
      checkEnd("--hi", factory.apply(hi), problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static void checkEnd(String option, ModelSpec model, List<String> problems) {
    try {
      DependenceModels.check(option, model);
    } catch (FailureException e) {
      problems.add(option + ": " + e.failure().message());
    }
  }
}
