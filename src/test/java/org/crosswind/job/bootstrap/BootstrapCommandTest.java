package org.crosswind.job.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.job.Said.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosswind.format.csv.CsvTableReader;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSource;
import org.crosswind.job.Said;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.Replicates;
import org.crosswind.kernel.stats.Resampler;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.kernel.stats.WeightedStatistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bootstrap through the door that a person uses. */
class BootstrapCommandTest {
  @TempDir Path folder;

  /** Runs on the local engine and writes CSV. */
  private Said local(String id, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of("bootstrap", "--engine", "local", "--format", "csv", "--run-id", id));
    all.addAll(List.of("--output", folder.resolve("out").toString()));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  private List<Map<String, String>> table(String id, String name) {
    Path file = folder.resolve("out").resolve(id).resolve(name + ".csv");
    List<Map<String, String>> rows = new ArrayList<>();
    try (RowSource source = new CsvTableReader(Storage.standard(), Storage.path(file.toString()))) {
      while (source.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int c = 0; c < source.columns().size(); c++) {
          row.put(source.columns().get(c), source.isNull(c) ? "" : source.string(c));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private Path losses(String name, int regions, int periods) throws IOException {
    double[] x = new double[regions * periods];
    RandomOps.of(KernelVariant.AUTO)
        .exponentials(RandomStream.of(7, Purpose.SYNTHETIC, 1), 0, x, 0, x.length);
    StringBuilder text = new StringBuilder("region,season,period,loss\n");
    for (int i = 0; i < x.length; i++) {
      int region = i % regions;
      String season = i / regions % 3 == 0 ? "winter" : "summer";
      text.append(String.format(Locale.ROOT, "R%d,%s,%d,%s%n", region, season, i / regions, x[i]));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  @Test
  void theFiguresAreThoseOfTheKernelsForEachGroup() throws IOException {
    Path in = losses("losses.csv", 3, 200);
    Said said =
        local(
            "groups",
            "--in",
            in.toString(),
            "--column",
            "loss",
            "--group",
            "region",
            "--statistic",
            "annual-loss,tvar:0.9",
            "--statistic",
            "return-period:20",
            "--seed",
            "11");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.err()).contains("bootstrap: 3 groups in 3 blocks of replicates: 3 of 3");
    assertThat(said.out()).startsWith("9 intervals, 0 failures in ");
    List<Map<String, String>> rows = table("groups", "intervals");
    assertThat(rows).hasSize(9);
    assertThat(rows.stream().map(r -> r.get("group") + " " + r.get("statistic")).limit(4))
        .containsExactly("R0 annual-loss", "R0 tvar:0.9", "R0 return-period:20", "R1 annual-loss");
    assertThat(table("groups", "failures")).isEmpty();

    double[] x =
        Files.readAllLines(in).stream()
            .filter(line -> line.startsWith("R1,"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
            .toArray();
    WeightedStatistic mean =
        (w, n) -> {
          double sum = 0;
          double weight = 0;
          for (int i = 0; i < n; i++) {
            sum += w[i] * x[i];
            weight += w[i];
          }
          return sum / weight;
        };
    double[] replicates = new double[1000];
    Replicates.fill(
        mean,
        new Resampler(RandomOps.of(KernelVariant.AUTO), Resampling.ordinary(200)),
        RandomStream.of(11, Purpose.BOOTSTRAP, "R1"),
        0,
        replicates,
        0,
        1000);
    double[] jackknife = new double[200];
    Replicates.jackknife(mean, 200, jackknife);
    double estimate = Replicates.estimate(mean, 200);
    Map<String, String> row = rows.get(3);
    assertThat(number(row, "estimate")).isCloseTo(estimate, within(1e-13));
    assertThat(number(row, "standard_error"))
        .isCloseTo(Intervals.standardError(replicates, 0, 1000), within(1e-13));
    assertThat(number(row, "bias"))
        .isCloseTo(Arrays.stream(replicates).average().orElseThrow() - estimate, within(1e-13));
    double[] limits = new double[2];
    Intervals.interval(
        Intervals.Method.BCA,
        QuantileType.TYPE_7,
        estimate,
        replicates,
        0,
        1000,
        0.95,
        Intervals.acceleration(jackknife, 0, 200),
        limits,
        0);
    assertThat(number(row, "lower")).isCloseTo(limits[0], within(1e-12));
    assertThat(number(row, "upper")).isCloseTo(limits[1], within(1e-12));
    assertThat(row)
        .containsEntry("method", "bca")
        .containsEntry("confidence", "0.95")
        .containsEntry("replicates", "1000")
        .containsEntry("n", "200")
        .containsEntry("resampling", "ordinary")
        .containsEntry("block_length", "")
        .containsEntry("strata", "")
        .containsEntry("seed", "11");
  }

  @Test
  void theManifestTellsWhatWasAskedAndThatNothingWasLost() throws IOException {
    Path in = losses("losses.csv", 2, 30);
    assertThat(local("m", "-i", in.toString(), "--column", "loss", "-b", "50").exitCode()).isZero();
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("out/m/manifest.json").toFile());
    assertThat(manifest.get("command").asText()).isEqualTo("bootstrap");
    assertThat(manifest.get("seed").asLong()).isEqualTo(42);
    JsonNode asked = manifest.get("configuration").get("bootstrap");
    assertThat(asked.get("statistics").get(0).asText()).isEqualTo("mean");
    assertThat(asked.get("replicates").asInt()).isEqualTo(50);
    assertThat(manifest.toString())
        .contains("\"rows\",\"inputs\":60,\"results\":60,\"failures\":0")
        .contains("\"intervals\",\"inputs\":1,\"results\":1,\"failures\":0");
    assertThat(folder.resolve("out/m/_SUCCESS")).exists();
  }

  @Test
  void aGroupHasTheSameFiguresWhateverElseIsInTheTable() throws IOException {
    Path in = losses("all.csv", 3, 100);
    List<String> lines = Files.readAllLines(in);
    Path one = folder.resolve("one.csv");
    Files.write(
        one, lines.stream().filter(l -> l.startsWith("R2,") || l.startsWith("region")).toList());
    local("all", "--in", in.toString(), "--column", "loss", "--group", "region", "-s", "median");
    local("one", "--in", one.toString(), "--column", "loss", "--group", "region", "-s", "median");
    assertThat(table("one", "intervals")).isEqualTo(List.of(table("all", "intervals").get(2)));
  }

  @Test
  void strataBlocksAndPoissonCountsAreSaidInTheTable() throws IOException {
    Path in = losses("losses.csv", 1, 99);
    String file = in.toString();
    local("strata", "--in", file, "--column", "loss", "--strata", "season");
    local("block", "--in", file, "--column", "loss", "--resampling", "moving-block");
    local(
        "circle",
        "--in",
        file,
        "--column",
        "loss",
        "--resampling",
        "circular-block",
        "--block-length",
        "7",
        "--method",
        "basic");
    local(
        "poisson",
        "--in",
        file,
        "--column",
        "loss",
        "--resampling",
        "poisson",
        "--method",
        "percentile");
    local(
        "within",
        "--in",
        file,
        "--column",
        "loss",
        "--strata",
        "season",
        "--resampling",
        "moving-block",
        "--block-length",
        "4");
    assertThat(table("strata", "intervals").get(0))
        .containsEntry("resampling", "stratified")
        .containsEntry("strata", "2")
        .containsEntry("block_length", "");
    assertThat(table("block", "intervals").get(0))
        .containsEntry("resampling", "moving-block")
        .containsEntry("block_length", "5");
    assertThat(table("circle", "intervals").get(0))
        .containsEntry("resampling", "circular-block")
        .containsEntry("block_length", "7")
        .containsEntry("method", "basic");
    assertThat(table("poisson", "intervals").get(0)).containsEntry("resampling", "poisson");
    assertThat(table("within", "intervals").get(0))
        .containsEntry("resampling", "stratified")
        .containsEntry("strata", "2")
        .containsEntry("block_length", "4");
    // Exponential losses do not depend on the season: all errors are near 1 / sqrt(99).
    for (String id : List.of("strata", "block", "circle", "poisson", "within")) {
      Map<String, String> row = table(id, "intervals").get(0);
      assertThat(number(row, "standard_error")).as(id).isBetween(0.06, 0.14);
      assertThat(number(row, "lower")).isLessThan(number(row, "estimate"));
      assertThat(number(row, "upper")).isGreaterThan(number(row, "estimate"));
    }
  }

  @Test
  void aGroupWithABadRowFailsByFileAndRowAndTheOthersGoOn() throws IOException {
    Path in = folder.resolve("bad.csv");
    Files.writeString(in, "g,x\na,1\na,2\nb,3\nb,oops\nb,nan\na,4\n,5\nc,6\n");
    Said said = local("bad", "--in", in.toString(), "--column", "x", "--group", "g");
    assertThat(said.exitCode()).isEqualTo(4);
    assertThat(table("bad", "intervals"))
        .hasSize(1)
        .first()
        .satisfies(row -> assertThat(row).containsEntry("group", "a").containsEntry("n", "3"));
    List<Map<String, String>> failures = table("bad", "failures");
    assertThat(failures).extracting(f -> f.get("id")).containsExactly("b", "", "c");
    assertThat(failures.get(0))
        .containsEntry("input_index", "1")
        .containsEntry("reason", "MALFORMED");
    assertThat(failures.get(0).get("where")).endsWith("bad.csv:5");
    assertThat(failures.get(0).get("message"))
        .contains("oops")
        .endsWith("1 more rows of the group are bad");
    assertThat(failures.get(1).get("where")).endsWith("bad.csv:8");
    assertThat(failures.get(2))
        .containsEntry("reason", "NOT_COMPUTABLE")
        .containsEntry("message", "mean: the group has 1 row, expected 2 or more");
    assertThat(said.err()).contains("bad.csv:5");
    JsonNode manifest =
        new ObjectMapper().readTree(folder.resolve("out/bad/manifest.json").toFile());
    assertThat(manifest.toString())
        .contains("\"intervals\",\"inputs\":4,\"results\":1,\"failures\":3")
        .contains("\"rows\",\"inputs\":8,\"results\":4,\"failures\":4");
  }

  @Test
  void badRowsCanBeLeftOutAndAreNamed() throws IOException {
    Path in = folder.resolve("bad.csv");
    Files.writeString(in, "g,x\na,1\na,2\nb,3\nb,oops\na,4\nb,7\n");
    Said said =
        local(
            "skip", "--in", in.toString(), "--column", "x", "--group", "g", "--on-bad-row", "skip");
    assertThat(said.exitCode()).isZero();
    assertThat(table("skip", "intervals")).hasSize(2);
    assertThat(table("skip", "failures"))
        .hasSize(1)
        .first()
        .satisfies(
            row -> {
              assertThat(row).containsEntry("input_index", "3").containsEntry("id", "b");
              assertThat(row.get("where")).endsWith("bad.csv:5");
            });
  }

  @Test
  void degenerateGroupsAreSaidAndNotMadeUp() throws IOException {
    Path in = folder.resolve("same.csv");
    Files.writeString(in, "g,x\nsame,5\nsame,5\nsame,5\ntwo,1\ntwo,2\n");
    String file = in.toString();
    local("same", "--in", file, "--column", "x", "--group", "g", "-s", "mean,sd");
    List<Map<String, String>> rows = table("same", "intervals");
    assertThat(rows.get(0))
        .containsEntry("group", "same")
        .containsEntry("estimate", "5.0")
        .containsEntry("standard_error", "0.0")
        .containsEntry("lower", "5.0")
        .containsEntry("upper", "5.0");
    // Leaving out one of two rows leaves none to take a deviation of.
    assertThat(table("same", "failures"))
        .hasSize(1)
        .first()
        .satisfies(
            row ->
                assertThat(row.get("message"))
                    .contains("sd: the interval does not exist (bias correction ")
                    .endsWith("acceleration NaN); use percentile or basic"));
    Said poisson =
        local("poisson", "--in", file, "--column", "x", "--group", "g", "--resampling", "poisson");
    assertThat(poisson.exitCode()).isEqualTo(3);
    assertThat(table("poisson", "failures"))
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row.get("message"))
                    .matches("mean: \\d+ of 1000 replicates do not exist, since too few rows.*"));
  }

  @Test
  void parquetFilesAndFoldersOfPartsAreTables() throws IOException {
    Path in = losses("losses.csv", 2, 50);
    local("first", "--in", in.toString(), "--column", "loss", "--group", "region");
    // The parquet output of a run is a folder of parts: an input like any other.
    Said parquet =
        run(
            "bootstrap",
            "--engine",
            "local",
            "--run-id",
            "pq",
            "--output",
            folder.resolve("out").toString(),
            "--in",
            in.toString(),
            "--column",
            "loss",
            "--group",
            "region",
            "--replicates",
            "200");
    assertThat(parquet.exitCode()).isZero();
    Said again =
        local(
            "again",
            "--in",
            folder.resolve("out/pq/intervals").toString(),
            "--column",
            "estimate",
            "--method",
            "percentile");
    assertThat(again.exitCode()).isZero();
    Map<String, String> row = table("again", "intervals").get(0);
    double mean =
        table("first", "intervals").stream()
            .mapToDouble(r -> number(r, "estimate"))
            .average()
            .orElseThrow();
    assertThat(number(row, "estimate")).isCloseTo(mean, within(1e-14));
    assertThat(row).containsEntry("n", "2").containsEntry("group", "");
  }

  @Test
  void wrongTablesAreNamed() throws IOException {
    Path in = losses("losses.csv", 1, 5);
    Said missing = local("x", "--in", folder.resolve("none.csv").toString(), "--column", "x");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("none.csv").contains("no such file");
    Said column = local("x", "--in", in.toString(), "--column", "los");
    assertThat(column.exitCode()).isEqualTo(3);
    assertThat(column.err())
        .contains("column 'los' is missing; the columns are region, season, period, loss");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "x\n");
    Said rows = local("x", "--in", empty.toString(), "--column", "x");
    assertThat(rows.exitCode()).isEqualTo(3);
    assertThat(rows.err()).contains("the table has no rows");
    Said none =
        local("x", "--in", Files.createDirectory(folder.resolve("d")).toString(), "--column", "x");
    assertThat(none.err()).contains("is a folder without .parquet files");
    Path letters = Files.writeString(folder.resolve("letters.csv"), "x\na\nb\n");
    Said nothing = local("letters", "--in", letters.toString(), "--column", "x");
    assertThat(nothing.exitCode()).isEqualTo(3);
    assertThat(table("letters", "failures")).hasSize(1);
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    assertThat(run("bootstrap", "--help").out())
        .contains("Usage: crosswind bootstrap", "Example: crosswind bootstrap");
    String[][] wrong = {
      {"--statistic", "average", "'average' is no statistic"},
      {"--statistic", "mean,mean", "a name is given twice"},
      {"--method", "normal", "--method is 'normal', expected percentile, basic or bca"},
      {"--resampling", "jackknife", "--resampling is 'jackknife'"},
      {"--block-length", "5", "--block-length needs --resampling moving-block"},
      {"--replicates", "1", "the number of replicates is 1, expected 2 to"},
      {"--confidence", "95", "the confidence is 95.0, expected above 0 and below 1"},
      {"--quantile-type", "3", "--quantile-type is 3, expected 4 to 9"},
      {"--tolerated-failures", "2", "crosswind.run.tolerated-failures = 2"},
    };
    for (String[] option : wrong) {
      Said said = local("x", "--in", "no.csv", "--column", "x", option[0], option[1]);
      assertThat(said.exitCode()).as(option[2]).isEqualTo(2);
      assertThat(said.err()).contains(option[2]);
    }
    Said strata =
        local("x", "--in", "no.csv", "--column", "x", "--strata", "s", "--resampling", "poisson");
    assertThat(strata.err()).contains("--strata works with --resampling ordinary or moving-block");
  }

  @Test
  void aRunIdIsUsedOnceUnlessReplaced() throws IOException {
    Path in = losses("losses.csv", 1, 20);
    assertThat(local("one", "--in", in.toString(), "--column", "loss").exitCode()).isZero();
    Said again = local("one", "--in", in.toString(), "--column", "loss");
    assertThat(again.exitCode()).isNotZero();
    assertThat(again.err()).contains("one");
    Said once = local("one", "--in", in.toString(), "--column", "loss", "--once");
    assertThat(once.exitCode()).isZero();
    assertThat(once.out()).startsWith("run one is finished already, since ");
    assertThat(local("one", "--in", in.toString(), "--column", "loss", "--replace").exitCode())
        .isZero();
  }

  @Test
  void threadsMoleculesAndKernelsChangeNothing() throws IOException {
    Path in = losses("losses.csv", 3, 3000);
    String[] words = {
      "--in",
      in.toString(),
      "--column",
      "loss",
      "--group",
      "region",
      "-s",
      "mean,sd,tvar:0.99",
      "-b",
      "5000"
    };
    assertThat(local("r", words).exitCode()).isZero();
    byte[] reference = Files.readAllBytes(folder.resolve("out/r/intervals.csv"));
    int k = 0;
    for (String[] sets :
        new String[][] {
          {"--set", "run.threads=1", "--molecules", "1"},
          {"--set", "run.threads=3", "--molecules", "3"},
          {"--set", "run.threads=2", "--molecules", "64"},
          {"--set", "run.kernels=scalar", "--molecules", "5"}
        }) {
      List<String> all = new ArrayList<>(Arrays.asList(words));
      all.addAll(Arrays.asList(sets));
      String id = "r" + k++;
      assertThat(local(id, all.toArray(String[]::new)).exitCode()).isZero();
      assertThat(Files.readAllBytes(folder.resolve("out/" + id + "/intervals.csv")))
          .isEqualTo(reference);
    }
  }
}
