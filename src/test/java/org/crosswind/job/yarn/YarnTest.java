package org.crosswind.job.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.job.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights and analyses on YARN, inputs and outputs on HDFS, whatever dies meanwhile: the same bytes
 * as on a laptop.
 */
@Tag("yarn")
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class YarnTest {
  private static final List<String> TABLES = List.of("results", "profiles", "failures");
  private static final Path GOLDEN = Path.of("src/test/resources/golden/fm/big-20100");
  private static final Path SECURE =
      Path.of("conf/examples/secure/spark-defaults.conf").toAbsolutePath();
  private static final int STREAMS = 200;
  private static final String EXECUTOR =
      "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend";
  private static final String MASTER = "org.apache.spark.deploy.yarn.ApplicationMaster";

  @TempDir static Path folder;

  private static MiniCluster cluster;
  private static String sparkArchive;
  private static Path inputs;
  private static List<String> expectedNight;
  private static byte[] expectedLosses;

  @BeforeAll
  static void startTheCluster() throws Exception {
    cluster = MiniCluster.start(folder);
    // The first start links the Spark home whose jars an operator would put on HDFS.
    try (Submission first =
        Submission.start(
            folder.resolve("first"),
            Map.of(),
            List.of(
                "demo",
                "--inputs-only",
                "--sets",
                "60",
                "--scenarios",
                "200",
                "--output",
                folder.resolve("demo").toString()))) {
      assertThat(first.exitCode()).as(first::tail).isZero();
    }
    sparkArchive = cluster.archive(Path.of("target/spark-home/jars")).toString();
    night();
    analysis();
  }

  private static void night() throws IOException {
    inputs = folder.resolve("demo/demo-input");
    FileSystem hdfs = cluster.fileSystem();
    hdfs.mkdirs(onHdfs("/risk"));
    hdfs.copyFromLocalFile(hadoop(inputs), onHdfs("/risk/in"));
    Path local = folder.resolve("local.conf");
    Files.writeString(local, configuration(inputs.toString(), folder.resolve("local").toString()));
    Files.writeString(
        folder.resolve("night.conf"), configuration("hdfs:///risk/in", "hdfs:///risk/out"));
    run("xva", "--config", local.toString(), "--set", "run.id=local", "--set", "run.engine=local");
    expectedNight = rows(Storage.standard(), hadoop(folder.resolve("local/local")));
    assertThat(expectedNight).hasSizeGreaterThan(1000);
  }

  private static void analysis() throws IOException {
    FileSystem hdfs = cluster.fileSystem();
    hdfs.mkdirs(onHdfs("/fm/gul"));
    hdfs.copyFromLocalFile(hadoop(GOLDEN.resolve("input").toAbsolutePath()), onHdfs("/fm/static"));
    byte[] stream = Files.readAllBytes(GOLDEN.resolve("gul.bin"));
    for (int i = 0; i < STREAMS; i++) {
      try (OutputStream out = hdfs.create(onHdfs("/fm/gul/" + i + ".bin"))) {
        out.write(stream);
      }
    }
    Path out = folder.resolve("il.bin");
    List<String> words = analysisWords(GOLDEN + "/input", GOLDEN + "/gul.bin", out.toString());
    run(words.toArray(String[]::new));
    expectedLosses = Files.readAllBytes(out);
  }

  @AfterAll
  static void stopTheCluster() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String configuration(String inputs, String output) {
    return String.join(
        "\n",
        "crosswind {",
        "  run { output = \"" + output + "\", tolerated-failures = 0.1 }",
        "  xva {",
        "    book = \"" + inputs + "/book.csv\", curves = \"" + inputs + "/curves.csv\"",
        "    cubes = \"" + inputs + "/cubes\"",
        "    models = [",
        "      { model = hullwhite, parameter = 0.05 }",
        "      { model = gaussian, parameter = 0.35 }",
        "      { model = " + HeldModel.class.getName() + ", parameter = 1 }",
        "    ]",
        "  }",
        "}",
        "");
  }

  /** The same stream many times, or many streams by a place for their number. */
  private static List<String> analysisWords(String tables, String streams, String out) {
    List<String> words = new ArrayList<>(List.of("fm", "--static", tables, "--in"));
    for (int i = 0; i < STREAMS; i++) {
      words.add(streams.replace("#", "" + i));
    }
    words.addAll(List.of("--allocation-rule", "1", "--sort-output", "--out", out));
    return words;
  }

  private static List<String> nightWords(String runId) {
    return List.of(
        "xva", "--config", folder.resolve("night.conf").toString(), "--set", "run.id=" + runId);
  }

  private static List<String> analysisWords(String runId) {
    return analysisWords(
        "hdfs:///fm/static", "hdfs:///fm/gul/#.bin", "hdfs:///fm/" + runId + ".bin");
  }

  /** The same as a run with a folder of its own, as a schedule starts it. */
  private static List<String> folderWords(String runId) {
    List<String> words =
        analysisWords("hdfs:///fm/static", "hdfs:///fm/gul/#.bin", "losses/il.bin");
    words.addAll(List.of("--output", "hdfs:///fm/runs", "--run-id", runId, "--once"));
    return words;
  }

  @Test
  @Order(1)
  void clientMode() throws Exception {
    try (Submission night = submit("client-xva", "client", nightWords("client"));
        Submission analysis = submit("client-fm", "client", analysisWords("client"))) {
      assertThat(night.exitCode()).as(night::tail).isZero();
      assertThat(night.out()).contains("tables in hdfs:").contains("/risk/out/client");
      assertThat(analysis.exitCode()).as(analysis::tail).isZero();
    }
    assertNightOnHdfs("client");
    assertLossesOnHdfs("client");
  }

  @Test
  @Order(2)
  void clusterModeAndAnExecutorOfEachIsKilled() throws Exception {
    Path marks = Files.createDirectories(folder.resolve("executor-marks"));
    List<String> secured = new ArrayList<>(held(nightWords("cluster"), marks));
    secured.addAll(
        List.of("--properties-file", SECURE.toString())); // the example works on a cluster
    try (Submission night = submit("cluster-xva", "cluster", secured)) {
      await(night, "an executor at work", () -> Files.exists(marks.resolve("held")));
      long held = Long.parseLong(Files.readString(marks.resolve("held")));
      assertThat(ProcessHandle.of(held).orElseThrow().destroyForcibly()).isTrue();
      assertThat(night.exitCode()).as(night::tail).isZero();
    }
    try (Submission analysis = submit("cluster-fm", "cluster", folderWords("cluster"))) {
      await(analysis, "a first part", () -> joined("cluster"));
      assertThat(kill(EXECUTOR)).isPositive();
      assertThat(analysis.exitCode()).as(analysis::tail).isZero();
    }
    assertNightOnHdfs("cluster");
    assertLossesOnHdfs("runs/cluster/losses", "il");
    assertThat(cluster.fileSystem().exists(onHdfs("/fm/runs/latest"))).isTrue();
    assertThat(cluster.fileSystem().exists(onHdfs("/fm/runs/cluster/analyses"))).isTrue();
    assertThat(cluster.fileSystem().listStatus(onHdfs("/fm/runs"))).hasSize(2);
  }

  @Test
  @Order(3)
  void aKilledApplicationMasterPublishesNothingAndTheNightCanBeRunAgain() throws Exception {
    Path marks = Files.createDirectories(folder.resolve("master-marks"));
    try (Submission night = submit("master", "cluster", held(nightWords("master"), marks))) {
      await(night, "an executor at work", () -> Files.exists(marks.resolve("held")));
      assertThat(kill(MASTER)).isEqualTo(1);
      Files.createFile(marks.resolve("released"));
      assertThat(night.exitCode()).as(night::tail).isNotZero();
    }
    assertThat(cluster.fileSystem().exists(onHdfs("/risk/out/master"))).isFalse();
    List<String> once = new ArrayList<>(nightWords("master"));
    once.add("--once");
    try (Submission again = submit("again", "cluster", once)) {
      assertThat(again.exitCode()).as(again::tail).isZero();
    }
    assertNightOnHdfs("master");
  }

  @Test
  @Order(4)
  void aDataNodeIsLostMeanwhile() throws Exception {
    Path marks = Files.createDirectories(folder.resolve("datanode-marks"));
    try (Submission night = submit("datanode-xva", "client", held(nightWords("datanode"), marks));
        Submission analysis = submit("datanode-fm", "client", analysisWords("datanode"))) {
      await(night, "an executor at work", () -> Files.exists(marks.resolve("held")));
      cluster.stopDataNode(0);
      Files.createFile(marks.resolve("released"));
      assertThat(night.exitCode()).as(night::tail).isZero();
      assertThat(analysis.exitCode()).as(analysis::tail).isZero();
    }
    assertNightOnHdfs("datanode");
    assertLossesOnHdfs("datanode");
  }

  /** The words of a night one of whose executors stops at the user's model. */
  private static List<String> held(List<String> words, Path marks) {
    List<String> all = new ArrayList<>(words);
    all.add("--conf");
    all.add("spark.executor.extraJavaOptions=-D" + HeldModel.MARKS + "=" + marks);
    return all;
  }

  /** What a user's cluster needs: where Spark is, small sizes, and a jar with the user's model. */
  private static Submission submit(String name, String mode, List<String> words)
      throws IOException {
    List<String> all = new ArrayList<>(words);
    all.addAll(
        List.of("--master", "yarn", "--deploy-mode", mode, "--queue", "default", "--name", name));
    all.addAll(List.of("--driver-memory", "512m", "--executor-memory", "512m"));
    all.addAll(List.of("--num-executors", "2", "--executor-cores", "1"));
    all.addAll(List.of("--jars", modelJar().toString()));
    all.addAll(List.of("--conf", "spark.yarn.archive=" + sparkArchive));
    all.addAll(List.of("--conf", "spark.executor.memoryOverhead=384m"));
    all.addAll(List.of("--conf", "spark.ui.enabled=false"));
    // What happens is asked for often, and a small heap needs no threads to be collected.
    all.addAll(List.of("--conf", "spark.yarn.report.interval=300ms"));
    all.addAll(List.of("--conf", "spark.yarn.scheduler.heartbeat.interval-ms=300"));
    all.addAll(List.of("--conf", "spark.yarn.scheduler.initial-allocation.interval=100ms"));
    all.addAll(List.of("--conf", "spark.driver.extraJavaOptions=-XX:+UseSerialGC"));
    all.addAll(List.of("--conf", "spark.executor.defaultJavaOptions=-XX:+UseSerialGC"));
    return Submission.start(
        folder.resolve("run-" + name),
        Map.of("HADOOP_CONF_DIR", cluster.configurationFolder().toString()),
        all);
  }

  /** A user's model in a jar of its own. */
  private static Path modelJar() throws IOException {
    Path jar = folder.resolve("models.jar");
    return Files.exists(jar) ? jar : ModelJar.write(jar, HeldModel.class);
  }

  /** Waits five minutes at most, and no longer than the application lives. */
  private static void await(Submission running, String what, Callable<Boolean> event)
      throws Exception {
    for (int i = 0; i < 6000 && !event.call(); i++) {
      assertThat(running.isAlive()).as(() -> what + " before the end\n" + running.tail()).isTrue();
      Thread.sleep(50);
    }
    assertThat(event.call()).as(what).isTrue();
  }

  /** Kills one process of a kind on this cluster; how many of them there were. */
  private static int kill(String kind) {
    List<ProcessHandle> found =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .filter(process -> commandLine(process).contains(folder.toString()))
            .filter(process -> commandLine(process).contains(kind))
            .toList();
    if (!found.isEmpty()) {
      found.get(0).destroyForcibly();
    }
    return found.size();
  }

  private static String commandLine(ProcessHandle process) {
    try (InputStream in = Files.newInputStream(Path.of("/proc/" + process.pid() + "/cmdline"))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // ended meanwhile
    }
  }

  /** Whether the stream of a run in its hidden folder has begun to grow. */
  private static boolean joined(String runId) throws IOException {
    FileStatus[] found =
        cluster
            .fileSystem()
            .globStatus(onHdfs("/fm/runs/." + runId + ".tmp-*/losses/.il.bin.joined-*"));
    return found != null && found.length > 0;
  }

  private static void run(String... words) {
    StringWriter said = new StringWriter();
    int exitCode = Main.run(words, new PrintWriter(said, true));
    assertThat(exitCode).as(() -> Arrays.toString(words) + "\n" + said).isZero();
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private static org.apache.hadoop.fs.Path onHdfs(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  /** The rows of all tables of a run in order, as text in which a double has all its bits. */
  private static List<String> rows(Storage storage, org.apache.hadoop.fs.Path run) {
    List<String> rows = new ArrayList<>();
    for (String table : TABLES) {
      for (FileStatus part : storage.list(new org.apache.hadoop.fs.Path(run, table))) {
        try (ParquetTableReader reader = new ParquetTableReader(storage, part.getPath())) {
          while (reader.next()) {
            StringBuilder row = new StringBuilder(table);
            for (int c = 0; c < reader.columns().size(); c++) {
              row.append('|').append(reader.columns().get(c)).append('=');
              row.append(reader.isNull(c) ? "null" : reader.string(c));
            }
            rows.add(row.toString());
          }
        }
      }
    }
    return rows;
  }

  /** As a list assertion, but a difference prints one row and not all of them. */
  private static void assertNightOnHdfs(String runId) {
    List<String> found =
        rows(new Storage(cluster.configuration()), onHdfs("/risk/out/" + runId)).stream()
            .map(row -> row.replace("hdfs:/risk/in", inputs.toString()))
            .toList();
    for (int i = 0; i < Math.min(found.size(), expectedNight.size()); i++) {
      assertThat(found.get(i)).as("row %d of %s", i, runId).isEqualTo(expectedNight.get(i));
    }
    assertThat(found.size()).as("rows of %s", runId).isEqualTo(expectedNight.size());
  }

  private static void assertLossesOnHdfs(String name) throws IOException {
    assertLossesOnHdfs("", name);
  }

  private static void assertLossesOnHdfs(String folder, String name) throws IOException {
    Path losses = Path.of("/fm").resolve(folder);
    try (InputStream in = cluster.fileSystem().open(onHdfs(losses + "/" + name + ".bin"))) {
      assertThat(Arrays.equals(in.readAllBytes(), expectedLosses)).as(name).isTrue();
    }
    for (FileStatus entry : cluster.fileSystem().listStatus(onHdfs(losses.toString()))) {
      assertThat(entry.getPath().getName()).doesNotStartWith("." + name);
    }
  }
}
