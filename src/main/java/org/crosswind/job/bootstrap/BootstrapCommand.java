package org.crosswind.job.bootstrap;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.crosswind.calc.stats.BootstrapSpec;
import org.crosswind.calc.stats.SampleStatistic;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.job.FinishedRun;
import org.crosswind.job.OpenEngine;
import org.crosswind.job.Overrides;
import org.crosswind.job.RunOptions;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.watch.GaveUp;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.Resampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Standard errors and confidence intervals of the statistics of a column. */
@Command(
    name = "bootstrap",
    header = {"Confidence intervals of any column of a table, by resampling.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Draws the rows of a table again many times and says how far its statistics can be trusted:",
      "standard error, bias and confidence interval of each statistic, of the whole column or of each",
      "group, into the tables intervals and failures of a new folder <output>/<run id>, which appears",
      "whole or not at all. The figures depend on the table, the seed and these options, and on",
      "nothing else: not on threads, executors, molecules, nor on the other groups.",
      "",
      "Statistics: mean, annual-loss or aal (the mean, where rows are periods), sum, variance,",
      "standard-deviation or sd, median, quantile:P or var:P, expected-shortfall:P, es:P or tvar:P (the",
      "mean of the upper 1 - P), return-period:T (the quantile at 1 - 1/T); P from 0 to 1.",
      ""
    },
    footer = {
      "",
      "Example: crosswind bootstrap --in losses.csv --column loss --group region"
          + " --statistic annual-loss --statistic tvar:0.99",
      "Example: crosswind bootstrap --in returns.parquet --column r --resampling moving-block"
          + " --block-length 20 --method percentile --engine local"
    })
