package org.crosswind.job;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.FSError;
import org.crosswind.engine.EngineException;
import org.crosswind.job.bootstrap.BootstrapCommand;
import org.crosswind.job.config.ConfigException;
import org.crosswind.job.diff.DiffCommand;
import org.crosswind.job.fm.FmCommand;
import org.crosswind.job.fm.FmpyCommand;
import org.crosswind.job.panel.PanelCommand;
import org.crosswind.model.run.FailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The program: {@code crosswind COMMAND [OPTIONS]}. Maps what commands throw to exit codes and
 * messages; the only place that ends the process.
 */
@Command(
    name = "crosswind",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Nightly XVA and wrong-way risk, and the Oasis financial module, on Apache Spark.",
      ""
    },
    footer = {
      "",
      "Options of the launcher may stand anywhere: --master, --conf k=v, --driver-memory, ...",
      "",
      "Exit codes: 0 done; 1 ours or the platform's; 2 usage or configuration; 3 nothing to compute;",
      "4 done, more failures than tolerated; 5 done, a risk limit is breached.",
      "",
      "Example: crosswind demo"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      XvaCommand.class,
      WwrCommand.class,
      SweepCommand.class,
      SolveCommand.class,
      CalibrateCommand.class,
      ConvertCommand.class,
      DiffCommand.class,
      ValidateCommand.class,
      PanelCommand.class,
      RunsCommand.class,
      PromoteCommand.class,
      FmCommand.class,
      FmpyCommand.class,
      BootstrapCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    JsonStandardError.installIfAsked();
    int code = run(args, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.out.flush();
    System.err.flush();
    if (isDriverOnTheCluster()) {
      if (code != ExitCode.DONE.code()) {
        throw new EndedWith(code);
      }
      return;
    }
    // Non-daemon threads of Spark or Hadoop must not keep a finished night alive.
    System.exit(code);
  }

  /** Whether the cluster manager has started this process, and waits for the method to return. */
  private static boolean isDriverOnTheCluster() {
    return "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /**
   * Runs a command.
   *
   * @param args command and options
   * @param err receives messages for a person
   * @return the exit code
   */
  public static int run(String[] args, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    line.setErr(err);
    line.setAbbreviatedOptionsAllowed(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setExecutionExceptionHandler(Main::report);
    CommandLine.IParameterExceptionHandler usual = line.getParameterExceptionHandler();
    line.setParameterExceptionHandler(
        (e, words) -> usual.handleParseException(withoutEmptyWords(e), words));
    if (Arrays.asList(args).isEmpty()) {
      line.usage(err);
      return ExitCode.USAGE.code();
    }
    try {
      return line.execute(args);
    } catch (FSError e) { // Hadoop's for a local disk that is full or broken; no Exception
      err.println("crosswind: the file system refused: " + e.getMessage());
      return ExitCode.INTERNAL.code();
    }
  }

  /** The parser falls over an empty word, as of a variable that is not set in a script. */
  private static CommandLine.ParameterException withoutEmptyWords(
      CommandLine.ParameterException e) {
    return e.getCause() instanceof IndexOutOfBoundsException
        ? new CommandLine.ParameterException(
            e.getCommandLine(), "an argument is empty, expected a word", e, null, "")
        : e;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int report(Exception thrown, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    String name = line.getCommandSpec().qualifiedName();
    if (thrown instanceof ConfigException config) {
      err.println(name + ": " + config.getMessage());
      return ExitCode.of(thrown).code();
    }
    if (thrown instanceof FailureException failure) {
      err.println(name + ": " + failure.failure().oneLine());
      return ExitCode.of(thrown).code();
    }
    if (thrown instanceof EngineException) {
      log().error("the run cannot be completed", thrown);
      err.println(name + ": " + thrown.getMessage());
      return ExitCode.INTERNAL.code();
    }
    log().error("unexpected", thrown);
    err.println(
        name
            + ": unexpected "
            + thrown.getClass().getSimpleName()
            + ": "
            + thrown.getMessage()
            + "; this is a defect of crosswind, please report it with the log above");
    return ExitCode.INTERNAL.code();
  }

  /** Only when it is needed: log4j is hundreds of classes, and a pipe must start at once. */
  private static Logger log() {
    return LoggerFactory.getLogger(Main.class);
  }
}
