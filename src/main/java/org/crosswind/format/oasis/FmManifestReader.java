package org.crosswind.format.oasis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Roots;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.OccurrenceFiles;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.RunId;

/**
 * Reads a manifest of many analyses: a CSV (or Parquet) table with a row each.
 *
 * <pre>
 * run_id,static,input,allocation_rule,net_loss,output,net_output,sort_output
 * house,house/input,house/gul.bin,2,gross,out/house.bin,,true
 * marine,marine/input,marine/a.bin;marine/b.bin,3,both,out/marine.bin,out/marine_net.bin,false
 * </pre>
 *
 * <ul>
 *   <li>{@code run_id}: unique; letters, digits, dots, dashes and underscores
 *   <li>{@code static}: the folder of the static tables
 *   <li>{@code input}: one or more loss streams with a semicolon between
 *   <li>{@code allocation_rule}: 0 to 3
 *   <li>{@code net_loss}: {@code gross} (when empty or absent), {@code net} or {@code both}; not
 *       with rule 0
 *   <li>{@code output}: the stream to write; no two rows write the same file, and none reads what
 *       another writes, since all run at the same time
 *   <li>{@code net_output}: with {@code both} the net stream, else empty or absent
 *   <li>{@code sort_output}: {@code true} or {@code false} (when empty or absent)
 *   <li>{@code occurrences}: the file that says when events happen, for annual losses; empty or
 *       absent for none
 *   <li>{@code periods}: with occurrences the number of periods, or the file of their weights;
 *       empty or absent when the occurrences say it
 * </ul>
 *
 * Relative paths are relative to the manifest and stay below its folder. Absolute ones stay on its
 * file system; when roots are given, all paths stay below one of these or the manifest's folder.
 */
public final class FmManifestReader {
  private static final List<String> REQUIRED =
      List.of("run_id", "static", "input", "allocation_rule", "output");
  private static final List<String> OPTIONAL =
      List.of("net_loss", "net_output", "sort_output", "occurrences", "periods");
  private static final int SHOWN = 50;

  private final Storage storage;
  private final List<Path> roots;
  private final UnaryOperator<String> names;

  /** Reads through this storage, with no declared roots. */
  public FmManifestReader(Storage storage) {
    this(storage, List.of());
  }

  /**
   * Reads through this storage.
   *
   * @param roots folders, beside the manifest's own, to which its rows may point; empty: absolute
   *     paths may point anywhere on the file system of the manifest
   */
  public FmManifestReader(Storage storage, List<Path> roots) {
    this(storage, roots, null);
  }

  /**
   * As the other, for analyses whose outputs have names in a folder of their run.
   *
   * @param roots as for the other; outputs are not compared with them
   * @param names makes of what stands in an output's cell its name in that folder; throws a {@link
   *     FailureException} that says what is wrong with it
   */
  public FmManifestReader(Storage storage, List<Path> roots, UnaryOperator<String> names) {
    this.storage = storage;
    this.roots = List.copyOf(roots);
    this.names = names;
  }

  /**
   * Reads a whole manifest.
   *
   * @return the analyses in the order of the rows, at least one
   * @throws FailureException with every problem of every row, each with its line, value and what
   *     was expected
   */
  public List<FmAnalysis> read(Path manifest) {
    try (RowSource rows = Tables.read(storage, manifest)) {
      Parsing parsing = new Parsing(storage, rows, Storage.folderOf(manifest), roots, names);
      parsing.findColumns();
      while (parsing.headerIsGood && rows.next()) {
        parsing.row();
      }
      parsing.checkReadsOfWrites();
      return parsing.result();
    }
  }

  /** One manifest being read. */
  private static final class Parsing {
    private final RowSource rows;
    private final Path folder;
    private final Roots roots;
    private final Roots anywhere;
    private final UnaryOperator<String> names;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<FmAnalysis> analyses = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final Map<String, String> placeOfRunId = new HashMap<>();
    private final Map<String, String> writerOfFile = new HashMap<>();
    private boolean headerIsGood = true;

