package org.crosswind.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.StaticForm;
import org.crosswind.format.store.CellType;
import org.crosswind.job.fm.FmConvert;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Cubes, static tables and loss streams of one form into another. */
@Command(
    name = "convert",
    header = {"Cubes, Oasis files and loss streams from one form into another.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Converts exposure cubes: from a folder of wayfault's CSV files, an ORE cube CSV, a Parquet cube",
      "table or a cube store, into a cube store (the fastest to read), a Parquet table or a folder of",
      "CSV files. On the threads of this machine, or on Spark when --master is given.",
      "",
      "Converts the files of the financial module: a folder of static tables into another folder, as",
      "binary, CSV or Parquet; a loss stream (.bin) into a table event_id,item_id,sidx,loss (.csv or",
      ".parquet) and back. Nothing is lost; a file that is there is replaced.",
      ""
    },
    footer = {
      "",
      "Example: crosswind convert --from netcube.csv --to cubes --as store",
      "Example: crosswind convert --from input --to input_csv --as csv",
      "Example: crosswind convert --from il.bin --to il.parquet --outputs"
    })
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description = "A file or folder; what it is is found out by its content.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder for cubes or static tables; for a loss stream a file whose ending says its form.")
  private String to;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description =
          "STORE (the default), PARQUET or CSV for cubes; BINARY, PARQUET or CSV for static tables.")
  private Form form;

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
      description =
          "Leaves out cubes that cannot be read, and says so (exit code 4). A disk that is full is no"
              + " bad cube and ends the conversion.")
  private boolean skipBad;

  @Option(
      names = "--max-sample",
      paramLabel = "N",
      description =
          "Greatest sample index of a loss stream that is made from CSV. Default: the greatest found.")
  private Integer maxSample;

  @Option(
      names = "--outputs",
      description = "Calls the second column of a loss table output_id instead of item_id.")
  private boolean outputs;

  /** What is written. */
  enum Form {
    /** A cube store. */
    STORE,
    /** Oasis binary. */
    BINARY,
    /** Parquet. */
    PARQUET,
    /** Text. */
    CSV
  }

  @Override
  public Integer call() {
    FmConvert fm = new FmConvert(Storage.standard());
    if (!fm.recognises(from)) {
      return cubes();
    }
    if (form == Form.STORE) {
      throw new ParameterException(
          spec.commandLine(), "--as STORE is for cubes, but " + from + " has none");
    }
    fm.run(
            from,
            to,
            Optional.ofNullable(form).map(chosen -> StaticForm.valueOf(chosen.name())),
            Optional.ofNullable(maxSample),
            outputs)
        .forEach(file -> System.err.println("convert: wrote " + file));
    return ExitCode.DONE.code();
  }

  private int cubes() {
    if (form == Form.BINARY) {
      throw new ParameterException(
          spec.commandLine(), "--as BINARY is for static tables, but " + from + " has none");
    }
    CubeConversion.Form cubeForm =
        form == null ? CubeConversion.Form.STORE : CubeConversion.Form.valueOf(form.name());
    boolean onSpark = System.getProperty("spark.master") != null;
    try (OpenEngine open =
            onSpark
                ? OpenEngine.spark("convert", List.of(CubeWire.class))
                : OpenEngine.local(Runtime.getRuntime().availableProcessors());
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      CubeConvertJob.Conversion done =
          new CubeConvertJob(open, progress).run(from, to, cubeForm, type, replace, skipBad);
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
