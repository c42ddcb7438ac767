package org.crosswind.job;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.format.store.RecordFileWriter;
import org.crosswind.job.config.ConfigException;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.credit.CubeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A night on a book that needs no input. */
@Command(
    name = "demo",
    header = {"The night of XVA on a synthetic book; needs no input.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Makes a synthetic book from a seed (swap-like, FX-like and option-like netting sets, six rating",
      "curves, two discount curves, one cube broken on purpose), runs the night of XVA on it, prints",
      "the ten worst wrong-way names, and says where the tables are.",
      ""
    },
    footer = {"", "Example: crosswind demo --sets 300 --output out"})
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--sets",
      defaultValue = "300",
      paramLabel = "N",
      description = "Netting sets. Default: ${DEFAULT-VALUE}.")
  private int sets;

  @Option(
      names = "--scenarios",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Scenarios of each cube. Default: ${DEFAULT-VALUE}.")
  private int scenarios;

  @Option(
      names = "--seed",
      defaultValue = "20261120",
      paramLabel = "N",
      description = "Seed of the book. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--output",
      defaultValue = "out",
      paramLabel = "FOLDER",
      description =
          "Receives demo-input/ and the run demo/, which replaces an earlier one."
              + " Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--inputs-only",
      description = "Only makes book, curves, cubes and configuration.")
  private boolean inputsOnly;

  @Override
  public Integer call() throws IOException {
    if (sets < 2 || sets > 1_000_000 || scenarios < 1 || scenarios > 1_000_000) {
      throw new ConfigException(
          "--sets is "
              + sets
              + " and --scenarios is "
              + scenarios
              + ", expected 2 to 1000000 sets and 1 to 1000000 scenarios");
    }
    Path folder = output.toAbsolutePath().normalize();
    Path inputs = folder.resolve("demo-input");
    System.err.println("demo: writing " + sets + " netting sets to " + inputs);
    writeInputs(inputs);
    Path config = inputs.resolve("demo.conf");
    if (inputsOnly) {
      System.out.println("configuration " + config);
      return ExitCode.DONE.code();
    }
    Clock clock = Clock.systemUTC();
    JobConfig resolved = JobConfig.load(config, List.of(), clock);
    XvaRun run = XvaCommand.run("demo", resolved, config, clock);
    print(run, inputs, System.out);
    return run.exitCode().code();
  }

  private void writeInputs(Path inputs) throws IOException {
    DemoBook book = new DemoBook(seed, sets, scenarios);
    Files.createDirectories(inputs);
    lines(inputs.resolve("broken.csv"), DemoBook.brokenCubeCsv());
    lines(inputs.resolve("book.csv"), book.bookCsv("broken.csv"));
    lines(inputs.resolve("curves.csv"), book.curvesCsv());
    lines(inputs.resolve("demo.conf"), configuration());
    writeCubes(book, Storage.path(inputs.resolve("cubes").toString()));
  }

  private static void writeCubes(DemoBook book, org.apache.hadoop.fs.Path folder) {
    Storage storage = Storage.standard();
    CubeStoreOutput store = CubeStoreOutput.begin(storage, folder, true);
    CubeBuffer buffer = new CubeBuffer();
    List<CubeStoreEntry> entries = new ArrayList<>();
    try (RecordFileWriter writer =
        new RecordFileWriter(
            storage, store.partFolder(), "demo", CellType.FLOAT64, RecordFileWriter.ROLL_BYTES)) {
      for (int set = 0; set < book.size(); set++) {
        if (set != book.broken()) {
          entries.add(writer.write(book.id(set), book.cube(set, buffer)));
        }
      }
    }
    store.commit(entries);
  }

  private static List<String> configuration() {
    return List.of(
        "# Made by crosswind demo; money is in millions.",
        "crosswind {",
        "  run { id = \"demo\", output = \"..\", replace = true, tolerated-failures = 0.02 }",
        "  xva {",
        "    book = \"book.csv\", curves = \"curves.csv\", cubes = \"cubes\"",
        "    models = [",
        "      { model = hullwhite, parameter = 0.05 }",
        "      { model = gaussian, parameter = 0.35 }",
        "      { model = studentt, parameter = 0.35, degrees-of-freedom = 4 }",
        "      { model = clayton, parameter = 0.6 }",
        "      { model = frank, parameter = 2.5 }",
        "    ]",
        "    pfe-quantiles = [0.95, 0.99]",
        "  }",
        "}");
  }

  private static void lines(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  private static void print(XvaRun run, Path inputs, PrintStream out) {
    out.println();
    out.print(run.worstNames(10));
    out.println();
    out.println("inputs     " + inputs);
    out.println("tables     " + run.folderName());
    out.println("           results, profiles, failures (Parquet), manifest.json");
    out.println("notebook   notebooks/run " + run.folderName());
  }
}
