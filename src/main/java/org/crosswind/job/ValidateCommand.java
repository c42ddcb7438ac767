package org.crosswind.job;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.fm.FmCheck;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for everything that would fail tonight. */
@Command(
    name = "validate",
    header = {"Checks configuration and inputs, computes nothing.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Checks a configuration and its inputs and computes nothing: all keys, every row of book and",
      "curves, every reference, every model's parameter, the presence of every cube; with --cubes each",
      "cube is read too. Or checks the static tables of the financial module, of one folder or of all",
      "analyses of a manifest. Prints every problem, one a line. Runs in a plain JVM.",
      "Exit code 0 when a run would have no failure, 2 for the configuration, 3 otherwise.",
      ""
    },
    footer = {
      "",
      "Example: crosswind validate --config night.conf",
      "Example: crosswind validate --static input --allocation-rule 2"
    })
final class ValidateCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private What what;

  /** One of the three. */
  private static final class What {
    @ArgGroup(exclusive = false)
    private ConfigOptions xva;

    @ArgGroup(exclusive = false)
    private StaticTables tables;

    @Option(
        names = "--manifest",
        paramLabel = "FILE",
        description = "The manifest of many analyses of the financial module.")
    private String manifest;
  }

  /** The static tables of one analysis. */
  private static final class StaticTables {
    @Option(
        names = "--static",
        required = true,
        paramLabel = "FOLDER",
        description = "Static tables of the financial module.")
    private String folder;

    @Option(
        names = {"-a", "--allocation-rule"},
        defaultValue = "2",
        paramLabel = "N",
        description =
            "0 needs outputs for the top groups, 1 to 3 for the items. Default: ${DEFAULT-VALUE}.")
    private int allocationRule;
  }

  @Option(
      names = "--cubes",
      description = "Reads every cube: shape, checksum, tenors, NaN and infinities.")
  private boolean cubes;

  @Override
  public Integer call() throws IOException {
    return what.xva == null ? fm() : xva();
  }

  private int fm() {
    FmCheck check = new FmCheck(Storage.standard(), System.out);
    if (what.manifest != null) {
      check.manifest(what.manifest);
    } else {
      check.tables(what.tables.folder, what.tables.allocationRule);
    }
    System.err.println(
        "validate: " + check.errors() + " errors, " + check.warnings() + " warnings");
    return (check.errors() == 0 ? ExitCode.DONE : ExitCode.NO_INPUT).code();
  }

  private int xva() throws IOException {
    JobConfig config = what.xva.load(Clock.systemUTC());
    XvaCheck check = new XvaCheck(config.xva(), cubes);
    int problems = check.run(System.out);
    System.err.println(
        "validate: "
            + check.nettingSets()
            + " netting sets, "
            + (problems == 0
                ? "no problem"
                : problems + (problems == 1 ? " problem" : " problems")));
    return (problems == 0 ? ExitCode.DONE : ExitCode.NO_INPUT).code();
  }
}
