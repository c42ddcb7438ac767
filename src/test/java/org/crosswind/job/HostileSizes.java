package org.crosswind.job;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.format.store.RecordFileWriter;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;

/**
 * The main class of {@link DeclaredSizesTest}: a JVM of a small heap, in which each file that
 * promises more than it holds goes through the commands. Writes a line for each: name, exit code,
 * what was said.
 */
final class HostileSizes {
  private static final Path FM = Path.of("conf/examples/fm");

  private final Path folder;
  private final StringBuilder report = new StringBuilder();

  private HostileSizes(Path folder) {
    this.folder = folder;
  }

  /** Takes a folder to write to; the report is {@code report} in it. */
  public static void main(String[] args) throws IOException {
    HostileSizes sizes = new HostileSizes(Path.of(args[0]));
    sizes.cubes();
    sizes.tables();
    sizes.streams();
    Files.writeString(sizes.folder.resolve("report"), sizes.report);
  }

  private void cubes() throws IOException {
    Files.writeString(folder.resolve("curve.csv"), "0.02\n");
    Path bomb = bomb(Files.createDirectories(folder.resolve("bombs")));
    estimate("csv", bomb.toString());

    Path ore = folder.resolve("ore.csv");
    Files.writeString(
        ore,
        "#Id,Date,Sample,Depth,Value\nA,2016-02-05,0,0,1\nA,2017-02-05,1,0,1\n"
            + "A,2017-02-05,1000000000,0,1\n");
    estimate("ore rows", ore + "#A");

    Path storage = folder.resolve("storage.csv");
    Files.writeString(
        storage,
        "# asof : 2016-02-05\n# numIds : 1\n# numDates : 1\n# samples : 1000000000\n# depth : 1\n"
            + "# dates :\n# 2017-02-05\n# ids :\n# A\n#id,date,sample,depth,value\n0,0,0,0,1\n"
            + "0,1,0,0,1\n");
    estimate("ore storage", storage + "#A");

    Path csv = Files.createDirectories(folder.resolve("csv"));
    Files.writeString(csv.resolve("A.csv"), "1,2\n1,2\n3,4\n");
    Path store = folder.resolve("store");
    run("convert", "--from", csv.toString(), "--to", store.toString());
    Path record;
    try (Stream<Path> files = Files.list(store)) {
      record = files.filter(file -> file.toString().endsWith(".bin")).findFirst().orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(record.toFile(), "rw")) {
      byte[] count =
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1_000_000_000).array();
      file.seek(12);
      file.write(count);
    }
    estimate("store record", store + "#A");
    estimate("store file", sparseStore() + "#A");
    estimate("parquet", folder.resolve("parquet") + "#bomb");
  }

  /** Five million scenarios of four tenors in some kilobytes. */
  static Path bomb(Path folder) throws IOException {
    Path bomb = folder.resolve("bomb.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write("1,2,3,4\n".getBytes(StandardCharsets.UTF_8));
      byte[] rows = "1,1,1,1\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 500; i++) {
        out.write(rows);
      }
    }
    return bomb;
  }

  /** A record as long as its header says, of which the disk holds nothing. */
  private Path sparseStore() throws IOException {
    Path store = folder.resolve("sparse");
    Storage storage = Storage.standard();
    CubeStoreOutput output = CubeStoreOutput.begin(storage, Storage.path(store.toString()), false);
    CubeStoreEntry entry;
    try (RecordFileWriter writer =
        new RecordFileWriter(storage, output.partFolder(), "sparse", CellType.FLOAT64, 1 << 20)) {
      TenorGrid grid = TenorGrid.of("sparse", new double[] {1});
      entry = writer.write("A", new ExposureCube("sparse", grid, 1, new double[1], Double.NaN));
    }
    int scenarios = 1_000_000_000;
    long length = 8L * scenarios + entry.length() - 8;
    output.commit(
        List.of(
            new CubeStoreEntry(
                "A", entry.file(), 0, length, scenarios, 1, CellType.FLOAT64, entry.checksum())));
    try (RandomAccessFile file = new RandomAccessFile(store.resolve(entry.file()).toFile(), "rw")) {
      file.setLength(length);
      file.seek(12);
      file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(scenarios).array());
    }
    return store;
  }

  private void tables() throws IOException {
    Path huge = copyOfExample("huge-id");
    Path programme = huge.resolve("fm_programme.csv");
    List<String> rows = new ArrayList<>(Files.readAllLines(programme));
    String[] last = rows.get(rows.size() - 1).split(",", -1);
    rows.set(rows.size() - 1, last[0] + "," + last[1] + ",2000000000");
    Files.write(programme, rows);
    analysis("programme id", huge, FM.resolve("gul.bin"));

    Path many = copyOfExample("many-records");
    try (RandomAccessFile file =
        new RandomAccessFile(many.resolve("fm_programme.bin").toFile(), "rw")) {
      file.setLength(12_000_000_000L);
    }
    analysis("programme records", many, FM.resolve("gul.bin"));
  }

  private void streams() throws IOException {
    Path static0 = copyOfExample("stream");
    byte[] good = Files.readAllBytes(FM.resolve("gul.bin"));
    for (int samples : new int[] {1_000_000_000, 1 << 24}) {
      byte[] bytes = good.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, samples);
      Path stream = Files.write(folder.resolve("samples.bin"), bytes);
      analysis("samples " + samples, static0, stream);
    }
  }

  private Path copyOfExample(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.list(FM.resolve("static"))) {
      for (Path file : files.toList()) {
        Files.copy(
            file, copy.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  private void estimate(String name, String cube) {
    say(name, "wwr", "--exposure", cube, "--credit", "0.02", "--b", "0.1");
  }

  private void analysis(String name, Path tables, Path stream) {
    String out = folder.resolve("out.bin").toString();
    say(name, "fmpy", "-a", "2", "-p", tables.toString(), "-i", stream.toString(), "-o", out);
  }

  private void say(String name, String... words) {
    report.append(name).append(": ").append(run(words)).append('\n');
  }

  private static String run(String... words) {
    StringWriter said = new StringWriter();
    try {
      int exitCode = Main.run(words, new PrintWriter(said, true));
      return exitCode + " " + said.toString().replace('\n', ' ');
    } catch (OutOfMemoryError e) {
      return "out of memory in " + Arrays.toString(words);
    }
  }
}