    Parsing(
        Storage storage,
        RowSource rows,
        Path folder,
        List<Path> declared,
        UnaryOperator<String> names) {
      this.rows = rows;
      this.names = names;
      this.folder = folder;
      List<Path> all = new ArrayList<>(declared);
      all.add(folder);
      this.roots = new Roots(storage, all, "--root");
      all.add(new Path(storage.fileSystem(folder).makeQualified(folder), "/"));
      this.anywhere = declared.isEmpty() ? new Roots(storage, all, "--root") : roots;
    }

    void findColumns() {
      List<String> names = rows.columns();
      for (int c = 0; c < names.size(); c++) {
        String name = names.get(c);
        if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
          problem(rows.headerPlace(), "unknown column '" + name + "'", expectedColumns());
        } else if (columns.put(name, c) != null) {
          problem(rows.headerPlace(), "two columns " + name, "one");
        }
      }
      for (String name : REQUIRED) {
        if (!columns.containsKey(name)) {
          problem(rows.headerPlace(), "no column " + name, expectedColumns());
        }
      }
      headerIsGood = problems.isEmpty();
    }

    private static String expectedColumns() {
      return String.join(",", REQUIRED) + " and optionally " + String.join(",", OPTIONAL);
    }

    void row() {
      int before = problems.size();
      try {
        rows.checkShape();
      } catch (FailureException e) {
        problems.add(e.failure().where() + ": " + e.failure().message());
        return;
      }
      String runId = text("run_id");
      if (!runId.isEmpty() && !RunId.isValid(runId)) {
        problem("run_id '" + runId + "'", RunId.RULE);
      }
      String other = placeOfRunId.putIfAbsent(runId, rows.where());
      if (other != null) {
        problem("run_id '" + runId + "' as in " + other, "a name of its own for each analysis");
      }
      String staticFolder = path(text("static"));
      List<String> inputs = inputs(text("input"));
      int rule = rule();
      FmAnalysis.Losses losses = losses();
      if (losses.net() && rule == 0) {
        problem(
            "net_loss " + losses.name().toLowerCase(Locale.ROOT) + " with allocation_rule 0",
            "gross, since net losses are losses of items");
      }
      String output = written(text("output"));
      String netOutput = written(cell("net_output"));
      if (losses == FmAnalysis.Losses.BOTH && netOutput.isEmpty()) {
        problem("net_loss both without net_output", "a file for the net losses");
      } else if (losses != FmAnalysis.Losses.BOTH && !netOutput.isEmpty()) {
        problem(
            "net_output with net_loss " + losses.name().toLowerCase(Locale.ROOT),
            "none, or net_loss both");
      }
      boolean sorted = sorted();
      Optional<OccurrenceFiles> occurrences = occurrences();
      if (problems.size() == before) {
        analyses.add(
            new FmAnalysis(
                runId,
                staticFolder,
                inputs,
                rule,
                losses,
                output,
                netOutput.isEmpty() ? Optional.empty() : Optional.of(netOutput),
                sorted,
                occurrences));
        places.add(rows.where());
      }
    }

    /** All run at the same time, so what one writes no other can read. */
    void checkReadsOfWrites() {
      for (int i = 0; i < analyses.size(); i++) {
        for (String input : analyses.get(i).inputs()) {
          String writer = writerOfFile.get(input);
          if (writer != null) {
            problem(
                places.get(i),
                "input " + input + " is written by " + writer,
                "a file that is there before the run; give chains to a run each, or to a pipe");
          }
        }
      }
    }

    List<FmAnalysis> result() {
      if (problems.isEmpty() && analyses.isEmpty()) {
        problem(rows.headerPlace(), "no row", "at least one analysis");
      }
      if (!problems.isEmpty()) {
        StringBuilder text = new StringBuilder();
        text.append(problems.size()).append(problems.size() == 1 ? " problem" : " problems");
        problems.stream().limit(SHOWN).forEach(p -> text.append("\n  ").append(p));
        if (problems.size() > SHOWN) {
          text.append("\n  ... and ").append(problems.size() - SHOWN).append(" more");
        }
        throw FailureException.of(FailureReason.INVALID, rows.file(), text.toString());
      }
      return List.copyOf(analyses);
    }

