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
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
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
 * 100,000 netting sets of 500 x 20, and a million events, each in a driver and an executor of 2 GB:
 * what lives after a full collection does not grow with the run, but for the headline figures that
 * the driver keeps of each set. Not in CI:
 *
 * <pre>
 * mvn -B -ntp -Pquick -Dtests.cluster=soak -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false verify
 * </pre>
 *
 * <p>The figures go to {@code target/soak.txt}.
 */
@Tag("soak")
class SoakTest {
  private static final int SETS = 100_000;
  private static final int SCENARIOS = 500;
  private static final int TENORS = 20;
  private static final int EVENTS = 100_000; // in a stream that is read TIMES times
  private static final int TIMES = 10;
  private static final int ITEMS = 40;
  private static final int SAMPLES = 20;

  private static final int MOLECULES = 400;
  private static final int SAMPLES_TAKEN = 50;
  private static final long MOST_NANOS = Duration.ofMinutes(40).toNanos();

  /** MB for a thousand sets: what the driver may keep of them, a kilobyte a set and model. */
  private static final double HEADLINES = 2 * 1.024;

  /** MB for a thousand sets: 5 % of the heap in a hundred thousand. */
  private static final double FLAT = 1;

  private static final Path GOLDEN = Path.of("src/test/resources/golden/fm/big-20100");
  private static final Path REPORT = Path.of("target/soak.txt");

  @TempDir Path folder;

  @Test
  void aHundredThousandNettingSets() throws Exception {
    writeBook();
    Files.writeString(
        folder.resolve("night.conf"),
        String.join(
            "\n",
            "crosswind {",
            "  run { id = \"soak\", output = \"out\", molecules = " + MOLECULES + " }",
            "  xva {",
            "    book = \"book.csv\", curves = \"curves.csv\", cubes = \"cubes\"",
            "    models = [ { model = hullwhite, parameter = 0.05 }",
            "               { model = gaussian, parameter = 0.35 } ]",
            "  }",
            "}"));
    soak(
        "netting sets",
        SETS,
        List.of("xva", "--config", folder.resolve("night.conf").toString()),
        HEADLINES,
        FLAT);
    assertThat(folder.resolve("out/soak/_SUCCESS")).exists();
  }

  @Test
  void aMillionEvents() throws Exception {
    Path stream = folder.resolve("gul.bin");
    writeStream(stream);
    List<String> words = new ArrayList<>(List.of("fm", "--allocation-rule", "2", "--static"));
    words.add(GOLDEN.resolve("input").toAbsolutePath().toString());
    words.addAll(List.of("--molecules", "" + MOLECULES, "--in"));
    words.addAll(Collections.nCopies(TIMES, stream.toString()));
    words.addAll(List.of("--out", folder.resolve("il.bin").toString()));
    soak("events", EVENTS * TIMES, words, FLAT / 10, FLAT / 10);
    assertThat(Files.size(folder.resolve("il.bin"))).isGreaterThan(1L << 20);
  }

  /**
   * Runs a command, looks into its two processes as it goes on, and checks what it saw.
   *
   * @param atoms of the whole run
   * @param driverSlope most megabytes that the driver may keep for a thousand atoms
   * @param executorSlope the same of the executor
   */
  private void soak(
      String what, int atoms, List<String> command, double driverSlope, double executorSlope)
      throws Exception {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--master", "local-cluster[1,2,2048]"));
    words.addAll(List.of("--driver-memory", "2g", "--conf", "spark.executor.memory=2g"));
    words.addAll(List.of("--conf", "spark.ui.port=0")); // as on a cluster, its tables included
    long begin = System.nanoTime();
    MemoryWatch driver = new MemoryWatch("org.apache.spark.deploy.SparkSubmit");
    MemoryWatch executor = new MemoryWatch("CoarseGrainedExecutorBackend");
    try (Submission running = Submission.start(folder, Map.of(), words)) {
      int next = 1;
      while (running.isAlive() && System.nanoTime() - begin < MOST_NANOS) {
        int done = MemoryWatch.recordedMolecules(folder);
        if (done * SAMPLES_TAKEN >= next * MOLECULES) {
          double atomsDone = (double) atoms * done / MOLECULES;
          driver.look(running.processes(), atomsDone);
          executor.look(running.processes(), atomsDone);
          next = done * SAMPLES_TAKEN / MOLECULES + 1;
        }
        Thread.sleep(50);
      }
      assertThat(running.exitCode(Duration.ofSeconds(10))).as(running::tail).isZero();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    String report =
        String.format(Locale.ROOT, "%,d %s in %.0f s%n", atoms, what, seconds)
            + driver.report("driver", atoms)
            + executor.report("executor", atoms);
    Files.writeString(REPORT, report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    assertThat(driver.samples()).as(report).isGreaterThan(SAMPLES_TAKEN / 2);
    assertThat(executor.samples()).as(report).isGreaterThan(SAMPLES_TAKEN / 2);
    assertThat(driver.slope(atoms)).as(report).isLessThan(driverSlope);
    assertThat(executor.slope(atoms)).as(report).isLessThan(executorSlope);
    assertThat(driver.mostLive()).as(report).isLessThan(1024);
    assertThat(executor.mostLive()).as(report).isLessThan(1024);
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
            storage, store.partFolder(), "soak", CellType.FLOAT32, RecordFileWriter.ROLL_BYTES)) {
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
