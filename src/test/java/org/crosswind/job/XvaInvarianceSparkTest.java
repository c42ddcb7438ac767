package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.spark.ClusterProcess;
import org.crosswind.engine.spark.SparkEngine;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.job.config.JobConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise 1: the numbers do not depend on the machine. Every double is compared with all its bits.
 */
@Tag("spark")
class XvaInvarianceSparkTest {
  private static final String RESAMPLED =
      "bootstrap { replicates = 50, method = bca, shared-scenarios = true }";

  @TempDir static Path folder;

  private static TestBook book;
  private static List<Map<String, String>> results;
  private static List<Map<String, String>> profiles;
  private static List<Map<String, String>> totals;

  @BeforeAll
  static void reference() throws IOException {
    book = new TestBook(folder, 24, 101);
    Path run =
        Path.of(
            XvaJobTest.local(book.config("reference", RESAMPLED), 1, "run.kernels=scalar")
                .folderName());
    results = TableRows.read(run, "results");
    profiles = TableRows.read(run, "profiles");
    totals = TableRows.read(run, "book");
    assertThat(results).hasSize(23 * 9);
  }

  private static XvaRun onSpark(String master, String id, String... sets) throws IOException {
    Path config = book.config(id, RESAMPLED);
    JobConfig resolved = JobConfig.load(config, List.of(sets), Clock.systemUTC());
    SparkConf conf = SparkSettings.application("test", List.of(XvaWire.class)).setMaster(master);
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        SparkEngine engine = new SparkEngine(spark)) {
      Platform platform = new Platform(spark.version(), spark.master(), HadoopSettings.of(conf));
      return new XvaJob(
              "xva", resolved, config, engine, platform, Clock.systemUTC(), ProgressListener.NONE)
          .run();
    }
  }

  private static void assertSame(XvaRun run) throws IOException {
    Path tables = Path.of(run.folderName());
    assertThat(TableRows.read(tables, "results")).isEqualTo(results);
    assertThat(TableRows.read(tables, "profiles")).isEqualTo(profiles);
    assertThat(TableRows.read(tables, "book")).isEqualTo(totals);
  }

  @ParameterizedTest
  @CsvSource({"local[1],1", "local[2],3", "local[2],64"})
  void sparkGivesTheBitsOfThePlainEngine(String master, int molecules) throws IOException {
    String id = "spark-" + molecules + "-" + master.charAt(6);
    assertSame(onSpark(master, id, "run.molecules=" + molecules));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "3,64"})
  void threadsAndMoleculesChangeNothing(int threads, int molecules) throws IOException {
    String id = "local-" + threads;
    assertSame(XvaJobTest.local(book.config(id, RESAMPLED), threads, "run.molecules=" + molecules));
  }

  @Test
  void vectorKernelsGiveTheBitsOfTheScalarOnes() throws IOException {
    assertSame(XvaJobTest.local(book.config("vector", RESAMPLED), 2, "run.kernels=vector"));
  }

  @Test
  void theOrderOfTheBookChangesNoFigureOfASet() throws IOException {
    book.book("shuffled.csv", book.shuffled(3));
    Path config = book.config("shuffled", "xva.book = \"shuffled.csv\"\n" + RESAMPLED);
    XvaRun run = XvaJobTest.local(config, 2);
    List<Map<String, String>> shuffled = TableRows.read(Path.of(run.folderName()), "results");
    assertThat(shuffled).hasSameSizeAs(results);
    for (Map<String, String> row : results) {
      String id = row.get("netting_set_id");
      assertThat(TableRows.of(shuffled, id)).isEqualTo(TableRows.of(results, id));
    }
    List<Map<String, String>> shuffledProfiles =
        TableRows.read(Path.of(run.folderName()), "profiles");
    assertThat(TableRows.of(shuffledProfiles, "NS0001"))
        .isEqualTo(TableRows.of(profiles, "NS0001"));
  }

  @Test
  @Tag("slow")
  void executorsOfTheirOwnGiveTheSameBits(@TempDir Path elsewhere) throws Exception {
    Path config = book.config("cluster", RESAMPLED);
    int exitCode =
        ClusterProcess.run(
            elsewhere,
            Main.class.getName(),
            "xva",
            "--config",
            config.toString(),
            "--set",
            "run.molecules=7");
    assertThat(exitCode).as(() -> ClusterProcess.tail(elsewhere)).isZero();
    Path tables = folder.resolve("out/cluster");
    assertThat(TableRows.read(tables, "results")).isEqualTo(results);
    assertThat(TableRows.read(tables, "book")).isEqualTo(totals);
    assertThat(TableRows.read(tables, "profiles")).isEqualTo(profiles);
  }
}
