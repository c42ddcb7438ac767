package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.LatestRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class XvaWatchTest {
  private static final int SETS = 8;

  @TempDir Path folder;

  private TestBook book;

  @BeforeEach
  void makeBook() throws IOException {
    book = new TestBook(folder, SETS, 40);
  }

  private XvaRun run(String id, String watched, String... sets) throws IOException {
    return XvaJobTest.local(config(id, watched), 2, sets);
  }

  private Path config(String id, String watched) throws IOException {
    Path config = book.config(id, "");
    Files.writeString(config, Files.readString(config) + "\n" + watched + "\n");
    return config;
  }

  private String latest() {
    return LatestRun.read(new Configuration(), Storage.path(folder.resolve("out").toString()))
        .orElse("none");
  }

  private static List<Map<String, String>> breaches(XvaRun run) throws IOException {
    return TableRows.read(Path.of(run.folderName()), "breaches");
  }

  private static JsonNode json(XvaRun run, String file) throws IOException {
    return new ObjectMapper().readTree(Path.of(run.folderName()).resolve(file).toFile());
  }

  @Test
  void aRunWithoutLimitsHasNoBreachesAndBecomesTheLatest() throws IOException {
    XvaRun run = run("one", "");
    assertThat(Path.of(run.folderName()).resolve("breaches")).doesNotExist();
    assertThat(latest()).isEqualTo("one");
    assertThat(folder.resolve("out/.one.heartbeat")).doesNotExist();
  }

  @Test
  void aBreachThatIsOnlyReportedChangesNeitherExitCodeNorLatest() throws IOException {
    XvaRun run =
        run(
            "one",
            "crosswind.limits = [{ name = tiny, scope = netting-set, measure = cva, max = 0 }]");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(breaches(run)).hasSize(SETS - 1);
    assertThat(breaches(run).get(0))
        .containsEntry("limit", "tiny")
        .containsEntry("severity", "warning")
        .containsEntry("action", "report")
        .containsEntry("scope", "netting-set")
        .containsEntry("measure", "cva")
        .containsEntry("comparison", "max")
        .containsEntry("previous_value", null);
    assertThat(TableRows.number(breaches(run).get(0), "threshold")).isZero();
    assertThat(breaches(run).get(0).get("value"))
        .isEqualTo(TableRows.read(Path.of(run.folderName()), "results").get(0).get("baseline_cva"));
    assertThat(latest()).isEqualTo("one");
    assertThat(json(run, "manifest.json").get("limits").get(0).get("breaches").asInt())
        .isEqualTo(SETS - 1);
  }

  @Test
  void aBreachThatWithholdsPublishesEverythingButLatest() throws IOException {
    run("one", "");
    XvaRun second =
        run(
            "two",
            """
            crosswind.limits = [
              { name = book, scope = book, measure = wrong-way-cva, model = gaussian, max = 0
                action = withhold, severity = critical }
            ]
            """);
    assertThat(second.exitCode()).isEqualTo(ExitCode.LIMIT_BREACHED);
    assertThat(breaches(second)).isNotEmpty();
    assertThat(Path.of(second.folderName()).resolve("_SUCCESS")).exists();
    assertThat(latest()).isEqualTo("one");
    JsonNode manifest = json(second, "manifest.json");
    assertThat(manifest.get("withheld").asBoolean()).isTrue();
    assertThat(manifest.get("exit_code").asInt()).isEqualTo(5);
    assertThat(second.worstNames(3)).contains("latest was not moved");
  }

  @Test
  void aMoveAgainstThePreviousPromotedRunIsABreachAndWithheldRunsAreNotComparedWith()
      throws IOException {
    String limits =
        """
        crosswind.limits = [
          { name = move, scope = book, measure = cva, change = relative, max = 0.1, min = -0.1
            action = withhold }
          { name = set, scope = netting-set, measure = wrong-way-cva, change = absolute, max = 0, min = 0 }
        ]
        """;
    XvaRun first = run("one", limits);
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    JsonNode notCompared = json(first, "manifest.json").get("limits");
    assertThat(notCompared.get(0).get("not_compared").asInt()).isEqualTo(1);
    assertThat(notCompared.get(0).get("figures").asInt()).isZero();

    XvaRun same = run("two", limits);
    assertThat(same.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(breaches(same)).isEmpty();
    assertThat(json(same, "manifest.json").get("limits").get(1).get("figures").asInt())
        .isEqualTo((SETS - 1) * 9);

    lowerRecovery();
    XvaRun moved = run("three", limits);
    assertThat(moved.exitCode()).isEqualTo(ExitCode.LIMIT_BREACHED);
    assertThat(breaches(moved).get(0))
        .containsEntry("limit", "move")
        .containsEntry("id", "book")
        .containsEntry("previous_run", "two");
    assertThat(latest()).isEqualTo("two");
    assertThat(breaches(run("four", limits)).get(0)).containsEntry("previous_run", "two");
  }

  private void lowerRecovery() throws IOException {
    Path file = folder.resolve("book.csv");
    List<String> lines = Files.readAllLines(file);
    int recovery = List.of(lines.get(0).split(",")).indexOf("recovery");
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      cells[recovery] = "0.01";
      lines.set(i, String.join(",", cells));
    }
    Files.write(file, lines);
  }

  @Test
  void thePreviousRunIsReadFromCsvAndJsonToo() throws IOException {
    String limits =
        "crosswind.limits = [{ scope = netting-set, measure = alpha, change = absolute, max = 0, min = 0 }]";
    for (String format : List.of("csv", "json")) {
      run("first-" + format, limits, "run.format=" + format);
      XvaRun second = run("second-" + format, limits);
      assertThat(breaches(second)).as(format).isEmpty();
      assertThat(json(second, "manifest.json").get("limits").get(0).get("figures").asInt())
          .as(format)
          .isEqualTo((SETS - 1) * 9);
    }
  }

  @Test
  void aPreviousRunThatCannotBeReadIsAWarningInTheManifest() throws IOException {
    run("one", "");
    Path part = Path.of(folder.resolve("out/one/results").toString()).resolve("part-00000.parquet");
    Files.writeString(part, "no parquet");
    XvaRun second =
        run(
            "two",
            "crosswind.limits = [{ scope = book, measure = cva, change = relative, max = 1 }]");
    assertThat(second.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(json(second, "manifest.json").get("warnings").get(0).asText())
        .startsWith("limits on changes are not compared: ");
  }

  @Test
  void aLimitOnFailuresWithholdsABookOfWhichTooMuchIsBroken() throws IOException {
    XvaRun run =
        run(
            "one",
            "crosswind.limits = [{ scope = book, measure = failed-share, max = 0.1, action = withhold }]",
            "run.tolerated-failures=1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.LIMIT_BREACHED);
    assertThat(TableRows.number(breaches(run).get(0), "value")).isEqualTo(1.0 / SETS);
    assertThat(latest()).isEqualTo("none");
  }

  @Test
  void breachesHaveTheSameBitsWhateverTheMolecules() throws IOException {
    String limits =
        """
        crosswind.limits = [
          { scope = counterparty, measure = wrong-way-cva, max = 0 }
          { scope = book, measure = alpha, max = 0 }, { scope = book, measure = eepe, max = 0 }
          { scope = netting-set, measure = pfe, max = 0 }
        ]
        """;
    List<Map<String, String>> one = breaches(run("one", limits, "run.molecules=1"));
    assertThat(breaches(run("three", limits, "run.molecules=3"))).isEqualTo(one).isNotEmpty();
    assertThat(breaches(run("eight", limits, "run.molecules=8"))).isEqualTo(one);
  }

  @Test
  void metricsSayWhatTheRunCost() throws IOException {
    XvaRun run = run("one", "", "run.molecules=4");
    JsonNode metrics = json(run, "metrics.json");
    assertThat(metrics.get("inputs").get("netting sets").asInt()).isEqualTo(SETS);
    assertThat(metrics.get("failures").get("MALFORMED").asInt()).isEqualTo(1);
    assertThat(metrics.get("failures").get("IO").asInt()).isZero();
    assertThat(metrics.get("tasks").asInt()).isEqualTo(4);
    assertThat(metrics.get("task_seconds").get("0.5").asDouble()).isPositive();
    assertThat(metrics.get("task_read_bytes").asLong()).isGreaterThan(40L * 40 * 8);
    assertThat(metrics.get("task_written_bytes").asLong()).isGreaterThan(1000);
    assertThat(metrics.get("stage_seconds").has("compute")).isTrue();
    assertThat(metrics.get("table_rows").get("results").asInt()).isEqualTo((SETS - 1) * 9);
    assertThat(metrics.get("engine").has("local threads 2")).isTrue();
    List<Map<String, String>> rows = TableRows.read(Path.of(run.folderName()), "metrics");
    assertThat(rows)
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsEntry("metric", "failures")
                    .containsEntry("label", "reason")
                    .containsEntry("of", "MALFORMED")
                    .containsEntry("value", "1.0"));
  }

  @Test
  void thePrometheusFileIsReplacedAndCarriesTheExitCode() throws IOException {
    Path prom = folder.resolve("crosswind.prom");
    Files.writeString(prom, "old");
    run("one", "", "run.prometheus=" + prom);
    assertThat(Files.readString(prom))
        .contains("# TYPE crosswind_run_exit_code gauge\n")
        .contains("crosswind_run_exit_code{command=\"xva\"} 0\n")
        .contains("crosswind_failures{command=\"xva\",reason=\"MALFORMED\"} 1\n")
        .doesNotContain("old");
  }

  @Test
  void anAlertThatCannotBeDeliveredIsAWarningOfAFinishedRunAndNoSecretIsAnywhere()
      throws IOException {
    Path told = folder.resolve("told.jsonl");
    XvaRun run =
        run(
            "one",
            """
            crosswind.run.tolerated-failures = 1
            crosswind.limits = [{ scope = book, measure = cva, max = 0 }]
            crosswind.alerts = [
              { name = chat, webhook = "http://127.0.0.1:1/T/hunter2", headers { X-Key = hunter3 }
                retries = 0, on = done }
              { name = audit, file = "%s", on = [breach, done, withheld, failed] }
              { name = pager, command = ["/none", "--token", "hunter4"], on = done }
            ]
            """
                .formatted(told));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    String manifest = Files.readString(Path.of(run.folderName()).resolve("manifest.json"));
    assertThat(manifest)
        .contains("alert 'chat' (webhook http://127.0.0.1:1/(redacted)) could not be delivered")
        .contains("alert 'pager' (command /none) could not be delivered")
        .doesNotContain("hunter");
    JsonNode line = new ObjectMapper().readTree(Files.readString(told));
    assertThat(line.get("on").toString()).isEqualTo("[\"breach\",\"done\"]");
    assertThat(line.get("inputs").asInt()).isEqualTo(SETS);
    assertThat(line.get("folder").asText()).isEqualTo(run.folderName());
  }

  @Test
  void aRunThatGivesUpIsAlertedAndSaysSoInThePrometheusFile() throws IOException {
    Path told = folder.resolve("told.jsonl");
    Path prom = folder.resolve("crosswind.prom");
    Path config =
        config(
            "one",
            "crosswind.run.engine = local\ncrosswind.run.prometheus = \""
                + prom
                + "\"\ncrosswind.alerts = [{ file = \""
                + told
                + "\", on = failed }]");
    Files.delete(folder.resolve("book.csv"));
    JobConfig resolved = JobConfig.load(config, List.of(), Clock.systemUTC());
    assertThatThrownBy(() -> XvaCommand.run("xva", resolved, config, Clock.systemUTC()))
        .isInstanceOf(FailureException.class);
    JsonNode line = new ObjectMapper().readTree(Files.readString(told));
    assertThat(line.get("on").toString()).isEqualTo("[\"failed\"]");
    assertThat(line.get("exit_code").asInt()).isEqualTo(3);
    assertThat(line.get("text").asText()).contains("gave up", "book.csv", "no such file");
    assertThat(Files.readString(prom)).contains("crosswind_run_exit_code{command=\"xva\"} 3\n");
    assertThat(Files.readString(folder.resolve("out/.one.heartbeat"))).contains("\"failed\"");
  }

  @Test
  void aNightWithThirtyPercentBrokenInputsHasAllTheRest() throws IOException {
    TestBook large = new TestBook(folder.resolve("large"), 20, 30);
    Path config = large.config("broken", "");
    Path file = folder.resolve("large/book.csv");
    List<String> lines = Files.readAllLines(file);
    String header = lines.get(0);
    for (int i = 1; i < 6; i++) { // the sixth is the book's own broken cube
      String[] cells = lines.get(i).split(",", -1);
      cells[List.of(header.split(",")).indexOf("recovery")] = i % 2 == 0 ? "much" : "1.5";
      lines.set(i, String.join(",", cells));
    }
    Files.write(file, lines);
    XvaRun run = XvaJobTest.local(config, 2, "run.tolerated-failures=0.29");
    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    JsonNode count = json(run, "manifest.json").get("counts").get(0);
    assertThat(count.get("inputs").asInt()).isEqualTo(20);
    assertThat(count.get("results").asInt()).isEqualTo(14);
    assertThat(count.get("failures").asInt()).isEqualTo(6);
    assertThat(TableRows.read(Path.of(run.folderName()), "failures"))
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.get("message")).contains("expected"));
    assertThat(json(run, "metrics.json").get("failed").get("netting sets").asInt()).isEqualTo(6);
  }
}
