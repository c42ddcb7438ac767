package org.crosswind.job;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.xva.DependenceFamily;
import org.crosswind.calc.xva.DependenceModels;
import org.crosswind.calc.xva.XvaCalculator;
import org.crosswind.format.book.SingleTables;
import org.crosswind.format.cube.CubeCatalog;
import org.crosswind.format.cube.CubeReader;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.ConfigException;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import picocli.CommandLine.Option;

/** The inputs of the commands that look at one netting set; wayfault's names where it has one. */
final class SingleSetOptions {
  @Option(
      names = "--exposure",
      required = true,
      paramLabel = "CUBE",
      description =
          "Exposure cube: wayfault's CSV (tenors in the header, a scenario a row), ORE's cube CSV,"
              + " a Parquet cube table or a cube store; FILE#ID picks one cube of several.")
  private String exposure;

  @Option(
      names = "--credit",
      required = true,
      paramLabel = "FILE",
      description = "Hazards of the counterparty: CSV with columns knot (years) and hazard.")
  private String credit;

  @Option(
      names = "--discount",
      paramLabel = "FILE",
      description = "Discount factors: CSV with columns time (years) and value. Default: ones.")
  private String discount;

  @Option(
      names = "--recovery",
      defaultValue = "0.4",
      paramLabel = "R",
      description = "Recovery rate, in [0, 1). Default: ${DEFAULT-VALUE}.")
  private double recovery;

  @Option(
      names = "--pfe-quantile",
      defaultValue = "0.95",
      paramLabel = "Q",
      description =
          "Quantile of the potential future exposure, in (0, 1). Default: ${DEFAULT-VALUE}.")
  private double pfeQuantile;

  @Option(
      names = "--cube-values",
      defaultValue = "UNDISCOUNTED",
      paramLabel = "KIND",
      description =
          "What the cube holds: ${COMPLETION-CANDIDATES}. A deflated cube takes no discount factor."
              + " Default: ${DEFAULT-VALUE}.")
  private CubeValues cubeValues;

  @Option(
      names = "--probability",
      defaultValue = "INTERVAL",
      paramLabel = "FORM",
      description =
          "Default probability that copulas are evaluated on: ${COMPLETION-CANDIDATES}."
              + " Default: ${DEFAULT-VALUE}.")
  private ProbabilityForm probability;

  @Option(
      names = "--non-finite",
      defaultValue = "FAIL",
      paramLabel = "POLICY",
      description =
          "What a NaN or infinite exposure does: ${COMPLETION-CANDIDATES} (as wayfault)."
              + " Default: ${DEFAULT-VALUE}.")
  private NonFinitePolicy nonFinite;

  @Option(
      names = "--kernels",
      defaultValue = "AUTO",
      paramLabel = "VARIANT",
      description =
          "Kernels: ${COMPLETION-CANDIDATES}. The numbers do not depend on it."
              + " Default: ${DEFAULT-VALUE}.")
  private KernelVariant kernels;

  /** A calculator with these settings. */
  XvaCalculator calculator() {
    if (!(pfeQuantile > 0 && pfeQuantile < 1)) {
      throw new ConfigException(
          "--pfe-quantile is " + pfeQuantile + ", expected a number in (0, 1)");
    }
    return new XvaCalculator(
        XvaSettings.standard()
            .withPfeQuantiles(List.of(pfeQuantile))
            .withProbability(probability)
            .withNonFinite(nonFinite),
        kernels.resolve());
  }

  /** Random numbers on the chosen kernels. */
  RandomOps random() {
    return RandomOps.of(kernels);
  }

  /** Reads cube and curves. */
  XvaRequest request(List<ModelSpec> models) {
    if (!(recovery >= 0 && recovery < 1)) {
      throw new ConfigException("--recovery is " + recovery + ", expected a number in [0, 1)");
    }
    Storage storage = Storage.standard();
    ExposureCube cube;
    try (CubeReader cubes = new CubeReader(storage)) {
      cube =
          cubes.read(
              CubeCatalog.ofFile(storage, new Path("."), exposure, exposure), new CubeBuffer());
    }
    HazardCurve hazards = SingleTables.credit(storage, Storage.path(credit));
    return new XvaRequest(
        exposure,
        cube,
        cubeValues,
        hazards,
        recovery,
        discount == null
            ? DiscountCurve.none()
            : SingleTables.discount(storage, Storage.path(discount)),
        models);
  }

  /** A model with its parameter, refused when it is unknown or the parameter outside its domain. */
  static ModelSpec checked(ModelSpec model) {
    try {
      DependenceModels.check("--model", model);
      return model;
    } catch (FailureException e) {
      throw new ConfigException(e.failure().message());
    }
  }

  /** Refuses the models that have no parameter, of which all points would be the same. */
  static void requireParameter(String name, String forWhat) {
    if (DependenceFamily.named(name).map(f -> f.parameterName().isEmpty()).orElse(false)) {
      throw new ConfigException("--model " + name + " has no parameter to " + forWhat);
    }
  }

  /** A model of that name, wayfault's {@code copula} included. */
  static String modelName(String given) {
    String name = given.equals("copula") ? "gaussian" : given;
    if (DependenceFamily.named(name).isEmpty() && name.indexOf('.') < 0) {
      throw new ConfigException(
          "--model is '"
              + given
              + "', expected one of "
              + DependenceFamily.names()
              + " or the class name of your own model");
    }
    return name;
  }
}
