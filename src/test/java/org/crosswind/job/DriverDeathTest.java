package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosswind.engine.spark.ClusterProcess;
import org.crosswind.job.fm.FmRuns;
import org.crosswind.job.panel.TestPanel;
import org.crosswind.job.yarn.HeldModel;
import org.crosswind.model.insurance.FmAnalysis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real commands in processes of their own, killed with SIGKILL at random moments, which no hook of
 * theirs sees, and finished afterwards: nothing is lost, nothing doubled, nothing left behind. The
 * moments are spread over the work of a run, its publication included.
 */
@Tag("slow")
@Tag("spark")
class DriverDeathTest {
  private static final long SEED = 20261120;
  private static final String MASTER = "local[2]";
  private static final int SETS = 60;

  /** The part of the moments that falls into the computing, from the first claim on. */
  private static final double COMPUTING = 0.75;

  private static int kills;
  private static int inTheMiddle;

  @TempDir Path folder;

  /** A command whose runs are killed. */
  private abstract class Victim {
    /** What the process is told, without how it begins. */
    abstract List<String> words(String id);

    /** The folder of the folder of a run. */
    Path output() {
      return folder.resolve("out");
    }

    /** What a run's folder is named after. */
    String runId(String id) {
      return id;
    }

    /** About how long a run takes from its last record to its end. */
    abstract Duration ending();

    /** How many molecules a run records. */
    abstract int molecules();

    /** Runs one without killing it, to be compared with. */
    abstract void undisturbed() throws IOException;

    /** Compares a finished run with the undisturbed one. */
    abstract void assertSame(String id) throws IOException;

    DriverProcess start(String id, String... more) throws IOException {
      return DriverProcess.start(folder, MASTER, words(id, more));
    }

    List<String> words(String id, String... more) {
      List<String> words = new ArrayList<>(words(id));
      words.addAll(List.of(more));
      return words;
    }

    Set<Path> unfinished(String id) throws IOException {
      return DriverProcess.unfinished(output(), runId(id));
    }

    int records(String id) throws IOException {
      int records = 0;
      for (Path run : unfinished(id)) {
        records = Math.max(records, DriverProcess.records(run));
      }
      return records;
    }
  }

  /** Kills a run of a victim at each of some moments and finishes it. */
  private void kill(Victim victim, String name, int times) throws Exception {
    victim.undisturbed();
    int all = victim.molecules();
    Random random = new Random(SEED + name.hashCode());
    for (int i = 0; i < times; i++) {
      String id = name + "-" + i;
      // One in each part of the run.
      double moment = (i + random.nextDouble()) / times;
      DriverProcess first = victim.start(id);
      killAt(first, victim, id, all, 0, moment);
      int left = victim.records(id);
      String what =
          String.format(
              Locale.ROOT,
              "%s of seed %d, killed at %.3f with %d of %d recorded",
              id,
              SEED,
              moment,
              left,
              all);
      assertThat(left).as(what).isLessThanOrEqualTo(all);
      kills++;
      inTheMiddle += left > 0 && left < all ? 1 : 0;
      if (i % 2 == 0 && left > 0) { // killed again while it resumes
        moment = random.nextDouble();
        killAt(victim.start(id, "--once"), victim, id, all, left, moment);
        left = victim.records(id);
        what += String.format(Locale.ROOT, ", again at %.3f with %d", moment, left);
      }
      if (i == 0 && left > 0) {
        Said said = run(victim.words(id));
        assertThat(said.exitCode()).as("%s, begun anew without a word", what).isEqualTo(3);
        assertThat(said.err()).contains("--resume", "--replace");
      }
      Said said = run(victim.words(id, left > 0 && i % 2 == 1 ? "--resume" : "--once"));
      assertThat(said.exitCode()).as("%s: %s", what, said.err()).isZero();
      victim.assertSame(id);
      try (Stream<Path> entries = Files.walk(folder)) {
        assertThat(
                entries.filter(
                    entry ->
                        entry.getFileName().toString().startsWith(".")
                            || entry.getFileName().toString().equals("_journal")))
            .as("%s: left behind", what)
            .isEmpty();
      }
    }
  }

