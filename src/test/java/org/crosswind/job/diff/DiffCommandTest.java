package org.crosswind.job.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.job.Said.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.crosswind.format.file.Storage;
import org.crosswind.format.json.JsonTableReader;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.format.table.DiffTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.job.ExitCode;
import org.crosswind.job.Said;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class DiffCommandTest {
  private static final List<String> PARTS =
      List.of(
          "by_exposure",
          "by_credit",
          "by_discounting",
          "by_recovery",
          "by_model",
          "by_composition",
          "by_rounding");

  @TempDir Path folder;

  private Night night(String id) {
    return new Night(folder, id);
  }

  @ParameterizedTest
  @CsvSource({
    "exposure, by_exposure",
    "credit, by_credit",
    "rates, by_discounting",
    "recovery, by_recovery",
    "model, by_model"
  })
  void aMoveOfOneDriverLandsInItsColumnOnly(String driver, String column) throws IOException {
    night("a").run();
    Night b = night("b");
    switch (driver) {
      case "exposure" -> b.exposure(1.2);
      case "credit" -> b.hazard(0.03);
      case "rates" -> b.rate(0.01);
      case "recovery" -> b.recovery(0.25);
      default ->
          b.models("{ model = hullwhite, parameter = 0.5 }, { model = clayton, parameter = 2 }");
    }
    b.run();
    List<Map<String, String>> rows = diff("a", "b");
    assertThat(rows).hasSize(12);
    for (Map<String, String> row : rows) {
      boolean moves = !driver.equals("model") || row.get("measure").equals("wwr_cva");
      assertThat(row).containsEntry("status", "compared").containsEntry("note", null);
      for (String part : PARTS) {
        if (part.equals(column) && moves) {
          assertThat(number(row, part)).isEqualTo(number(row, "change")).isNotZero();
        } else {
          assertThat(number(row, part)).as("%s of %s", part, row).isZero();
        }
      }
      sumsExactly(row);
    }
  }

  @Test
  void allDriversAtOnceSumExactly() throws IOException {
    night("a").run();
    night("b")
        .exposure(0.7)
        .hazard(0.05)
        .rate(0.01)
        .recovery(0.1)
        .models("{ model = gaussian, parameter = 0.1 }, { model = hullwhite, parameter = 0.3 }")
        .run();
    List<Map<String, String>> rows =
        diff("a", "b", "--order", "model,credit,recovery,exposure,discounting");
    assertThat(rows).hasSize(12);
    for (Map<String, String> row : rows) {
      sumsExactly(row);
      assertThat(Math.abs(number(row, "by_rounding"))).isLessThan(1e-15);
      assertThat(number(row, "by_exposure")).isNegative();
      assertThat(number(row, "by_credit")).isPositive();
      assertThat(number(row, "by_discounting")).isPositive();
      assertThat(number(row, "by_recovery")).isPositive();
      assertThat(number(row, "by_composition")).isZero();
    }
    assertThat(rows.get(1))
        .containsEntry("model_a", "gaussian 0.4")
        .containsEntry("model_b", "gaussian 0.1");
    assertThat(number(rows.get(1), "by_model")).isNegative();
    assertThat(number(rows.get(2), "by_model")).isZero();
  }

  @Test
  void newGoneAndFailedSetsAreComposition() throws IOException {
    night("a").broken("NS3").with("NS9", 9).run();
    night("b").without("NS1").with("NS5", 5).broken("NS2").broken("NS9").run();
    Said said = run("diff", "a", "b", "--output", out(), "--out", folder("moves"));
    assertThat(said.exitCode()).isZero();
    Map<String, Map<String, String>> baseline = new LinkedHashMap<>();
    for (Map<String, String> row : rows("moves")) {
      sumsExactly(row);
      if (row.get("measure").equals("baseline_cva")) {
        baseline.put(row.get("netting_set_id"), row);
      }
    }
    assertThat(baseline.keySet()).containsExactly("NS3", "NS4", "NS5", "NS1", "NS2", "NS9");
    composed(baseline.get("NS3"), "failed_in_a", "value_b", 1);
    composed(baseline.get("NS5"), "new", "value_b", 1);
    composed(baseline.get("NS1"), "gone", "value_a", -1);
    composed(baseline.get("NS2"), "failed_in_b", "value_a", -1);
    assertThat(baseline.get("NS3").get("note"))
        .startsWith("failed in A: ")
        .contains("NS3.csv:9", "n/a", "[MALFORMED]");
    assertThat(baseline.get("NS5").get("note")).isEqualTo("not in the book of A");
    assertThat(baseline.get("NS4")).containsEntry("status", "compared");
    assertThat(baseline.get("NS4").get("input_index_a")).isEqualTo("3");
    assertThat(baseline.get("NS4").get("input_index_b")).isEqualTo("2");
    assertThat(baseline.get("NS5").get("input_index_a")).isNull();
    assertThat(said.out())
        .contains(
            "netting sets: 1 compared, 1 new, 2 gone, 1 failed in A only, 1 in B only, 0 in both",
            "  NS1: not in the book of B",
            "totals of the book",
            "largest moves of CVA");
    String movers = said.out().substring(said.out().indexOf("largest moves of wrong-way CVA"));
    assertThat(movers.lines().filter(line -> line.startsWith("NS2, "))).hasSize(1);
  }

  private static void composed(Map<String, String> row, String status, String value, int sign) {
    assertThat(row).containsEntry("status", status);
    assertThat(number(row, "change")).isEqualTo(sign * number(row, value)).isNotZero();
    assertThat(number(row, "by_composition")).isEqualTo(number(row, "change"));
  }

  @Test
  void aSetThatFailedInBothIsCountedAndHasNoRow() throws IOException {
    night("a").broken("NS3").run();
    night("b").broken("NS3").run();
    Said said = run("diff", "a", "b", "--output", out(), "--out", folder("moves"));
    assertThat(said.out()).contains("3 compared", "1 in both");
    assertThat(rows("moves")).extracting(r -> r.get("netting_set_id")).doesNotContain("NS3");
  }

  @Test
  void modelsThatOnlyOneRunHasAreComposition() throws IOException {
    night("a")
        .models(
            "{ model = hullwhite, parameter = 0.3 }, { model = frank, parameter = 2 },"
                + " { model = clayton, parameter = 1 }")
        .run();
    night("b")
        .models(
            "{ model = gumbel, parameter = 2 }, { model = hullwhite, parameter = 0.3 },"
                + " { model = gaussian, parameter = 0.2 }")
        .run();
    List<Map<String, String>> rows = diff("a", "b");
    assertThat(rows.subList(0, 6))
        .extracting(r -> r.get("model_a") + "|" + r.get("model_b") + "|" + r.get("status"))
        .containsExactly(
            "null|null|compared",
            "null|gumbel 2.0|model_new",
            "hullwhite 0.3|hullwhite 0.3|compared",
            "null|gaussian 0.2|model_new",
            "frank 2.0|null|model_gone",
            "clayton 1.0|null|model_gone");
    rows.forEach(DiffCommandTest::sumsExactly);
    assertThat(rows.get(1).get("note")).isEqualTo("A has no model gumbel 2.0 for it");
  }

  @Test
  void theOnlyModelOfEachSideIsComparedThoughItIsAnother() throws IOException {
    night("a").models("{ model = clayton, parameter = 1 }").run();
    night("b").models("{ model = gumbel, parameter = 2 }").run();
    Map<String, String> row = diff("a", "b").get(1);
    assertThat(row).containsEntry("model_a", "clayton 1.0").containsEntry("model_b", "gumbel 2.0");
    assertThat(number(row, "by_model")).isEqualTo(number(row, "change")).isNotZero();
  }

  @Test
  void anotherGridIsExposure() throws IOException {
    night("a").run();
    night("b").tenors("0.25,0.5,0.75,1,1.5,2,2.5,3,4,5").run();
    for (Map<String, String> row : diff("a", "b")) {
      sumsExactly(row);
      assertThat(number(row, "by_exposure"))
          .isCloseTo(number(row, "change"), Offset.offset(1e-12))
          .isNotZero();
      assertThat(number(row, "by_credit")).isCloseTo(0, Offset.offset(1e-12));
      assertThat(number(row, "by_discounting")).isCloseTo(0, Offset.offset(1e-12));
    }
  }

  @Test
  void fromUndiscountedToDeflatedIsDiscounting() throws IOException {
    night("a").run();
    night("b").deflated().run();
    for (Map<String, String> row : diff("a", "b")) {
      assertThat(number(row, "by_discounting")).isEqualTo(number(row, "change")).isPositive();
    }
  }

  @Test
  void runsOfAnyFormatAreRead() throws IOException {
    night("a").run();
    night("csv").hazard(0.03).format("csv").run();
    night("json").hazard(0.03).format("json").run();
    night("parquet").hazard(0.03).run();
    List<Map<String, String>> expected = diff("a", "parquet");
    assertThat(diff("a", "csv")).isEqualTo(expected);
    assertThat(diff("a", "json")).isEqualTo(expected);
  }

  @Test
  void theTableComesInEachFormat() throws IOException {
    night("a").run();
    night("b").hazard(0.03).run();
    for (String format : List.of("csv", "json", "parquet")) {
      Said said =
          run("diff", "a", "b", "--output", out(), "--out", folder("moves"), "--format", format);
      assertThat(said.out()).endsWith("table in " + folder("moves") + "/diff." + format + "\n");
    }
    try (Stream<Path> files = Files.list(folder.resolve("moves"))) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly("diff.csv", "diff.json", "diff.parquet");
    }
    Path csv = folder.resolve("moves/diff.csv");
    assertThat(Files.readAllLines(csv)).hasSize(13);
    assertThat(Files.readAllLines(csv).get(0))
        .isEqualTo(String.join(",", DiffTable.SCHEMA.names()));
    List<Map<String, String>> json = new ArrayList<>();
    read(
        new JsonTableReader(
            Storage.standard(), Storage.path(folder("moves/diff.json")), DiffTable.SCHEMA),
        json);
    assertThat(json).isEqualTo(rows("moves"));
  }

  @Test
  void runsAreFoundByIdByPathAndAsTheLatest() throws IOException {
    Path a = night("a").run();
    Path b = night("b").hazard(0.03).run();
    String byId = run("diff", "a", "b", "--output", out()).out();
    assertThat(byId).startsWith("A is a, B is b; steps: exposure, credit, discounting, recovery");
    assertThat(run("diff", a.toString(), b.toString()).out()).isEqualTo(byId);
    assertThat(run("diff", "a", "latest", "--output", out()).out()).isEqualTo(byId);
  }

  @Test
  void theOrderOfTheBookDoesNotMatter() throws IOException {
    night("a").run();
    night("b").without("NS1").with("NS1", 1).without("NS3").with("NS3", 3).hazard(0.03).run();
    night("c").hazard(0.03).run();
    List<Map<String, String>> shuffled = diff("a", "b");
    List<Map<String, String>> straight = diff("a", "c");
    for (Map<String, String> row : shuffled) {
      row.remove("input_index_b");
    }
    straight.forEach(row -> row.remove("input_index_b"));
    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(straight);
  }

  @Test
  void whatIsNoFinishedRunIsRefused() throws IOException {
    Path a = night("a").run();
    Said unknown = run("diff", "a", "nowhere", "--output", out());
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(unknown.err())
        .contains("nowhere: there is no run of this id in " + out() + ", and no such folder");
    Path copy = Files.createDirectories(folder.resolve("half"));
    assertThat(run("diff", a.toString(), copy.toString()).err())
        .contains("is not a finished run: it has no _SUCCESS");
    Files.createFile(copy.resolve("_SUCCESS"));
    assertThat(run("diff", a.toString(), copy.toString()).err()).contains("has no table results");
    assertThat(run("diff", "a").exitCode()).isEqualTo(ExitCode.USAGE.code());
    Said order = run("diff", "a", "a", "--output", out(), "--order", "credit,credit");
    assertThat(order.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(order.err()).contains("expected each of exposure, credit");
    assertThat(run("diff", "a", "a", "--output", out(), "--top", "-1").exitCode())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void tablesThatContradictEachOtherAreRefusedAndNothingIsWritten() throws IOException {
    night("a").format("csv").run();
    night("b").format("csv").run();
    Path results = folder.resolve("out/b/results.csv");
    Files.writeString(results, Files.readString(results).replace(",0.4,", ",0.3,"));
    Said said = run("diff", "a", "b", "--output", out(), "--out", folder("moves"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(said.err()).contains("b NS1: baseline_cva is ", "but its profiles give ");
    try (Stream<Path> files = Files.list(folder.resolve("moves"))) {
      assertThat(files).isEmpty();
    }
  }

  private List<Map<String, String>> diff(String a, String b, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("diff", a, b, "--output", out(), "--out", folder("moves")));
    words.addAll(List.of(more));
    Said said = run(words.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isZero();
    return rows("moves");
  }

  private static void sumsExactly(Map<String, String> row) {
    double sum = 0;
    for (String part : PARTS) {
      sum += number(row, part);
    }
    assertThat(sum).as(row.toString()).isEqualTo(number(row, "change"));
    double a = row.get("value_a") == null ? 0 : number(row, "value_a");
    double b = row.get("value_b") == null ? 0 : number(row, "value_b");
    assertThat(number(row, "change")).isEqualTo(b - a);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private String out() {
    return folder("out");
  }

  private String folder(String name) {
    return folder.resolve(name).toString();
  }

  private List<Map<String, String>> rows(String name) {
    List<Map<String, String>> rows = new ArrayList<>();
    read(
        new ParquetTableReader(Storage.standard(), Storage.path(folder(name) + "/diff.parquet")),
        rows);
    return rows;
  }

  private static void read(RowSource source, List<Map<String, String>> to) {
    try (source) {
      List<String> columns = source.columns();
      while (source.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
          row.put(columns.get(c), source.isNull(c) ? null : source.string(c));
        }
        to.add(row);
      }
    }
  }
}
