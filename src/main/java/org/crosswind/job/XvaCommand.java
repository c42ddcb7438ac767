package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.watch.GaveUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The night of XVA. */
@Command(
    name = "xva",
    header = {"The night of XVA: a book of netting sets in, tables out.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Runs the night of XVA: for every netting set of the book exposure profiles, CVA, the exposure",
      "given default and the wrong-way CVA under each model, into the tables results, profiles and",
      "failures of a new folder <output>/<run id>, which appears whole or not at all; the file",
      "<output>/latest names the run then. Prints the folder and the worst wrong-way names.",
      "With bootstrap.replicates also standard errors and confidence intervals, of each set and, in",
      "the table book, of the whole book. An id is used once. A run that died is finished with --resume.",
      ""
    },
    footer = {
      "",
      "Example: crosswind xva --config night.conf --set run.id=2026-11-20 --master yarn",
      "Example: crosswind xva --config night.conf --resume 2026-11-20 --master yarn",
      "Example: crosswind xva --config night.conf --set bootstrap.replicates=1000"
    })
final class XvaCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Mixin private RunOptions runOptions;

  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "Worst wrong-way names to print. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    JobConfig config =
        GaveUp.configured("xva", clock, () -> options.load(runOptions.overrides(), clock));
    Optional<Integer> finished =
        GaveUp.alerting("xva", config.run(), clock, () -> finished(config, clock));
    if (finished.isPresent()) {
      return finished.get();
    }
    XvaRun run = run("xva", config, options.file(), clock);
    System.out.print(run.worstNames(top));
    System.out.println("tables in " + run.folderName());
    return run.exitCode().code();
  }

  /** Opens the configured engine and runs the night on it. */
  static XvaRun run(String command, JobConfig config, Path configFile, Clock clock)
      throws IOException {
    return GaveUp.alerting(
        command, config.run(), clock, () -> compute(command, config, configFile, clock));
  }

  private static Optional<Integer> finished(JobConfig config, Clock clock) {
    config.xva().requireInputs();
    return FinishedRun.tell(config.run(), clock, System.out);
  }

  private static XvaRun compute(String command, JobConfig config, Path configFile, Clock clock)
      throws IOException {
    config.xva().requireInputs();
    config.run().kernels().resolve();
    try (OpenEngine open =
            OpenEngine.of(command + " " + config.run().id(), config.run(), List.of(XvaWire.class));
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      return new XvaJob(
              command, config, configFile, open.engine(), open.platform(), clock, progress)
          .run();
    }
  }
}