  @AfterAll
  static void someFellIntoTheComputing() {
    assertThat(inTheMiddle)
        .as("kills of %d that left a run half computed", kills)
        .isGreaterThanOrEqualTo(kills / 4);
  }

  /** From the claim of the id, over all records, to the end. */
  private static void killAt(
      DriverProcess process, Victim victim, String id, int all, int from, double moment)
      throws Exception {
    Set<Path> before = victim.unfinished(id);
    boolean computing = moment < COMPUTING;
    double share = computing ? moment / COMPUTING : (moment - COMPUTING) / (1 - COMPUTING);
    int records = computing ? from + (int) (share * (all - from)) : all;
    Duration later =
        computing
            ? Duration.ofMillis((long) (20 * (share * all % 1)))
            : Duration.ofNanos((long) (share * victim.ending().toNanos()));
    process.killAt(victim.output(), victim.runId(id), records, later, before);
  }

  /** The same program in this process, where its classes are warm. */
  private static Said run(List<String> words) {
    String master = System.getProperty("spark.master");
    try {
      System.setProperty("spark.master", MASTER);
      return Said.run(words.toArray(String[]::new));
    } finally {
      if (master == null) {
        System.clearProperty("spark.master");
      } else {
        System.setProperty("spark.master", master);
      }
    }
  }

  /** A command that publishes a folder, tables of which are compared by their bytes. */
  private abstract class WithAFolder extends Victim {
    private Map<String, String> expected;
    private JsonNode counts;

    @Override
    void undisturbed() throws IOException {
      Said said = run(words("whole"));
      assertThat(said.exitCode()).as(said.err()).isZero();
      expected = tables("whole");
      counts = counts("whole");
      assertThat(counts).isNotEmpty();
      for (JsonNode count : counts) {
        assertThat(count.get("results").asLong() + count.get("failures").asLong())
            .as("%s", count)
            .isEqualTo(count.get("inputs").asLong());
      }
    }

    private JsonNode counts(String id) throws IOException {
      return new ObjectMapper()
          .readTree(output().resolve(id).resolve("manifest.json").toFile())
          .get("counts");
    }

