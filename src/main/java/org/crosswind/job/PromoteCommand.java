package org.crosswind.job;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.format.file.Storage;
import org.crosswind.report.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a finished run the latest: back to an older one, or forward to one that was withheld. */
@Command(
    name = "promote",
    header = {"Makes a finished run the latest: <output>/latest names it then.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Moves the file latest to a finished run, in one step: back to an older run, or on to one that was",
      "withheld because of a breached limit, which needs --force. Prints which run was the latest before.",
      ""
    },
    footer = {"", "Example: crosswind promote 2026-11-19 --output out"})
final class PromoteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN_ID", description = "The run.")
  private String id;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "out",
      paramLabel = "FOLDER",
      description = "The folder of the runs. Default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(
      names = "--force",
      description = "Also a run that was withheld, or whose folder lacks _SUCCESS or manifest.")
  private boolean force;

  @Override
  public Integer call() {
    Optional<String> before =
        Runs.in(new Configuration(), Storage.path(output), Clock.systemUTC()).promote(id, force);
    System.out.println("latest is " + id + before.map(old -> ", it was " + old).orElse(""));
    return ExitCode.DONE.code();
  }
}
