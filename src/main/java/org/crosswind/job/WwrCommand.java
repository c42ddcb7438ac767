package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosswind.calc.xva.DependenceFamily;
import org.crosswind.calc.xva.SamplingErrors;
import org.crosswind.calc.xva.XvaBootstrap;
import org.crosswind.calc.xva.XvaCalculator;
import org.crosswind.calc.xva.XvaReplicates;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One estimate of one netting set, as JSON. */
@Command(
    name = "wwr",
    header = {"One estimate of one netting set, as JSON.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Estimates exposure, CVA and wrong-way CVA of one netting set and prints them as JSON:",
      "wayfault's fifteen fields first, then ours. Runs in a plain JVM. With --bootstrap also standard",
      "errors and confidence intervals, from resampled scenarios.",
      ""
    },
    footer = {
      "",
      "Example: crosswind wwr --exposure cube.csv --credit curve.csv --model gaussian --rho 0.3",
      "Example: crosswind wwr --exposure cube.csv --credit curve.csv --b 0.5 --bootstrap 1000"
    })
final class WwrCommand implements Callable<Integer> {
  @Mixin private SingleSetOptions set;

  @Mixin private BootstrapOptions bootstrap;

  @Option(
      names = "--model",
      defaultValue = "hullwhite",
      paramLabel = "NAME",
      description =
          "independent, hullwhite, gaussian (or copula), studentt, clayton, survival-clayton, frank,"
              + " gumbel, worst-case, or your own class. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--b",
      defaultValue = "0.0",
      paramLabel = "B",
      description = "Hull-White: slope of ln(hazard), 1/money. Default: ${DEFAULT-VALUE}.")
  private double b;

  @Option(
      names = "--rho",
      defaultValue = "0.0",
      paramLabel = "RHO",
      description = "Gaussian and Student-t: correlation, in (-1, 1). Default: ${DEFAULT-VALUE}.")
  private double rho;

  @Option(
      names = "--theta",
      defaultValue = "2.0",
      paramLabel = "THETA",
      description = "Clayton, survival-Clayton, Frank, Gumbel. Default: ${DEFAULT-VALUE}.")
  private double theta;

  @Option(
      names = "--degrees-of-freedom",
      defaultValue = "4",
      paramLabel = "NU",
      description = "Student-t. Default: ${DEFAULT-VALUE}.")
  private double degreesOfFreedom;

  @Option(
      names = "--parameter",
      defaultValue = "0",
      paramLabel = "X",
      description = "The parameter of your own model. Default: ${DEFAULT-VALUE}.")
  private double parameter;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the JSON to a file too.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    ModelSpec spec = spec();
    BootstrapSettings settings = bootstrap.settings();
    XvaCalculator calculator = set.calculator();
    XvaResult result = calculator.calculate(set.request(List.of(spec)));
    String json;
    if (settings.isOn()) {
      XvaReplicates replicates =
          new XvaBootstrap(calculator, settings, set.random()).resample(result);
      json = ResultJson.estimate(result, settings, new SamplingErrors(settings).of(replicates));
    } else {
      json = ResultJson.estimate(result);
    }
    Output.write(json, out);
    return ExitCode.DONE.code();
  }

  private ModelSpec spec() {
    String name = SingleSetOptions.modelName(model);
    DependenceFamily family = DependenceFamily.named(name).orElse(null);
    if (family == null) {
      return SingleSetOptions.checked(ModelSpec.of(name, parameter));
    }
    double value =
        switch (family.parameterName()) {
          case "b" -> b;
          case "rho" -> rho;
          case "theta" -> theta;
          default -> 0;
        };
    return SingleSetOptions.checked(
        new ModelSpec(
            name, value, family == DependenceFamily.STUDENTT ? degreesOfFreedom : Double.NaN));
  }
}
