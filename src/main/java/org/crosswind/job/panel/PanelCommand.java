package org.crosswind.job.panel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.job.FinishedRun;
import org.crosswind.job.OpenEngine;
import org.crosswind.job.Overrides;
import org.crosswind.job.RunOptions;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.watch.GaveUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Realised variance with bootstrap intervals, features and performance of a market panel. */
@Command(
    name = "panel",
    header = {"Market panels: realised variance with intervals, features, performance.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Reads prices of many stocks (a folder of headerless CSV files yyyymmdd,hhmm,price, one a stock,",
      "or a Parquet table stock, time, price), puts them on a common time index day by day, and",
      "computes for each stock and day the realised variance of the log returns within the day, the",
      "bipower variation, and a bootstrap interval; and for each stock simple returns, moving average,",
      "rolling volatility, RSI and performance figures. The tables realised, features, performance,",
      "alignment, rejected and failures are in a new folder <output>/<run id>, which appears whole or",
      "not at all. Prints the folder and a line for each stock.",
      "",
      "Every option is a key of crosswind.panel in the configuration; conf/reference.conf lists all of",
      "them with their defaults. An option wins over --set, --set over --config.",
      ""
    },
    footer = {
      "",
      "Example: crosswind panel --input conf/examples/panel/prices --output out --replicates 1000",
      "           --confidence 0.99",
      "Example: crosswind panel --config panel.conf --set panel.alignment.index=union --master yarn"
    })
public final class PanelCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration (HOCON); optional.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the configuration; may be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = {"-i", "--input"},
      paramLabel = "PATH",
      description = "Folder of price files, or Parquet table.")
  private String input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Receives the folder of the run. Default: out.")
  private String output;

  @Option(
      names = "--run-id",
      paramLabel = "NAME",
      description = "Name of the run. Default: today's date.")
  private String runId;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Resampled days behind each interval, 0 for none. Default: 1000.")
  private String replicates;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "Probability that the interval is to cover. Default: 0.95.")
  private String confidence;

  @Option(
      names = "--scheme",
      paramLabel = "WHICH",
      description =
          "ordinary, moving-block, circular-block or wild. Default: ordinary. wild needs"
              + " --interval studentized.")
  private String scheme;

  @Option(
      names = "--interval",
      paramLabel = "WHICH",
      description = "percentile, basic, bca or studentized. Default: percentile.")
  private String interval;

  @Option(names = "--seed", paramLabel = "N", description = "Of the random numbers.")
  private String seed;

  @Option(
      names = "--index",
      paramLabel = "WHICH",
      description =
          "Common times of a day: own, intersection, union or grid. Default: intersection.")
  private String index;

  @Option(
      names = "--on-bad-row",
      paramLabel = "WHAT",
      description =
          "fail-cell: its stock and day fail; drop-row: it is left out. Listed either way."
              + " Default: fail-cell.")
  private String onBadRow;

  @Option(
      names = "--features",
      paramLabel = "WHICH",
      description = "Of what prices: daily, intraday or none. Default: daily.")
  private String features;

  @Mixin private RunOptions runOptions;

  /** Standard output: the result of a command for a person. */
  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    JobConfig resolved = GaveUp.configured("panel", clock, () -> load(clock));
    return GaveUp.alerting("panel", resolved.run(), clock, () -> run(resolved, clock));
  }

  private int run(JobConfig resolved, Clock clock) throws IOException {
    resolved.panel().requireInput();
    resolved.run().kernels().resolve(); // refuses what this JVM has not, before anything begins
    Optional<Integer> finished = FinishedRun.tell(resolved.run(), clock, out);
    if (finished.isPresent()) {
      return finished.get();
    }
    return compute(resolved, clock);
  }

  private int compute(JobConfig resolved, Clock clock) throws IOException {
    try (OpenEngine open =
            OpenEngine.of(
                "panel " + resolved.run().id(), resolved.run(), List.of(PanelWire.class));
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      PanelRun run =
          new PanelJob(
                  resolved,
                  Optional.ofNullable(config),
                  open.engine(),
                  open.platform(),
                  clock,
                  progress)
              .run();
      out.print(run.text());
      out.println("tables in " + run.folderName());
      return run.exitCode().code();
    }
  }

  private JobConfig load(Clock clock) {
    return new Overrides(sets)
        .set("panel.input", input)
        .set("run.output", output)
        .set("run.id", runId)
        .set("panel.bootstrap.replicates", replicates)
        .set("panel.bootstrap.confidence", confidence)
        .set("panel.bootstrap.scheme", scheme)
        .set("panel.bootstrap.interval", interval)
        .set("panel.bootstrap.seed", seed)
        .set("panel.alignment.index", index)
        .set("panel.rows.on-bad-row", onBadRow)
        .set("panel.features.frequency", features)
        .load(config, runOptions, clock);
  }
}
