package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crosswind.job.config.ConfigException;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.IntervalMethod;
import org.crosswind.model.credit.ScenarioResampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that resamples. */
class XvaBootstrapJobTest {
  @TempDir Path folder;

  private static final String[] FIGURES = {"epe", "baseline_cva", "wwr_cva", "alpha"};

  private static Path tables(XvaRun run) {
    return Path.of(run.folderName());
  }

  private static void assertErrors(Map<String, String> row) {
    for (String figure : FIGURES) {
      double estimate = TableRows.number(row, figure);
      double lower = TableRows.number(row, figure + "_lower");
      double upper = TableRows.number(row, figure + "_upper");
      double error = TableRows.number(row, figure + "_se");
      double analytic = TableRows.number(row, figure + "_analytic_se");
      assertThat(lower).as("%s of %s", figure, row).isLessThanOrEqualTo(upper);
      assertThat(error).isBetween(0.0, Math.abs(estimate));
      if (row.get("model").equals("independent") && figure.equals("alpha")) {
        assertThat(List.of(estimate, lower, upper, error, analytic))
            .containsExactly(1.0, 1.0, 1.0, 0.0, 0.0);
      } else if (!row.get("model").equals("worst-case")) {
        assertThat(analytic).as("%s of %s", figure, row).isBetween(error / 3, error * 3);
      }
    }
  }

  @Test
  void resultsHaveErrorColumnsAndTheBookIsTheSumOfItsSets() throws IOException {
    TestBook book = new TestBook(folder, 8, 150);
    String bootstrap = "bootstrap { replicates = 200, shared-scenarios = true }";
    XvaRun run = XvaJobTest.local(book.config("on", bootstrap), 2, "run.molecules=3");
    List<Map<String, String>> results = TableRows.read(tables(run), "results");
    assertThat(results).hasSize(7 * 9);
    results.forEach(XvaBootstrapJobTest::assertErrors);
    List<Map<String, String>> rows = TableRows.read(tables(run), "book");
    assertThat(rows).hasSize(9);
    for (Map<String, String> row : rows) {
      assertErrors(row);
      double cva = 0;
      double wwr = 0;
      double epe = 0;
      for (Map<String, String> set : results) {
        if (set.get("model").equals(row.get("model"))) {
          cva += TableRows.number(set, "baseline_cva");
          wwr += TableRows.number(set, "wwr_cva");
          epe += TableRows.number(set, "epe");
        }
      }
      assertThat(TableRows.number(row, "baseline_cva")).isCloseTo(cva, within(1e-9 * cva));
      assertThat(TableRows.number(row, "wwr_cva")).isCloseTo(wwr, within(1e-9 * wwr));
      assertThat(TableRows.number(row, "epe")).isCloseTo(epe, within(1e-9 * epe));
      assertThat(TableRows.number(row, "alpha")).isCloseTo(wwr / cva, within(1e-9));
      assertThat(row)
          .containsEntry("netting_sets", "7")
          .containsEntry("replicates", "200")
          .containsEntry("method", "percentile")
          .containsEntry("resampling", "ordinary")
          .containsEntry("shared_scenarios", "true");
    }
    assertThat(tables(run).resolve("_parts")).doesNotExist();
  }

  @Test
  void withoutReplicatesNothingChanges() throws IOException {
    TestBook book = new TestBook(folder, 6, 60);
    XvaRun off = XvaJobTest.local(book.config("off", ""), 1);
    XvaRun on = XvaJobTest.local(book.config("on", "bootstrap.replicates = 20"), 1);
    List<Map<String, String>> plain = TableRows.read(tables(off), "results");
    List<Map<String, String>> more = TableRows.read(tables(on), "results");
    assertThat(plain.get(0)).doesNotContainKeys("epe", "alpha_se");
    more.forEach(row -> row.keySet().retainAll(plain.get(0).keySet()));
    assertThat(more).isEqualTo(plain);
    assertThat(TableRows.read(tables(on), "profiles"))
        .isEqualTo(TableRows.read(tables(off), "profiles"));
    assertThat(tables(off).resolve("book")).doesNotExist();
  }

