package org.crosswind.job.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.calc.stats.BootstrapSpec;
import org.crosswind.calc.stats.SampleStatistic;
import org.crosswind.engine.Engine;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.spark.ClusterProcess;
import org.crosswind.engine.spark.SparkEngine;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.Main;
import org.crosswind.job.Platform;
import org.crosswind.job.config.JobConfig;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.Resampling;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of the intervals do not depend on who draws the replicates. */
@Tag("spark")
class BootstrapSparkTest {
  private static final int REPLICATES = 6000;

  @TempDir static Path folder;

  private static Path table;
  private static byte[] reference;

  @BeforeAll
  static void makeTheReference() throws IOException {
    double[] x = new double[9000];
    RandomOps.of(KernelVariant.AUTO)
        .exponentials(RandomStream.of(3, Purpose.SYNTHETIC, 1), 0, x, 0, x.length);
    StringBuilder text = new StringBuilder("day,x\n");
    for (int i = 0; i < x.length; i++) {
      int day = (int) Math.sqrt(i); // groups of different sizes, the first of one row
      text.append(String.format(Locale.ROOT, "D%d,%s%n", day < 40 ? day : 40, x[i]));
    }
    table = Files.writeString(folder.resolve("x.csv"), text);
    try (Engine engine = new LocalEngine(1)) {
      reference = intervals(run(engine, Platform.PLAIN, "reference", 1));
    }
  }

  private static BootstrapRun run(Engine engine, Platform platform, String id, int molecules)
      throws IOException {
    return run(engine, platform, id, molecules, "new", ProgressListener.NONE);
  }

  private static BootstrapRun run(
      Engine engine,
      Platform platform,
      String id,
      int molecules,
      String start,
      ProgressListener progress)
      throws IOException {
    BootstrapSpec spec =
        new BootstrapSpec(
            List.of(SampleStatistic.named("mean"), SampleStatistic.named("quantile:0.9")),
            Intervals.Method.BCA,
            QuantileType.TYPE_7,
            Resampling.Scheme.ORDINARY,
            0,
            REPLICATES,
            0.95,
            42);
    JobConfig config =
        JobConfig.withoutFile(
            List.of(
                "run.id=" + id,
                "run.output=\"" + folder.resolve("out") + "\"",
                "run.format=csv",
                "run.start=" + start,
                "run.molecules=" + molecules),
            Clock.systemUTC());
    return new BootstrapJob(
            new BootstrapRequest(table.toString(), "x", "day", null, OnBadRow.FAIL, spec),
            config,
            engine,
            platform,
            Clock.systemUTC(),
            progress)
        .run();
  }

  private static byte[] intervals(BootstrapRun run) throws IOException {
    assertThat(run.intervals()).isEqualTo(80); // the group of one row has none
    assertThat(run.failures()).isEqualTo(2);
    return Files.readAllBytes(Path.of(run.folderName()).resolve("intervals.csv"));
  }

  @ParameterizedTest
  @CsvSource({"local[1],1", "local[2],3", "local[2],64"})
  void sparkGivesTheBitsOfThePlainEngine(String master, int molecules) throws IOException {
    SparkConf conf =
        SparkSettings.application("test", List.of(BootstrapWire.class)).setMaster(master);
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        SparkEngine engine = new SparkEngine(spark)) {
      Platform platform = new Platform(spark.version(), spark.master(), HadoopSettings.of(conf));
      BootstrapRun run = run(engine, platform, "s" + molecules, molecules);
      assertThat(intervals(run)).isEqualTo(reference);
    }
  }

  /** Stands for the end of the process, as far as one can have it without ending the tests. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 75})
  void aRunThatDiedGoesOnToTheSameBits(int done) throws IOException {
    String id = "died-" + done;
    try (Engine engine = new LocalEngine(1)) {
      assertThatThrownBy(
              () ->
                  run(
                      engine,
                      Platform.PLAIN,
                      id,
                      9,
                      "new",
                      (what, atoms, failed, total) -> {
                        if (atoms >= done) {
                          throw new Death();
                        }
                      }))
          .isInstanceOf(Death.class);
    }
    assertThat(folder.resolve("out").resolve(id)).doesNotExist();
    List<Long> totals = new ArrayList<>();
    try (Engine engine = new LocalEngine(2)) {
      ProgressListener count = (what, atoms, failed, total) -> totals.add(total);
      BootstrapRun run = run(engine, Platform.PLAIN, id, 3, "resume", count);
      assertThat(intervals(run)).isEqualTo(reference);
    }
    assertThat(totals.get(0)).isLessThanOrEqualTo(91 - done); // 2 blocks of 40 groups, 11 of one
  }

  @Test
  @Tag("slow")
  void executorsOfTheirOwnGiveTheSameBits(@TempDir Path elsewhere) throws Exception {
    int exitCode =
        ClusterProcess.run(
            elsewhere,
            Main.class.getName(),
            "bootstrap",
            "--in",
            table.toString(),
            "--column",
            "x",
            "--group",
            "day",
            "--statistic",
            "mean,quantile:0.9",
            "--replicates",
            Integer.toString(REPLICATES),
            "--output",
            folder.resolve("out").toString(),
            "--run-id",
            "cluster",
            "--format",
            "csv",
            "--molecules",
            "7",
            "--tolerated-failures",
            "0.1");
    assertThat(exitCode).as(() -> ClusterProcess.tail(elsewhere)).isZero();
    assertThat(Files.readAllBytes(folder.resolve("out/cluster/intervals.csv")))
        .isEqualTo(reference);
  }
}
