package org.crosswind.job.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.ExitCode;
import org.crosswind.job.Platform;
import org.crosswind.job.Said;
import org.crosswind.job.TableRows;
import org.crosswind.job.config.ConfigException;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelJobTest {
  @TempDir Path folder;

  static PanelRun local(Path input, Path output, int threads, String... sets) throws IOException {
    return local(input, output, threads, ProgressListener.NONE, sets);
  }

  private static PanelRun local(
      Path input, Path output, int threads, ProgressListener progress, String... sets)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.add("panel.input=\"" + input + "\"");
    all.add("run.output=\"" + output + "\"");
    all.addAll(List.of(sets));
    JobConfig config = JobConfig.withoutFile(all, Clock.systemUTC());
    try (LocalEngine engine = new LocalEngine(threads)) {
      return new PanelJob(
              config, Optional.empty(), engine, Platform.PLAIN, Clock.systemUTC(), progress)
          .run();
    }
  }

  private PanelRun run(Path input, String... sets) throws IOException {
    return local(input, folder.resolve("out"), 2, sets);
  }

  private static List<Map<String, String>> rows(PanelRun run, String table) throws IOException {
    return TableRows.read(Path.of(run.folderName()), table);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  @Test
  void aPanelHasARowForEachStockAndDayWhoseIntervalsCoverTheKnownVariance() throws IOException {
    int days = 60;
    Path input = new TestPanel(12, days, 386, 1, 5).write(folder.resolve("prices"));
    PanelRun run = run(input, "run.id=known", "panel.bootstrap.replicates=400");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    List<Map<String, String>> realised = rows(run, "realised");
    assertThat(realised).hasSize(12 * days);
    double covered = 0;
    for (int stock = 0; stock < 12; stock++) {
      double variance = TestPanel.variance(stock);
      double mean = 0;
      for (int d = 0; d < days; d++) {
        Map<String, String> row = realised.get(stock * days + d);
        assertThat(row.get("input_index")).isEqualTo("" + (stock * days + d));
        assertThat(row.get("stock")).isEqualTo(TestPanel.name(stock));
        assertThat(row.get("n")).isEqualTo("385");
        assertThat(row.get("replicates")).isEqualTo("400");
        assertThat(row.get("confidence")).isEqualTo("0.95");
        mean += number(row, "rv") / days;
        covered += number(row, "lower") <= variance && variance <= number(row, "upper") ? 1 : 0;
      }
      double error = variance * Math.sqrt(2.0 / 385 / days);
      assertThat(mean).as("stock %d", stock).isCloseTo(variance, within(3.5 * error));
    }
    assertThat(covered / (12 * days)).isBetween(0.93, 0.97);
    assertThat(rows(run, "features")).hasSize(12 * days);
    assertThat(rows(run, "performance")).hasSize(12);
    assertThat(rows(run, "alignment"))
        .hasSize(12 * days)
        .allMatch(row -> row.get("status").equals("aligned") && row.get("aligned").equals("386"));
    assertThat(rows(run, "failures")).isEmpty();
    assertThat(rows(run, "rejected")).isEmpty();
  }

  /** A folder with everything that can be wrong, and what is said of it. */
  private Path hostile() throws IOException {
    Path prices = new TestPanel(3, 4, 20, 5, 9).write(folder.resolve("prices"));
    // SAA: a bad price on the first day, a double time on the second, one row on a day of its own.
    List<String> lines = new ArrayList<>(new TestPanel(3, 4, 20, 5, 9).lines(0));
    lines.set(4, "20260105,0951,-3");
    lines.set(25, lines.get(24));
    lines.add("20260112,0931,10");
    Files.write(prices.resolve("SAA.csv"), lines);
    Files.writeString(prices.resolve("SAY.csv"), "");
    Files.write(prices.resolve("SAZ.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x20, 0x0a});
    return prices;
  }

  @Test
  void badInputFailsExactlyItsCellsAndIsNamedByFileAndRow() throws IOException {
    PanelRun run = run(hostile(), "run.id=hostile", "panel.bootstrap.replicates=50");
    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    assertThat(rows(run, "realised")).hasSize(2 + 4 + 4);
    List<Map<String, String>> failures = rows(run, "failures");
    assertThat(failures)
        .extracting(row -> row.get("id"))
        .containsExactly("SAA 2026-01-05", "SAA 2026-01-06", "SAA 2026-01-12", "SAY", "SAZ");
    assertThat(failures.get(0).get("where")).endsWith("SAA.csv:5");
    assertThat(failures.get(0).get("message"))
        .isEqualTo("price is '-3', expected a finite number > 0");
    assertThat(failures.get(1).get("where")).endsWith("SAA.csv:26");
    assertThat(failures.get(2).get("message"))
        .isEqualTo("the day has 1 price, expected at least 2");
    assertThat(failures.get(3).get("message")).isEqualTo("has no rows, expected prices");
    assertThat(failures.get(4).get("message")).contains("not UTF-8");
    assertThat(rows(run, "rejected")).hasSize(2);
    // The other stocks lose nothing on the days on which SAA failed.
    assertThat(rows(run, "alignment"))
        .filteredOn(row -> row.get("stock").equals("SAB") && row.get("status").equals("aligned"))
        .hasSize(4)
        .allMatch(row -> row.get("dropped").equals("0") && row.get("aligned").equals("20"));
    assertThat(rows(run, "alignment"))
        .filteredOn(row -> row.get("status").equals("absent"))
        .extracting(row -> row.get("stock") + " " + row.get("day"))
        .containsExactly("SAB 2026-01-12", "SAC 2026-01-12");
    JsonNode manifest =
        new ObjectMapper().readTree(Path.of(run.folderName(), "manifest.json").toFile());
    JsonNode count = manifest.get("counts").get(0);
    assertThat(count.get("inputs").asInt()).isEqualTo(15);
    assertThat(count.get("results").asInt()).isEqualTo(10);
    assertThat(count.get("failures").asInt()).isEqualTo(5);
    assertThat(manifest.get("seed").asLong()).isEqualTo(20261120);
    assertThat(run.text()).contains("10 days of stocks done, 5 failed").contains("SAA.csv:5");
  }

  @Test
  void droppedRowsLeaveTheCellAndThinOutTheIntersection() throws IOException {
    PanelRun run =
        run(
            hostile(),
            "run.id=lenient",
            "panel.rows.on-bad-row=drop-row",
            "panel.rows.on-duplicate-time=keep-first",
            "panel.bootstrap.replicates=50",
            "run.tolerated-failures=0.5");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(rows(run, "realised")).hasSize(4 + 4 + 4);
    assertThat(rows(run, "rejected"))
        .extracting(row -> row.get("action"))
        .containsExactly("dropped", "dropped");
    assertThat(rows(run, "alignment"))
        .filteredOn(row -> "2026-01-05".equals(row.get("day")) && row.get("stock").equals("SAC"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("dropped")).isEqualTo("1");
              assertThat(row.get("aligned")).isEqualTo("19");
            });
  }

  @Test
  void aCellsFiguresDependNeitherOnOtherStocksNorOnTheOrderOfTheFiles() throws IOException {
    Path prices = new TestPanel(3, 3, 40, 5, 2).write(folder.resolve("prices"));
    List<Map<String, String>> all = rows(run(prices, "run.id=all"), "realised");
    Files.delete(prices.resolve("SAA.csv"));
    List<Map<String, String>> fewer = rows(run(prices, "run.id=fewer"), "realised");
    for (Map<String, String> row : fewer) {
      Map<String, String> same =
          all.stream()
              .filter(r -> r.get("stock").equals(row.get("stock")))
              .filter(r -> r.get("day").equals(row.get("day")))
              .findFirst()
              .orElseThrow();
      row.remove("input_index");
      same.remove("input_index");
      assertThat(row).isEqualTo(same);
    }
  }

  @Test
  void withoutReplicatesThereIsNoIntervalAndFeaturesCanBeLeftOut() throws IOException {
    Path prices = new TestPanel(1, 2, 10, 5, 2).write(folder.resolve("prices"));
    PanelRun run = run(prices, "panel.bootstrap.replicates=0", "panel.features.frequency=none");
    assertThat(rows(run, "realised"))
        .allMatch(row -> row.get("lower") == null && row.get("confidence") == null);
    assertThat(Path.of(run.folderName()).resolve("features")).doesNotExist();
    assertThat(Path.of(run.folderName()).resolve("performance")).doesNotExist();
  }

  @Test
  void intradayFeaturesHaveARowForEachPrice() throws IOException {
    Path prices = new TestPanel(2, 2, 30, 5, 2).write(folder.resolve("prices"));
    PanelRun run = run(prices, "panel.features.frequency=intraday");
    List<Map<String, String>> features = rows(run, "features");
    assertThat(features).hasSize(2 * 2 * 30);
    assertThat(features.get(30).get("time")).isEqualTo("09:31");
    assertThat(features.get(30).get("simple_return")).isNull();
    assertThat(features.get(29).get("moving_average")).isNotNull();
    assertThat(rows(run, "performance").get(0).get("returns")).isEqualTo("58");
  }

  @Test
  void tablesAreCsvOnRequest() throws IOException {
    Path prices = new TestPanel(1, 2, 10, 5, 2).write(folder.resolve("prices"));
    PanelRun run = run(prices, "run.format=csv", "panel.bootstrap.replicates=20");
    assertThat(Path.of(run.folderName()).resolve("realised.csv"))
        .content()
        .startsWith("input_index,day,stock,rv,lower,upper,n,");
  }

  @Test
  void aRunWithoutAnyResultDoesNotReplaceOneThatHasSome() throws IOException {
    Path prices = new TestPanel(1, 2, 10, 5, 2).write(folder.resolve("prices"));
    run(prices, "run.id=a");
    Files.writeString(prices.resolve("SAA.csv"), "20260105,0931,0\n");
    assertThatThrownBy(() -> run(prices, "run.id=a", "run.replace=true"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("the run that was there is kept");
    PanelRun other = run(prices, "run.id=b");
    assertThat(other.exitCode()).isEqualTo(ExitCode.NO_INPUT);
  }

  @Test
  void missingInputsAndWrongSettingsAreNamedTogether() {
    assertThatThrownBy(() -> run(folder.resolve("nowhere")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(
            () ->
                run(
                    folder,
                    "panel.bootstrap.confidence=1",
                    "panel.bootstrap.scheme=wild",
                    "panel.alignment.index=grid",
                    "panel.layout.separator=.",
                    "panel.layout.time-zone=Mars",
                    "panel.bootstrap.seed=0.5",
                    "panel.features.rsi=0"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bootstrap.confidence = 1")
        .hasMessageContaining("expected studentized, since scheme = wild")
        .hasMessageContaining("alignment.grid = []: expected times, since index = grid")
        .hasMessageContaining("layout.separator")
        .hasMessageContaining("time-zone = Mars")
        .hasMessageContaining("seed = 0.5")
        .hasMessageContaining("features.rsi = 0");
    assertThatThrownBy(
            () -> run(folder, "panel.alignment.index=grid", "panel.alignment.grid=[noon]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected times as 0945, or ranges as 0930-1600/5");
  }

  @Test
  void theCommandTakesOptionsWithoutAConfiguration() throws IOException {
    Path prices = new TestPanel(2, 2, 12, 5, 2).write(folder.resolve("prices"));
    Said said =
        Said.run(
            "panel",
            "--input",
            prices.toString(),
            "--output",
            folder.resolve("out").toString(),
            "--run-id",
            "options",
            "--replicates",
            "30",
            "--confidence",
            "0.9",
            "--scheme",
            "wild",
            "--interval",
            "studentized",
            "--index",
            "grid",
            "--set",
            "panel.alignment.grid=[0931-1600/10]",
            "--set",
            "run.engine=local");
    assertThat(said.out())
        .contains("4 days of stocks done, 0 failed")
        .contains("tables in " + folder.resolve("out/options"));
    assertThat(said.exitCode()).as(said.err()).isZero();
    List<Map<String, String>> realised = TableRows.read(folder.resolve("out/options"), "realised");
    assertThat(realised)
        .hasSize(4)
        .allMatch(row -> row.get("n").equals("5") && row.get("confidence").equals("0.9"));
  }

  /** Stands for the end of the process. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @CsvSource({"days of stocks,3", "days of stocks,11", "features,1"})
  void aRunThatDiedIsResumedToTheSameTables(String stage, int done) throws IOException {
    Path prices = new TestPanel(3, 4, 30, 5, 8).write(folder.resolve("prices"));
    Path out = folder.resolve("out");
    String[] sets = {"run.molecules=12", "panel.bootstrap.replicates=50", "run.id=died"};
    PanelRun whole = run(prices, sets[0], sets[1], "run.id=whole");
    assertThatThrownBy(
            () ->
                local(
                    prices,
                    out,
                    1,
                    (what, atoms, failed, total) -> {
                      if (what.contains(stage) && atoms >= done) {
                        throw new Death();
                      }
                    },
                    sets))
        .isInstanceOf(Death.class);
    assertThat(out.resolve("died")).doesNotExist();
    PanelRun resumed = run(prices, sets[0], sets[1], sets[2], "run.start=resume");
    for (String table : List.of("realised", "features", "performance", "alignment")) {
      assertThat(rows(resumed, table)).as(table).isEqualTo(rows(whole, table));
    }
  }

  @Test
  void theExampleIsWhatItsGeneratorMakes() throws IOException {
    Path made = new TestPanel(3, 5, 79, 5, 20261120).write(folder.resolve("made"));
    for (String file : List.of("SAA.csv", "SAB.csv", "SAC.csv")) {
      assertThat(Path.of("conf/examples/panel/prices").resolve(file))
          .hasSameTextualContentAs(made.resolve(file));
    }
  }
}