    /**
     * All files of a run but manifest and metrics, with their bytes; of Parquet without the footer,
     * where parquet-mr lists the encodings of a column in the order of a hash that every JVM
     * chooses anew.
     */
    private Map<String, String> tables(String id) throws IOException {
      Path run = output().resolve(id);
      Map<String, String> files = new TreeMap<>();
      try (Stream<Path> all = Files.walk(run)) {
        for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          String name = run.relativize(file).toString();
          if (!name.equals("manifest.json") && !name.startsWith("metrics")) {
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length;
            if (name.endsWith(".parquet")) {
              length -=
                  8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length - 8);
            }
            files.put(name, HexFormat.of().formatHex(bytes, 0, length));
          }
        }
      }
      return files;
    }

    @Override
    void assertSame(String id) throws IOException {
      Map<String, String> found = tables(id);
      assertThat(found.keySet()).as(id).isEqualTo(expected.keySet());
      expected.forEach(
          (file, bytes) ->
              assertThat(found.get(file).equals(bytes)).as("bytes of %s of %s", file, id).isTrue());
      assertThat(counts(id)).as(id).isEqualTo(counts);
      assertThat(output().resolve("latest")).hasContent(id);
    }
  }

  /** A night; on Spark what is compared with is of threads too. */
  private final class Night extends WithAFolder {
    private final String config;
    private final String engine;

    Night(String engine) throws IOException {
      this(engine, "");
    }

    Night(String engine, String more) throws IOException {
      this.config = new TestBook(folder, SETS, 300).config("night", more).toString();
      this.engine = engine;
    }

    @Override
    List<String> words(String id) {
      List<String> words = new ArrayList<>(List.of("xva", "--config", config));
      for (String set :
          List.of(
              "run.id=" + id,
              "run.engine=" + (id.equals("whole") ? "local" : engine),
              "run.threads=2",
              "run.molecules=" + SETS)) {
        words.addAll(List.of("--set", set));
      }
      return words;
    }

    @Override
    int molecules() {
      return SETS;
    }

    @Override
    Duration ending() {
      return Duration.ofMillis(300);
    }
  }

  @Test
  void nightsOnThreadsLoseNothing() throws Exception {
    kill(new Night("local"), "threads", 3);
  }

  @Test
  void nightsOnSparkLoseNothing() throws Exception {
    kill(new Night("spark"), "spark", 2);
  }

  @Test
  void anExecutorThatOutlivesItsDriverLeavesTheFinishedRunAlone() throws Exception {
    Night night =
        new Night(
            "spark", "xva.models += { model = " + HeldModel.class.getName() + ", parameter = 1 }");
    night.undisturbed();
    Path marks = Files.createDirectory(folder.resolve("marks"));
    Process driver =
        ClusterProcess.start(
            folder,
            List.of(
                "-Dspark.master=local-cluster[1,1,1024]",
                "-Dspark.executor.extraJavaOptions=-D" + HeldModel.MARKS + "=" + marks),
            Main.class.getName(),
            night.words("zombie"));
    ProcessHandle executor = null;
    try {
      Path held = marks.resolve("held"); // in the middle of a molecule
      while (driver.isAlive() && !Files.exists(held)) {
        Thread.sleep(20);
      }
      assertThat(held).as(() -> ClusterProcess.tail(folder)).exists();
      executor = ProcessHandle.of(Long.parseLong(Files.readString(held))).orElseThrow();
      signal("STOP", executor); // so that it does not see its driver's end
      driver.destroyForcibly();
      driver.waitFor();
      Said said = run(night.words("zombie", "--once", "--set", "run.engine=local"));
      assertThat(said.exitCode()).as(said.err()).isZero();
      night.assertSame("zombie");
      Files.createFile(marks.resolve("released"));
      signal("CONT", executor);
      executor.onExit().get(2, TimeUnit.MINUTES);
      night.assertSame("zombie");
      try (Stream<Path> entries = Files.list(night.output())) {
        assertThat(entries.map(entry -> entry.getFileName().toString()))
            .containsExactlyInAnyOrder("whole", "zombie", "latest");
      }
    } finally {
      if (executor != null) {
        executor.destroyForcibly();
      }
      ClusterProcess.end(folder, driver);
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Prices of five stocks, which are read in five molecules. */
  private final class Panel extends WithAFolder {
    private final Path prices;

    Panel() throws IOException {
      prices = new TestPanel(5, 8, 60, 5, 77).write(folder.resolve("prices"));
    }

    @Override
    List<String> words(String id) {
      List<String> words = new ArrayList<>(List.of("panel", "--input", prices.toString()));
      words.addAll(List.of("--run-id", id, "--output", output().toString()));
      words.addAll(List.of("--replicates", "20000"));
      for (String set :
          List.of("run.engine=local", "run.threads=2", "run.molecules=20", "run.format=csv")) {
        words.addAll(List.of("--set", set));
      }
      return words;
    }

    @Override
    int molecules() {
      return 25;
    }

    @Override
    Duration ending() {
      return Duration.ofMillis(300);
    }
  }

  @Test
  void panelsLoseNothing() throws Exception {
    kill(new Panel(), "panel", 2);
  }

  /** Intervals of ten groups of rows. */
  private final class Bootstrap extends WithAFolder {
    private final Path table;

    Bootstrap() throws IOException {
      Random random = new Random(5);
      StringBuilder text = new StringBuilder("region,loss\n");
      for (int row = 0; row < 2000; row++) {
        text.append('R').append(row % 10).append(',').append(random.nextDouble()).append('\n');
      }
      table = Files.writeString(folder.resolve("losses.csv"), text);
    }

    @Override
    List<String> words(String id) {
      List<String> words = new ArrayList<>(List.of("bootstrap", "--in", table.toString()));
      words.addAll(List.of("--column", "loss", "--group", "region", "--statistic", "mean,es:0.9"));
      words.addAll(List.of("--run-id", id, "--output", output().toString(), "--engine", "local"));
      words.addAll(List.of("--replicates", "20000", "--format", "csv", "--molecules", "20"));
      words.addAll(List.of("--set", "run.threads=2"));
      return words;
    }

    @Override
    int molecules() {
      return 20;
    }

    @Override
    Duration ending() {
      return Duration.ofMillis(200);
    }
  }

  @Test
  void bootstrapsLoseNothing() throws Exception {
    kill(new Bootstrap(), "bootstrap", 2);
  }

  /** All goldens in one run of the financial module, which writes streams and no folder. */
  private final class Streams extends Victim {
    private static final int MOLECULES = 64;

    private Path out(String id) {
      return folder.resolve(id + "-streams");
    }

    @Override
    Path output() {
      return folder;
    }

    @Override
    String runId(String id) {
      return id + ".csv.fm";
    }

    @Override
    List<String> words(String id) {
      return List.of(
          "fm",
          "--manifest",
          folder.resolve(id + ".csv").toString(),
          "--molecules",
          Integer.toString(MOLECULES));
    }

    @Override
    DriverProcess start(String id, String... more) throws IOException {
      Files.createDirectories(out(id));
      FmRuns.manifest(folder.resolve(id + ".csv"), FmRuns.goldens(out(id)));
      return super.start(id, more);
    }

    @Override
    Duration ending() {
      return Duration.ofMillis(1000);
    }

    @Override
    int molecules() {
      return MOLECULES;
    }

    /** The pipe says what the streams must be. */
    @Override
    void undisturbed() {}

    @Override
    void assertSame(String id) throws IOException {
      List<FmAnalysis> analyses = FmRuns.goldens(out(id));
      FmRuns.assertWritten(out(id), FmRuns.pipe(analyses, folder));
      for (JsonNode count :
          new ObjectMapper()
              .readTree(folder.resolve(id + ".csv.run.json").toFile())
              .get("counts")) {
        assertThat(count.get("failures").asLong()).isZero();
        assertThat(count.get("results").asLong())
            .as("%s", count)
            .isPositive()
            .isEqualTo(count.get("inputs").asLong());
      }
    }
  }

  @Test
  void analysesOnSparkLoseNothing() throws Exception {
    kill(new Streams(), "fm", 2);
  }

  /** The same with a folder for the run; what is compared with is of threads. */
  private final class StreamsInAFolder extends WithAFolder {
    private final Path manifest;

    StreamsInAFolder() throws IOException {
      // Names without a folder: the streams are in that of the run.
      manifest = FmRuns.manifest(folder.resolve("runs.csv"), FmRuns.goldens(Path.of("")));
    }

    @Override
    List<String> words(String id) {
      List<String> words = new ArrayList<>(List.of("fm", "--manifest", manifest.toString()));
      words.addAll(List.of("--output", output().toString(), "--run-id", id));
      words.addAll(List.of("--molecules", Integer.toString(Streams.MOLECULES)));
      words.addAll(List.of("--set", "run.engine=" + (id.equals("whole") ? "local" : "spark")));
      return words;
    }

    @Override
    int molecules() {
      return Streams.MOLECULES;
    }

    @Override
    Duration ending() {
      return Duration.ofMillis(1000);
    }
  }

  @Test
  void analysesInAFolderOnSparkLoseNothing() throws Exception {
    kill(new StreamsInAFolder(), "folder", 2);
  }

  @Test
  void ofTwoNightsStartedAtOnceOneRunsAndTheOtherNamesIt() throws Exception {
    Victim night = new Night("local");
    DriverProcess one = night.start("twice");
    DriverProcess two = night.start("twice");
    List<Integer> codes = List.of(one.end(), two.end());
    String said = one.said() + two.said();
    assertThat(codes).as(said).containsExactlyInAnyOrder(0, 3);
    DriverProcess winner = codes.get(0) == 0 ? one : two;
    assertThat(said).contains("a run of this name is under way (process " + winner.pid());
    assertThat(folder.resolve("out/twice/_SUCCESS")).exists();
    assertThat(TableRows.read(folder.resolve("out/twice"), "failures")).hasSize(1);
  }
}
