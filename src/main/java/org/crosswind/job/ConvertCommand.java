package org.crosswind.job;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.format.store.CellType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Cubes of one form into another. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Converts exposure cubes: from a folder of wayfault's CSV files, an ORE cube CSV, a Parquet cube",
      "table or a cube store, into a cube store (the fastest to read), a Parquet table or a folder of",
      "CSV files. On the threads of this machine, or on Spark when --master is given.",
      ""
    },
    footer = {"", "Example: crosswind convert --from netcube.csv --to cubes --as store"})
final class ConvertCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description = "The cubes: a file or folder; what it is is found out by its content.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the converted cubes will be, whole or not at all.")
  private String to;

  @Option(
      names = "--as",
      defaultValue = "STORE",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private CubeConversion.Form form;

  @Option(
      names = "--type",
      defaultValue = "FLOAT64",
      paramLabel = "TYPE",
      description =
          "Values of a store: ${COMPLETION-CANDIDATES}. float32 halves the size and rounds to 7"
              + " digits. Default: ${DEFAULT-VALUE}.")
  private CellType type;

  @Option(names = "--replace", description = "Replaces what is at --to.")
  private boolean replace;

  @Option(
      names = "--skip-bad",
      description = "Leaves out cubes that cannot be read, and says so (exit code 4).")
  private boolean skipBad;

  @Override
  public Integer call() {
    boolean onSpark = System.getProperty("spark.master") != null;
    try (OpenEngine open =
            onSpark
                ? OpenEngine.spark("convert", List.of(CubeWire.class))
                : OpenEngine.local(Runtime.getRuntime().availableProcessors());
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      CubeConvertJob.Conversion done =
          new CubeConvertJob(open, progress).run(from, to, form, type, replace, skipBad);
      done.failures().forEach(failure -> System.err.println("convert: " + failure.oneLine()));
      System.err.println(
          String.format(
              Locale.ROOT,
              "convert: %d cubes in %s, %d left out",
              done.converted(),
              to,
              done.failures().size()));
      return (done.failures().isEmpty() ? ExitCode.DONE : ExitCode.TOO_MANY_FAILURES).code();
    }
  }
}
