package org.crosswind.job;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.crosswind.job.config.JobConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for everything that would fail tonight. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a configuration and its inputs and computes nothing: all keys, every row of book and",
      "curves, every reference, every model's parameter, the presence of every cube; with --cubes each",
      "cube is read too. Prints every problem, one a line. Runs in a plain JVM.",
      "Exit code 0 when a night would have no failure, 2 for the configuration, 3 otherwise.",
      ""
    },
    footer = {"", "Example: crosswind validate --config night.conf"})
final class ValidateCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Option(
      names = "--cubes",
      description = "Reads every cube: shape, checksum, tenors, NaN and infinities.")
  private boolean cubes;

  @Override
  public Integer call() throws IOException {
    JobConfig config = options.load(Clock.systemUTC());
    XvaCheck check = new XvaCheck(config.xva(), cubes);
    int problems = check.run(System.out);
    System.err.println(
        "validate: "
            + check.nettingSets()
            + " netting sets, "
            + (problems == 0 ? "no problem" : problems + " problems"));
    return (problems == 0 ? ExitCode.DONE : ExitCode.NO_INPUT).code();
  }
}
