package org.crosswind.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.format.store.RecordFileWriter;
import org.crosswind.model.credit.CubeBuffer;

/** A small book on disk, cubes in a store, for tests of whole nights. */
final class TestBook {
  private final Path folder;
  private final DemoBook book;
  private final List<String> rows;

  TestBook(Path folder, int sets, int scenarios) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.book = new DemoBook(7, sets, scenarios);
    this.rows = new ArrayList<>(book.bookCsv("broken.csv"));
    lines("broken.csv", DemoBook.brokenCubeCsv());
    lines("curves.csv", book.curvesCsv());
    lines("book.csv", rows);
    CubeStoreOutput store =
        CubeStoreOutput.begin(
            Storage.standard(), Storage.path(folder.resolve("cubes").toString()), true);
    CubeBuffer buffer = new CubeBuffer();
    List<CubeStoreEntry> entries = new ArrayList<>();
    try (RecordFileWriter writer =
        new RecordFileWriter(
            Storage.standard(),
            store.partFolder(),
            "test",
            CellType.FLOAT64,
            RecordFileWriter.ROLL_BYTES)) {
      for (int set = 0; set < sets; set++) {
        if (set != book.broken()) {
          entries.add(writer.write(book.id(set), book.cube(set, buffer)));
        }
      }
    }
    store.commit(entries);
  }

  /** The place of the set with the broken cube. */
  int broken() {
    return book.broken();
  }

  int size() {
    return rows.size() - 1;
  }

  Path folder() {
    return folder;
  }

  /** The rows of the book without the header, to be changed and written back. */
  List<String> rows() {
    return new ArrayList<>(rows.subList(1, rows.size()));
  }

  /** Writes another book file beside the first. */
  void book(String name, List<String> changed) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(rows.get(0));
    lines.addAll(changed);
    lines(name, lines);
  }

  /** The same rows in another order. */
  List<String> shuffled(long seed) {
    List<String> shuffled = rows();
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  /** A configuration of this book; {@code extra} goes into {@code crosswind { ... }}. */
  Path config(String id, String extra) throws IOException {
    lines(
        id + ".conf",
        List.of(
            "crosswind {",
            "  run { id = \"" + id + "\", output = \"out\", tolerated-failures = 0.5 }",
            "  xva {",
            "    book = \"book.csv\", curves = \"curves.csv\", cubes = \"cubes\"",
            "    models = [",
            "      { model = independent }",
            "      { model = hullwhite, parameter = 0.1 }",
            "      { model = gaussian, parameter = 0.4 }",
            "      { model = studentt, parameter = 0.3, degrees-of-freedom = 5 }",
            "      { model = clayton, parameter = 1.5 }",
            "      { model = survival-clayton, parameter = 0.7 }",
            "      { model = frank, parameter = -3 }",
            "      { model = gumbel, parameter = 1.6 }",
            "      { model = worst-case }",
            "    ]",
            "    pfe-quantiles = [0.95, 0.99]",
            "  }",
            extra,
            "}"));
    return folder.resolve(id + ".conf");
  }

  void lines(String name, List<String> lines) throws IOException {
    Files.writeString(
        folder.resolve(name), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }
}