  @Test
  void everyFormatHasTheBook() throws IOException {
    TestBook book = new TestBook(folder, 5, 40);
    String bootstrap = "bootstrap { replicates = 30, method = bca, resampling = poisson }\n";
    XvaRun csv = XvaJobTest.local(book.config("c", bootstrap + "run.format = csv"), 2);
    assertThat(Files.readAllLines(tables(csv).resolve("book.csv"))).hasSize(10);
    XvaRun json = XvaJobTest.local(book.config("j", bootstrap + "run.format = json"), 2);
    assertThat(tables(json).resolve("book.json")).exists();
    for (XvaRun run : List.of(csv, json)) {
      try (Stream<Path> files = Files.list(tables(run))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .contains("_SUCCESS")
            .doesNotContain("_parts", BookParts.FOLDER);
      }
    }
  }

  @Test
  void aSetThatCannotBeResampledFailsAndTheOthersAreTheBook() throws IOException {
    TestBook book = new TestBook(folder, 6, 60);
    Files.writeString(folder.resolve("tiny.csv"), "0.5,1,2\n1,2,3\n2,3,4\n");
    List<String> rows = book.rows();
    String[] cells = rows.get(0).split(",", -1);
    String header = Files.readAllLines(folder.resolve("book.csv")).get(0);
    cells[List.of(header.split(",")).indexOf("cube")] = "tiny.csv";
    rows.set(0, String.join(",", cells));
    book.book("tiny-book.csv", rows);
    XvaRun run =
        XvaJobTest.local(
            book.config(
                "tiny",
                "xva.book = \"tiny-book.csv\"\n"
                    + "bootstrap { replicates = 500, resampling = poisson }"),
            1);
    assertThat(run.failures()).hasSize(2);
    assertThat(run.failures().get(0).failure().message())
        .contains("2 scenarios are too few for Poisson resampling");
    assertThat(TableRows.read(tables(run), "book").get(0)).containsEntry("netting_sets", "4");
  }

  @Test
  void settingsAreReadAndBadOnesNamedTogether() throws IOException {
    TestBook book = new TestBook(folder, 2, 10);
    Path config =
        book.config(
            "read",
            "bootstrap { replicates = 100000, confidence = 0.9, method = bca,"
                + " resampling = poisson, seed = -9007199254740993, shared-scenarios = true }");
    assertThat(JobConfig.load(config, List.of(), Clock.systemUTC()).bootstrap())
        .isEqualTo(
            new BootstrapSettings(
                100_000,
                0.9,
                IntervalMethod.BCA,
                ScenarioResampling.POISSON,
                -9007199254740993L,
                true));
    List<String> bad =
        List.of(
            "bootstrap.replicates=1",
            "bootstrap.confidence=1",
            "bootstrap.method=exact",
            "bootstrap.resampling=block",
            "bootstrap.seed=1.5",
            "bootstrap.shared-scenarios=perhaps");
    assertThatThrownBy(() -> JobConfig.load(config, bad, Clock.systemUTC()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("crosswind.bootstrap.replicates = 1: expected 0 for none")
        .hasMessageContaining("crosswind.bootstrap.confidence = 1: expected a number above 0")
        .hasMessageContaining("method = exact: expected one of percentile, basic, bca")
        .hasMessageContaining("resampling = block: expected one of ordinary, poisson")
        .hasMessageContaining("seed = 1.5: expected a whole number")
        .hasMessageContaining("shared-scenarios = perhaps: expected true or false");
  }

  @Test
  void setsWithModelsOfTheirOwnCountWithThemInEveryRowOfTheBook() throws IOException {
    TestBook book = new TestBook(folder, 6, 50);
    List<String> header = List.of(Files.readAllLines(folder.resolve("book.csv")).get(0).split(","));
    List<String> rows = book.rows();
    if (!header.contains("model")) {
      rows.replaceAll(row -> row + (row.startsWith("NS0002") ? ",frank,2" : ",,"));
      book.lines(
          "own.csv",
          Stream.concat(Stream.of(String.join(",", header) + ",model,parameter"), rows.stream())
              .toList());
    }
    XvaRun run =
        XvaJobTest.local(
            book.config("own", "xva.book = \"own.csv\", bootstrap.replicates = 20"), 1);
    List<Map<String, String>> results = TableRows.read(tables(run), "results");
    double expected = 0;
    for (Map<String, String> row : results) {
      if (row.get("model").equals("gaussian") || row.get("netting_set_id").equals("NS0002")) {
        expected += TableRows.number(row, "wwr_cva");
      }
    }
    List<Map<String, String>> totals = TableRows.read(tables(run), "book");
    assertThat(totals.get(2).get("model")).isEqualTo("gaussian");
    assertThat(TableRows.number(totals.get(2), "wwr_cva"))
        .isCloseTo(expected, within(1e-12 * expected));
  }
}
