package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosswind.calc.xva.XvaCalculator;
import org.crosswind.job.config.ConfigException;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many parameters, and many models, on one netting set. */
@Command(
    name = "sweep",
    header = {"The alpha curve: many parameters and models on one netting set.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates models over a grid of parameters on one netting set: the alpha curve. What does not",
      "depend on the model (exposure profiles, ranks, scores, baseline) is computed once.",
      "Runs in a plain JVM.",
      ""
    },
    footer = {
      "",
      "Example: crosswind sweep --exposure cube.csv --credit curve.csv --model hullwhite \\",
      "           --from -1 --to 1 --steps 21"
    })
final class SweepCommand implements Callable<Integer> {
  /** How the points are printed. */
  enum Format {
    JSON,
    CSV
  }

  @Mixin private SingleSetOptions set;

  @Option(
      names = "--model",
      defaultValue = "hullwhite",
      split = ",",
      paramLabel = "NAME",
      description =
          "Models to sweep, separated by commas, all over the same parameters."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> models;

  @Option(
      names = "--values",
      split = ",",
      paramLabel = "X",
      description = "The parameters, separated by commas; instead of --from, --to, --steps.")
  private List<Double> values = new ArrayList<>();

  @Option(names = "--from", paramLabel = "X", description = "First parameter of an even grid.")
  private Double from;

  @Option(names = "--to", paramLabel = "X", description = "Last parameter of an even grid.")
  private Double to;

  @Option(
      names = "--steps",
      defaultValue = "25",
      paramLabel = "N",
      description = "Points of the even grid, both ends included. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--degrees-of-freedom",
      defaultValue = "4",
      paramLabel = "NU",
      description = "Student-t. Default: ${DEFAULT-VALUE}.")
  private double degreesOfFreedom;

  @Option(
      names = "--format",
      defaultValue = "JSON",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the result to a file too.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    List<ModelSpec> specs = specs();
    XvaCalculator calculator = set.calculator();
    XvaRequest request = set.request(List.of());
    XvaResult result = calculator.calculate(request.withModels(specs));
    Output.write(format == Format.JSON ? ResultJson.sweep(result) : SweepCsv.lines(result), out);
    return ExitCode.DONE.code();
  }

  private List<ModelSpec> specs() {
    List<ModelSpec> specs = new ArrayList<>();
    for (String model : models) {
      String name = SingleSetOptions.modelName(model.trim());
      SingleSetOptions.requireParameter(name, "sweep");
      for (double parameter : parameters()) {
        specs.add(
            SingleSetOptions.checked(
                new ModelSpec(
                    name, parameter, name.equals("studentt") ? degreesOfFreedom : Double.NaN)));
      }
    }
    return specs;
  }

  private List<Double> parameters() {
    if (!values.isEmpty()) {
      if (from != null || to != null) {
        throw new ConfigException("--values excludes --from and --to, but both are given");
      }
      return values;
    }
    if (from == null || to == null) {
      throw new ConfigException("expected --values, or --from and --to");
    }
    if (steps < 2 || steps > 1_000_000) {
      throw new ConfigException("--steps is " + steps + ", expected 2 to 1000000");
    }
    List<Double> grid = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      // Both ends exactly, and symmetric about the middle.
      grid.add((from * (steps - 1 - i) + to * i) / (steps - 1));
    }
    return grid;
  }
}
