package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.calc.xva.BoostingCalibrator;
import org.crosswind.calc.xva.HazardFit;
import org.crosswind.calc.xva.RegressionCalibrator;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.format.book.CalibrationSamples;
import org.crosswind.format.book.SingleTables;
import org.crosswind.format.file.Storage;
import org.crosswind.job.calibrate.SparkTreeLearner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Hull-White slope from history. */
@Command(
    name = "calibrate",
    header = {"The Hull-White slope b from history.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Estimates the Hull-White slope b from history: how ln(hazard) moves with the portfolio's value.",
      "Runs in a plain JVM.",
      ""
    },
    footer = {"", "Example: crosswind calibrate --samples history.csv --method regression"})
final class CalibrateCommand implements Callable<Integer> {
  /** How b is estimated. */
  enum Method {
    /** Ordinary least squares. */
    REGRESSION,
    /** Gradient-boosted trees, then the slope of a straight line through their predictions. */
    BOOSTING
  }

  @Option(
      names = "--samples",
      required = true,
      paramLabel = "FILE",
      description =
          "Table with columns portfolio_value and credit_factor (the hazard), CSV or Parquet.")
  private String samples;

  @Option(
      names = "--method",
      defaultValue = "REGRESSION",
      paramLabel = "METHOD",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Method method;

  @Option(
      names = "--trees",
      defaultValue = "100",
      paramLabel = "N",
      description = "Boosting: number of trees. Default: ${DEFAULT-VALUE}.")
  private int trees;

  @Option(
      names = "--depth",
      defaultValue = "3",
      paramLabel = "N",
      description = "Boosting: depth of each tree. Default: ${DEFAULT-VALUE}.")
  private int depth;

  @Option(
      names = "--learning-rate",
      defaultValue = "0.1",
      paramLabel = "R",
      description =
          "Boosting: share of each tree that is added, in (0, 1]. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the JSON to a file too.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    org.apache.hadoop.fs.Path file = Storage.path(samples);
    CalibrationSamples history = SingleTables.samples(Storage.standard(), file);
    HazardFit fit = fit(history);
    Map<String, Double> fields = new LinkedHashMap<>();
    if (method == Method.REGRESSION) {
      fields.put("a", fit.a());
    }
    fields.put("b", fit.b());
    Output.write(ResultJson.numbers(fields), out);
    return ExitCode.DONE.code();
  }

  private HazardFit fit(CalibrationSamples history) {
    if (method == Method.REGRESSION) {
      return new RegressionCalibrator()
          .fit(samples, history.portfolioValues(), history.creditFactors());
    }
    // MLlib sends classes of its own that nobody can register; here they stay in this process.
    SparkConf conf =
        SparkSettings.application("crosswind calibrate", List.of())
            .set("spark.kryo.registrationRequired", "false");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      return new BoostingCalibrator(new SparkTreeLearner(spark), trees, depth, learningRate)
          .fit(samples, history.portfolioValues(), history.creditFactors());
    }
  }
}
