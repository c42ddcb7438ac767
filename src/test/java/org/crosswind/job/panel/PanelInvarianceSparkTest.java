package org.crosswind.job.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.spark.ClusterProcess;
import org.crosswind.engine.spark.SparkEngine;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.Main;
import org.crosswind.job.Platform;
import org.crosswind.job.TableRows;
import org.crosswind.job.config.JobConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of a panel do not depend on the machine: every cell of every table is compared. */
@Tag("spark")
class PanelInvarianceSparkTest {
  private static final List<String> TABLES =
      List.of("realised", "features", "performance", "alignment", "rejected", "failures");

  @TempDir static Path folder;

  private static Path prices;
  private static Map<String, List<Map<String, String>>> expected;

  @BeforeAll
  static void reference() throws IOException {
    TestPanel panel = new TestPanel(5, 6, 60, 5, 77);
    prices = panel.write(folder.resolve("prices"));
    List<String> lines = panel.lines(2);
    lines.set(70, "20260106,1021,zero");
    Files.write(prices.resolve("SAC.csv"), lines);
    PanelRun run =
        PanelJobTest.local(prices, folder.resolve("out"), 1, "run.id=one", "run.kernels=scalar");
    expected = tables(Path.of(run.folderName()));
    assertThat(expected.get("realised")).hasSize(29);
    assertThat(expected.get("failures")).hasSize(1);
  }

  private static Map<String, List<Map<String, String>>> tables(Path run) throws IOException {
    Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
    for (String table : TABLES) {
      tables.put(table, TableRows.read(run, table));
    }
    return tables;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "2,64"})
  void threadsAndMoleculesChangeNothing(int threads, int molecules) throws IOException {
    PanelRun run =
        PanelJobTest.local(
            prices,
            folder.resolve("out"),
            threads,
            "run.id=local-" + threads + "-" + molecules,
            "run.molecules=" + molecules);
    assertThat(tables(Path.of(run.folderName()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"local[1],1", "local[2],3", "local[2],64"})
  void sparkGivesTheBitsOfThePlainEngine(String master, int molecules) throws IOException {
    String id = "spark-" + molecules + "-" + master.charAt(6);
    JobConfig config =
        JobConfig.withoutFile(
            List.of(
                "panel.input=\"" + prices + "\"",
                "run.output=\"" + folder.resolve("out") + "\"",
                "run.id=" + id,
                "run.molecules=" + molecules),
            Clock.systemUTC());
    SparkConf conf = SparkSettings.application("test", List.of(PanelWire.class)).setMaster(master);
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        SparkEngine engine = new SparkEngine(spark)) {
      Platform platform = new Platform(spark.version(), spark.master(), HadoopSettings.of(conf));
      PanelRun run =
          new PanelJob(
                  config,
                  Optional.empty(),
                  engine,
                  platform,
                  Clock.systemUTC(),
                  ProgressListener.NONE)
              .run();
      assertThat(tables(Path.of(run.folderName()))).isEqualTo(expected);
    }
  }

  @Test
  @Tag("slow")
  void executorsOfTheirOwnGiveTheSameBits(@TempDir Path elsewhere) throws Exception {
    int exitCode =
        ClusterProcess.run(
            elsewhere,
            Main.class.getName(),
            "panel",
            "--input",
            prices.toString(),
            "--output",
            folder.resolve("out").toString(),
            "--run-id",
            "cluster",
            "--set",
            "run.molecules=7",
            "--set",
            "run.tolerated-failures=1");
    assertThat(exitCode).as(() -> ClusterProcess.tail(elsewhere)).isZero();
    assertThat(tables(folder.resolve("out/cluster"))).isEqualTo(expected);
  }

  /** Spark writes time stamps in three forms; all of them are the same prices. */
  @ParameterizedTest
  @CsvSource({
    "INT96,TIMESTAMP_LTZ",
    "TIMESTAMP_MICROS,TIMESTAMP_LTZ",
    "TIMESTAMP_MILLIS,TIMESTAMP_LTZ",
    "TIMESTAMP_MICROS,TIMESTAMP_NTZ"
  })
  void aTableThatSparkWroteGivesTheFiguresOfTheFiles(String form, String type) throws IOException {
    SparkConf conf =
        SparkSettings.application("test", List.of(PanelWire.class)).setMaster("local[1]");
    Path table = folder.resolve("table-" + form + "-" + type);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      spark.conf().set("spark.sql.parquet.outputTimestampType", form);
      spark.conf().set("spark.sql.session.timeZone", "America/New_York");
      Dataset<Row> rows =
          spark
              .read()
              .schema("day string, clock string, price string")
              .csv(prices.toString())
              .selectExpr(
                  "regexp_extract(input_file_name(), '([A-Z]+)[.]csv', 1) as stock",
                  "cast("
                      + (type.equals("TIMESTAMP_NTZ") ? "to_timestamp_ntz" : "to_timestamp")
                      + "(concat(day, clock), 'yyyyMMddHHmm') as "
                      + type
                      + ") as stamp",
                  "cast(price as double) as price");
      rows.coalesce(1).sortWithinPartitions("stock", "stamp").write().parquet(table.toString());
    }
    PanelRun run =
        PanelJobTest.local(
            table,
            folder.resolve("out"),
            1,
            "run.id=" + table.getFileName(),
            "panel.layout.table-columns.time=stamp",
            "panel.layout.time-zone=America/New_York");
    Map<String, List<Map<String, String>>> found = tables(Path.of(run.folderName()));
    for (String name : List.of("realised", "features", "performance", "alignment")) {
      assertThat(found.get(name)).as(name).isEqualTo(expected.get(name));
    }
    assertThat(found.get("failures").get(0).get("message"))
        .isEqualTo("price is '', expected a finite number > 0");
  }
}