public final class BootstrapCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = {"-i", "--in"},
      required = true,
      paramLabel = "TABLE",
      description = "A .csv with a header, a .parquet file, or a folder of Parquet parts.")
  private String table;

  @Option(
      names = "--column",
      required = true,
      paramLabel = "NAME",
      description = "The column of numbers.")
  private String column;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "A column of names: an interval for each of them. Default: one for the table.")
  private String group;

  @Option(
      names = "--strata",
      paramLabel = "NAME",
      description =
          "A column of names: rows are drawn again within each of them, so that each keeps its"
              + " number of rows.")
  private String strata;

  @Option(
      names = {"-s", "--statistic"},
      paramLabel = "NAME",
      split = ",",
      description = "What to estimate; several with a comma or again. Default: mean.")
  private List<String> statistics = new ArrayList<>();

  @Option(
      names = "--method",
      defaultValue = "bca",
      paramLabel = "HOW",
      description = "percentile, basic or bca. Default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(
      names = "--resampling",
      defaultValue = "ordinary",
      paramLabel = "HOW",
      description =
          "ordinary, poisson, moving-block or circular-block; with --strata ordinary or"
              + " moving-block. Default: ${DEFAULT-VALUE}.")
  private String resampling;

  @Option(
      names = "--block-length",
      defaultValue = "0",
      paramLabel = "ROWS",
      description =
          "Rows of a block, for rows that depend on those before them. Default: the cube root of a"
              + " group's rows.")
  private int blockLength;

  @Option(
      names = {"-b", "--replicates"},
      defaultValue = "1000",
      paramLabel = "N",
      description = "Samples to draw. Default: ${DEFAULT-VALUE}; take 10000 for 99 %%.")
  private int replicates;

  @Option(
      names = "--confidence",
      defaultValue = "0.95",
      paramLabel = "P",
      description = "Probability that an interval is to cover. Default: ${DEFAULT-VALUE}.")
  private double confidence;

  @Option(
      names = "--quantile-type",
      defaultValue = "7",
      paramLabel = "N",
      description =
          "Estimator of the limits, Hyndman and Fan's number, 4 to 9. Default: ${DEFAULT-VALUE}.")
  private int quantileType;

  @Option(
      names = "--seed",
      defaultValue = "42",
      paramLabel = "N",
      description = "Seed of the random numbers. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--on-bad-row",
      defaultValue = "FAIL",
      paramLabel = "WHAT",
      description =
          "fail: a group with a row that cannot be used has no interval; skip: the row is left out"
              + " and named in the table of failures. Default: ${DEFAULT-VALUE}.")
  private OnBadRow onBadRow;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Receives the folder of the run. Default: out.")
  private String output;

  @Option(
      names = "--run-id",
      paramLabel = "NAME",
      description = "Name of that folder, used once. Default: today's date.")
  private String runId;

  @Option(
      names = "--format",
      paramLabel = "WHICH",
      description = "Of the tables: parquet, csv or json. Default: parquet.")
  private String format;

  @Option(
      names = "--engine",
      paramLabel = "WHO",
      description =
          "spark, or local: threads of this process. The figures are the same. Default: spark.")
  private String engine;

  @Option(
      names = "--molecules",
      paramLabel = "N",
      description = "Tasks to cut the work into; changes no figure. Default: four for each core.")
  private String molecules;

  @Option(
      names = "--tolerated-failures",
      paramLabel = "SHARE",
      description =
          "Share of the intervals that may be missing before the exit code is 4. Default: 0.")
  private String toleratedFailures;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A configuration (HOCON) with other keys of crosswind.run, limits and alerts; the options"
              + " win.")
  private java.nio.file.Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another key of crosswind.run, as in --set run.threads=2; may be repeated.")
  private List<String> sets = new ArrayList<>();

  @Mixin private RunOptions runOptions;

  @Override
  public Integer call() throws IOException {
    BootstrapRequest request = request();
    Clock clock = Clock.systemUTC();
    JobConfig config = GaveUp.configured("bootstrap", clock, () -> load(clock));
    return GaveUp.alerting("bootstrap", config.run(), clock, () -> run(request, config, clock));
  }

  private static int run(BootstrapRequest request, JobConfig config, Clock clock)
      throws IOException {
    config.run().kernels().resolve(); // refuses what this JVM has not, before anything begins
    Optional<Integer> finished = FinishedRun.tell(config.run(), clock, System.out);
    if (finished.isPresent()) {
      return finished.get();
    }
    BootstrapRun run = compute(request, config, clock);
    for (String failure : run.firstFailures()) {
      System.err.println(failure);
    }
    System.out.println(
        run.intervals() + " intervals, " + run.failures() + " failures in " + run.folderName());
    return run.exitCode().code();
  }

  private static BootstrapRun compute(BootstrapRequest request, JobConfig config, Clock clock)
      throws IOException {
    try (OpenEngine open =
            OpenEngine.of(
                "bootstrap " + config.run().id(), config.run(), List.of(BootstrapWire.class));
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      return new BootstrapJob(request, config, open.engine(), open.platform(), clock, progress)
          .run();
    }
  }

  private JobConfig load(Clock clock) {
    return new Overrides(sets)
        .set("run.id", runId)
        .set("run.output", output)
        .set("run.format", format)
        .set("run.engine", engine)
        .set("run.molecules", molecules)
        .set("run.tolerated-failures", toleratedFailures)
        .load(file, runOptions, clock);
  }

  private BootstrapRequest request() {
    List<SampleStatistic> asked = new ArrayList<>();
    for (String name : statistics.isEmpty() ? List.of("mean") : statistics) {
      asked.add(orUsage("--statistic", () -> SampleStatistic.named(name)));
    }
    if (asked.stream().map(SampleStatistic::name).distinct().count() < asked.size()) {
      throw usage("--statistic: a name is given twice");
    }
    Resampling.Scheme scheme = scheme();
    QuantileType type = quantileType();
    BootstrapSpec spec =
        orUsage(
            "bootstrap",
            () ->
                new BootstrapSpec(
                    asked, method(), type, scheme, length(), replicates, confidence, seed));
    return new BootstrapRequest(table, column, group, strata, onBadRow, spec);
  }

  private Intervals.Method method() {
    for (Intervals.Method m : Intervals.Method.values()) {
      if (m.label().equalsIgnoreCase(method)) {
        return m;
      }
    }
    throw usage("--method is '" + method + "', expected percentile, basic or bca");
  }

  private Resampling.Scheme scheme() {
    Resampling.Scheme found = null;
    for (Resampling.Scheme s : Resampling.Scheme.values()) {
      if (s != Resampling.Scheme.STRATIFIED && s.label().equalsIgnoreCase(resampling)) {
        found = s;
      }
    }
    if (found == null) {
      throw usage(
          "--resampling is '"
              + resampling
              + "', expected ordinary, poisson, moving-block or circular-block");
    }
    boolean blocks =
        found == Resampling.Scheme.MOVING_BLOCK || found == Resampling.Scheme.CIRCULAR_BLOCK;
    if (blockLength != 0 && !blocks) {
      throw usage("--block-length needs --resampling moving-block or circular-block");
    }
    if (strata == null) {
      return found;
    }
    if (found != Resampling.Scheme.ORDINARY && found != Resampling.Scheme.MOVING_BLOCK) {
      throw usage("--strata works with --resampling ordinary or moving-block, not " + resampling);
    }
    if (blocks && blockLength == 0) {
      throw usage("--strata with moving-block needs a --block-length");
    }
    return Resampling.Scheme.STRATIFIED;
  }

  private int length() {
    if (blockLength < 0) {
      throw usage("--block-length is " + blockLength + ", expected 1 or more");
    }
    return blockLength;
  }

  private QuantileType quantileType() {
    for (QuantileType type : QuantileType.values()) {
      if (type.name().equals("TYPE_" + quantileType)) {
        return type;
      }
    }
    throw usage("--quantile-type is " + quantileType + ", expected 4 to 9");
  }

  private <V> V orUsage(String what, Supplier<V> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw usage(what + ": " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
