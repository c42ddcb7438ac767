package org.crosswind.job.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.format.store.RecordFileWriter;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 20,000 netting sets of 500 x 20, and 100,000 events, each in a driver and an executor of 2 GB:
 * the memory in use after a collection does not grow with the run. Not in CI:
 *
 * <pre>
 * mvn -B -ntp -Pquick -Dtests.cluster=soak -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false verify
 * </pre>
 *
 * <p>The figures go to {@code target/soak.txt}.
 */
@Tag("soak")
class SoakTest {
  private static final int SETS = 20_000;
  private static final int SCENARIOS = 500;
  private static final int TENORS = 20;
  private static final int EVENTS = 100_000;
  private static final int ITEMS = 40;
  private static final int SAMPLES = 20;

  /** A line of the JVM's log: when, before, after, and the size of the heap. */
  private static final Pattern COLLECTION =
      Pattern.compile("\\[([0-9.]+)s\\].*Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\).*");

  private static final Path GOLDEN = Path.of("src/test/resources/golden/fm/big-20100");
  private static final Path REPORT = Path.of("target/soak.txt");

  @TempDir Path folder;

  private record Collection(double seconds, int megabytesAfter) {}

  @Test
  void twentyThousandNettingSets() throws Exception {
    writeBook();
    Files.writeString(
        folder.resolve("night.conf"),
        String.join(
            "\n",
            "crosswind {",
            "  run { id = \"soak\", output = \"out\" }",
            "  xva {",
            "    book = \"book.csv\", curves = \"curves.csv\", cubes = \"cubes\"",
            "    models = [ { model = hullwhite, parameter = 0.05 }",
            "               { model = gaussian, parameter = 0.35 } ]",
            "  }",
            "}"));
    soak("netting sets", SETS, List.of("xva", "--config", folder.resolve("night.conf").toString()));
    assertThat(folder.resolve("out/soak/_SUCCESS")).exists();
  }

  @Test
  void aHundredThousandEvents() throws Exception {
    Path stream = folder.resolve("gul.bin");
    writeStream(stream);
    soak(
        "events",
        EVENTS,
        List.of(
            "fm",
            "--static",
            GOLDEN.resolve("input").toAbsolutePath().toString(),
            "--in",
            stream.toString(),
            "--allocation-rule",
            "2",
            "--molecules",
            "400",
            "--out",
            folder.resolve("il.bin").toString()));
    assertThat(Files.size(folder.resolve("il.bin"))).isGreaterThan(1L << 20);
  }