    private int rule() {
      String text = text("allocation_rule");
      if (text.matches("[0-3]")) {
        return text.charAt(0) - '0';
      }
      if (!text.isEmpty()) {
        problem("allocation_rule '" + text + "'", "0, 1, 2 or 3");
      }
      return 2;
    }

    private FmAnalysis.Losses losses() {
      String text = cell("net_loss").toLowerCase(Locale.ROOT);
      switch (text) {
        case "", "gross":
          return FmAnalysis.Losses.GROSS;
        case "net":
          return FmAnalysis.Losses.NET;
        case "both":
          return FmAnalysis.Losses.BOTH;
        default:
          problem("net_loss '" + text + "'", "gross, net or both");
          return FmAnalysis.Losses.GROSS;
      }
    }

    private boolean sorted() {
      String text = cell("sort_output").toLowerCase(Locale.ROOT);
      if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
        problem("sort_output '" + text + "'", "true or false");
      }
      return text.equals("true");
    }

    private Optional<OccurrenceFiles> occurrences() {
      String file = path(cell("occurrences"));
      String periods = cell("periods");
      if (OccurrenceFiles.isNumber(periods)) {
        if (!OccurrenceFiles.isCount(periods)) {
          problem("periods '" + periods + "'", "1 to " + Integer.MAX_VALUE + ", or a file");
          return Optional.empty();
        }
      } else {
        periods = path(periods);
      }
      if (!periods.isEmpty() && cell("occurrences").isEmpty()) {
        problem("periods '" + cell("periods") + "' without occurrences", "both, or none");
      }
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new OccurrenceFiles(
                  file, periods.isEmpty() ? Optional.empty() : Optional.of(periods)));
    }

    private List<String> inputs(String text) {
      List<String> inputs = new ArrayList<>();
      if (!text.isEmpty()) {
        for (String part : text.split(";", -1)) {
          if (part.isBlank()) {
            problem("input '" + text + "'", "names of streams with one ; between them");
          } else {
            inputs.add(path(part.strip()));
          }
        }
      }
      return inputs;
    }

    private String written(String text) {
      if (text.isEmpty()) {
        return text;
      }
      String file = names == null ? path(text) : name(text);
      if (file.isEmpty()) {
        return file;
      }
      String writer = writerOfFile.putIfAbsent(file, rows.where());
      if (writer != null) {
        problem("output " + file + " as in " + writer, "a file of its own for each output");
      }
      return file;
    }

    private String name(String text) {
      try {
        return names.apply(text);
      } catch (FailureException e) {
        problems.add(rows.where() + ": output '" + text + "' " + e.failure().message());
        return "";
      }
    }

    private String path(String text) {
      if (text.isEmpty()) {
        return text;
      }
      Path path;
      try {
        path = Storage.resolve(folder, text);
      } catch (FailureException e) {
        problem("'" + text + "'", "a path");
        return "";
      }
      try {
        (Storage.path(text).isAbsolute() ? anywhere : roots).check(rows.where(), path);
        return path.toString();
      } catch (FailureException e) {
        problems.add(rows.where() + ": '" + text + "' " + e.failure().message());
        return "";
      }
    }

    /** A cell that must have a value. */
    private String text(String column) {
      String text = cell(column);
      if (text.isEmpty()) {
        problem(column + " is empty", "a value");
      }
      return text;
    }

    private String cell(String column) {
      Integer at = columns.get(column);
      return at == null || rows.isNull(at) ? "" : rows.string(at);
    }

    private void problem(String found, String expected) {
      problem(rows.where(), found, expected);
    }

    private void problem(String where, String found, String expected) {
      problems.add(where + ": " + found + "; expected " + expected);
    }
  }
}