  private void soak(String what, int atoms, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(command);
    String log = "-Xlog:gc:file=" + folder + "/%s-gc-%%p.log:uptime";
    words.addAll(List.of("--master", "local-cluster[1,2,2048]"));
    words.addAll(List.of("--driver-memory", "2g", "--executor-memory", "2g"));
    words.addAll(List.of("--conf", "spark.driver.extraJavaOptions=" + log.formatted("driver")));
    words.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + log.formatted("executor")));
    words.addAll(List.of("--conf", "spark.ui.enabled=false"));
    long begin = System.nanoTime();
    try (Submission running = Submission.start(folder, Map.of(), words)) {
      assertThat(running.exitCode(Duration.ofMinutes(10))).as(running::tail).isZero();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    StringBuilder report = new StringBuilder();
    report.append(String.format(Locale.ROOT, "%,d %s in %.0f s%n", atoms, what, seconds));
    for (String process : List.of("driver", "executor")) {
      List<Collection> collections = collections(process);
      report.append(line(process, collections)).append('\n');
      assertFlat(process, collections);
    }
    Files.writeString(
        REPORT,
        report,
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }

  private List<Collection> collections(String process) throws IOException {
    List<Collection> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith(process + "-gc")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher matcher = COLLECTION.matcher(line);
          if (matcher.matches()) {
            found.add(
                new Collection(
                    Double.parseDouble(matcher.group(1)), Integer.parseInt(matcher.group(3))));
          }
        }
      }
    }
    return found;
  }

  /** The heap in use after collections, in tenths of the run: the median of each. */
  private static String line(String process, List<Collection> collections) {
    StringBuilder line =
        new StringBuilder(process + ", MB after collections, by tenths of the run:");
    double end = collections.get(collections.size() - 1).seconds();
    for (int tenth = 0; tenth < 10; tenth++) {
      double from = end * tenth / 10;
      double to = end * (tenth + 1) / 10;
      List<Integer> inside =
          collections.stream()
              .filter(c -> c.seconds() > from && c.seconds() <= to)
              .map(Collection::megabytesAfter)
              .toList();
      line.append(' ').append(inside.isEmpty() ? "-" : "" + median(inside));
    }
    return line.append(" (").append(collections.size()).append(" collections)").toString();
  }

  /**
   * The last third of the run needs no more than the middle one, give or take a young generation.
   */
  private static void assertFlat(String process, List<Collection> collections) {
    assertThat(collections).as(process).hasSizeGreaterThan(5);
    double end = collections.get(collections.size() - 1).seconds();
    List<Integer> middle = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (Collection c : collections) {
      if (c.seconds() > end * 2 / 3) {
        last.add(c.megabytesAfter());
      } else if (c.seconds() > end / 3) {
        middle.add(c.megabytesAfter());
      }
    }
    if (!middle.isEmpty() && !last.isEmpty()) {
      assertThat(median(last)).as(process + " " + collections).isLessThan(2 * median(middle) + 200);
    }
  }

  private static int median(List<Integer> values) {
    List<Integer> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private void writeBook() throws IOException {
    StringBuilder book =
        new StringBuilder("netting_set_id,counterparty_id,credit_curve,recovery,discount_curve\n");
    Files.writeString(
        folder.resolve("curves.csv"),
        "curve_id,kind,time,value\nBB,hazard,10,0.03\nEUR,discount,1,0.97\nEUR,discount,10,0.75\n");
    double[] times = new double[TENORS];
    for (int t = 0; t < TENORS; t++) {
      times[t] = 0.5 * (t + 1);
    }
    TenorGrid grid = TenorGrid.of("soak", times);
    Storage storage = Storage.standard();
    CubeStoreOutput store =
        CubeStoreOutput.begin(storage, Storage.path(folder.resolve("cubes").toString()), false);
    List<CubeStoreEntry> entries = new ArrayList<>();
    double[] values = new double[SCENARIOS * TENORS];
    SplittableRandom random = new SplittableRandom(20261120);
    try (RecordFileWriter writer =
        new RecordFileWriter(
            storage, store.partFolder(), "soak", CellType.FLOAT64, RecordFileWriter.ROLL_BYTES)) {
      for (int set = 0; set < SETS; set++) {
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextDouble(-1, 2);
        }
        entries.add(
            writer.write(
                "NS" + set, new ExposureCube("soak", grid, SCENARIOS, values, Double.NaN)));
        book.append("NS").append(set).append(",CP").append(set % 997).append(",BB,0.4,EUR\n");
      }
    }
    store.commit(entries);
    Files.writeString(folder.resolve("book.csv"), book);
  }

  /** Events over the items of the golden programme: mean and samples, little-endian. */
  private static void writeStream(Path file) throws IOException {
    int pairs = SAMPLES + 1;
    ByteBuffer event = ByteBuffer.allocate(ITEMS * (16 + 8 * pairs)).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(2 << 24 | 1).putInt(SAMPLES);
    SplittableRandom random = new SplittableRandom(20261121);
    try (OutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      out.write(header.array());
      for (int e = 1; e <= EVENTS; e++) {
        event.clear();
        for (int item = 1; item <= ITEMS; item++) {
          event.putInt(e).putInt(item);
          event.putInt(-1).putFloat(1000f);
          for (int s = 1; s <= SAMPLES; s++) {
            event.putInt(s).putFloat((float) random.nextDouble(0, 2000));
          }
          event.putInt(0).putFloat(0f);
        }
        out.write(event.array(), 0, event.position());
      }
    }
  }
}
