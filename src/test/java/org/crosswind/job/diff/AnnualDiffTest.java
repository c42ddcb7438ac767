package org.crosswind.job.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.crosswind.calc.losses.AnnualLoss;
import org.crosswind.format.csv.CsvTableReader;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.AnnualLossDiffTable;
import org.crosswind.job.Said;
import org.crosswind.job.losses.AnnualNights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How annual losses move between two runs of the financial module. */
class AnnualDiffTest {
  private static final int[] FIRSTS = {AnnualLossDiffTable.ANNUAL, AnnualLossDiffTable.SAMPLES};

  @TempDir Path temp;
  private AnnualNights nights;
  private String losses;
  private String seldom;
  private String often;

  /** A row of the table; NaN for what is not there. */
  private record Row(String key, String status, double[] cells) {}

  @BeforeEach
  void makeFiles() throws IOException {
    nights = new AnnualNights(temp);
    losses = nights.losses("gul.bin", 1);
    seldom = nights.occurrences("seldom.csv", 3, 2, 1, 1, 4, 3);
    often = nights.occurrences("often.csv", 3, 2, 1, 1, 4, 3, 3, 2, 5, 4, 2, 1, 4, 1);
  }

  private void night(String id, String in, String occurrences, String... more) {
    Said said = nights.night(id, in, occurrences, more);
    assertThat(said.exitCode()).as(said.err()).isZero();
  }

  private String diff(String a, String b) {
    Said said =
        Said.run(
            "diff",
            a,
            b,
            "--output",
            nights.out().toString(),
            "--out",
            temp.resolve("moves").toString(),
            "--format",
            "csv");
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said.out();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Path file = temp.resolve("moves/annual_loss_diff.csv");
    try (CsvTableReader table =
        new CsvTableReader(Storage.standard(), Storage.path(file.toString()))) {
      assertThat(table.columns()).isEqualTo(AnnualLossDiffTable.SCHEMA.names());
      while (table.next()) {
        double[] cells = new double[table.columns().size()];
        for (int c = AnnualLossDiffTable.ANNUAL; c < cells.length; c++) {
          cells[c] = table.isNull(c) ? Double.NaN : table.number(c);
        }
        String key = table.string(0) + " " + table.string(1) + " " + table.string(2);
        rows.add(new Row(key + "/" + table.string(3), table.string(4), cells));
      }
    }
    return rows;
  }

  private static void addUp(List<Row> rows) {
    for (Row row : rows) {
      for (int first : FIRSTS) {
        double[] c = row.cells;
        double sum = c[first + AnnualLossDiffTable.BY_OCCURRENCE];
        sum += c[first + AnnualLossDiffTable.BY_LOSS];
        sum += c[first + AnnualLossDiffTable.BY_COMPOSITION];
        sum += c[first + AnnualLossDiffTable.BY_ROUNDING];
        double change = c[first + AnnualLossDiffTable.CHANGE];
        assertThat(sum).as("%s", row).isEqualTo(change);
        double a = c[first];
        double b = c[first + AnnualLossDiffTable.B];
        assertThat(change).isEqualTo((Double.isNaN(b) ? 0 : b) - (Double.isNaN(a) ? 0 : a));
        assertThat(Math.abs(c[first + AnnualLossDiffTable.BY_ROUNDING]))
            .isLessThanOrEqualTo(1e-14 * (Math.abs(a) + Math.abs(b)));
      }
    }
  }

  @Test
  void aChangeOfFrequenciesAloneIsByOccurrence() {
    night("a", losses, seldom, "--periods", "10");
    night("b", losses, often, "--periods", "10");
    diff("a", "b");
    List<Row> rows = rows();
    assertThat(rows).hasSize(8).allMatch(row -> row.status.equals("compared"));
    addUp(rows);
    for (Row row : rows) {
      for (int first : FIRSTS) {
        assertThat(row.cells[first + AnnualLossDiffTable.BY_LOSS]).isZero();
        assertThat(row.cells[first + AnnualLossDiffTable.BY_OCCURRENCE])
            .isPositive()
            .isEqualTo(row.cells[first + AnnualLossDiffTable.CHANGE]);
      }
    }
  }

  @Test
  void aChangeOfLossesAloneIsByLoss() throws IOException {
    night("a", losses, seldom, "--periods", "10");
    night("b", nights.losses("other.bin", 2), seldom, "--periods", "10");
    diff("a", "b");
    addUp(rows());
    for (Row row : rows()) {
      for (int first : FIRSTS) {
        assertThat(row.cells[first + AnnualLossDiffTable.BY_OCCURRENCE]).isZero();
      }
    }
    assertThat(rows()).anyMatch(row -> row.cells[AnnualLossDiffTable.ANNUAL + 4] != 0);
  }

  @Test
  void bothAreSplitAndTotalsAreTheSumsOfTheirRows() throws IOException {
    night("a", losses, seldom, "--periods", "10");
    night("b", nights.losses("other.bin", 2), often, "--periods", "12");
    night("middle", losses, often, "--periods", "12");
    String text = diff("a", "b");
    List<Row> rows = rows();
    addUp(rows);
    double[] middle =
        Files.readAllLines(nights.out().resolve("middle/annual_losses.csv")).stream()
            .skip(1)
            .mapToDouble(row -> Double.parseDouble(row.split(",")[7]))
            .toArray();
    for (int r = 0; r < rows.size(); r++) {
      double[] c = rows.get(r).cells;
      assertThat(c[AnnualLossDiffTable.SAMPLES + AnnualLossDiffTable.BY_OCCURRENCE])
          .isEqualTo(middle[r] - c[AnnualLossDiffTable.SAMPLES]);
    }
    double[] sum = new double[5];
    rows.stream()
        .filter(row -> row.key.startsWith("il net 1/"))
        .forEach(
            row -> {
              for (int k = 0; k < sum.length; k++) {
                sum[k] += row.cells[AnnualLossDiffTable.SAMPLES + k];
              }
            });
    String expected =
        String.format(
            Locale.ROOT,
            "%-28s %15.7g %15.7g %15.7g %15.7g %15.7g",
            "net set 1",
            sum[0],
            sum[1],
            sum[2],
            sum[3],
            sum[4]);
    assertThat(text)
        .contains("A is a, B is b", "annual loss, means", "annual loss, samples", "largest moves")
        .contains(expected)
        .contains("table in " + temp.resolve("moves/annual_loss_diff.csv"));
    double summaries = sum[2];
    double total =
        rows.stream()
            .filter(row -> row.key.equals("il net 0/0"))
            .mapToDouble(row -> row.cells[AnnualLossDiffTable.SAMPLES + AnnualLossDiffTable.CHANGE])
            .sum();
    assertThat(summaries).isCloseTo(total, within(1e-9 * Math.abs(sum[0])));
  }

  @Test
  void roundingClosesTheSumOfTheParts() {
    Random random = new Random(1);
    int closed = 0;
    for (int i = 0; i < 1000; i++) {
      AnnualLoss[] losses = new AnnualLoss[3];
      for (int k = 0; k < 3; k++) {
        losses[k] = new AnnualLoss(1, 1, 1, 1, random.nextDouble(), 1e6 * random.nextDouble());
      }
      AnnualMove move =
          new AnnualMove(new AnnualMove.Key("a", "gross", 1, 1), losses[0], losses[1], losses[2]);
      for (AnnualMove.Type type : AnnualMove.Type.values()) {
        double sum = move.byOccurrence(type) + move.byLoss(type) + move.byComposition(type);
        assertThat(sum + move.byRounding(type)).isEqualTo(move.change(type));
        closed += move.byRounding(type) != 0 ? 1 : 0;
      }
    }
    assertThat(closed).isGreaterThan(100);
  }

  @Test
  void tablesOfAnyFormatAreCompared() throws IOException {
    night("csv", losses, seldom, "--periods", "10");
    night("csv2", losses, often, "--periods", "10");
    diff("csv", "csv2");
    List<String> expected = Files.readAllLines(temp.resolve("moves/annual_loss_diff.csv"));
    night("a", losses, seldom, "--periods", "10", "--set", "run.format=parquet");
    night("b", losses, often, "--periods", "10", "--set", "run.format=json");
    diff("a", "b");
    assertThat(temp.resolve("moves/annual_loss_diff.csv")).hasContent(String.join("\n", expected));
  }

  @Test
  void summariesThatComeAndGoAreComposition() throws IOException {
    night("a", losses, seldom, "--periods", "10");
    Path xref = nights.tables().resolve("fmsummaryxref.csv");
    Files.writeString(xref, Files.readString(xref).replace("2,2,1", "2,7,1"));
    night("b", losses, often, "--periods", "10");
    String text = diff("a", "b");
    List<Row> rows = rows();
    assertThat(rows.stream().filter(row -> row.status.equals("new")).map(Row::key))
        .containsExactly("il gross 1/7", "il net 1/7");
    assertThat(rows.stream().filter(row -> row.status.equals("gone")).map(Row::key))
        .containsExactly("il gross 1/2", "il net 1/2");
    assertThat(rows).hasSize(10);
    // The summaries of A are not there any more, so its losses cannot be looked at again.
    assertThat(text).contains("il gross: not split by causes", "is not what it was");
    Row gone = rows.get(8);
    assertThat(gone.cells[AnnualLossDiffTable.ANNUAL + AnnualLossDiffTable.BY_COMPOSITION])
        .isEqualTo(-gone.cells[AnnualLossDiffTable.ANNUAL])
        .isEqualTo(gone.cells[AnnualLossDiffTable.ANNUAL + AnnualLossDiffTable.CHANGE]);
    assertThat(rows.get(0).cells[AnnualLossDiffTable.ANNUAL + AnnualLossDiffTable.BY_LOSS]).isNaN();
  }

  @Test
  void occurrencesThatAreNotWhatTheyWereAreNotUsed() throws IOException {
    night("a", losses, seldom, "--periods", "10");
    night("b", losses, often, "--periods", "10");
    nights.occurrences("often.csv", 1, 1);
    String text = diff("a", "b");
    assertThat(text).contains("il gross: not split by causes: " + often, "is not what b has read");
    for (Row row : rows()) {
      assertThat(row.cells[AnnualLossDiffTable.ANNUAL + AnnualLossDiffTable.CHANGE]).isPositive();
      assertThat(row.cells[AnnualLossDiffTable.ANNUAL + AnnualLossDiffTable.BY_LOSS]).isNaN();
    }
  }

  @Test
  void recordsOfLooseFilesAreComparedToo() throws IOException {
    for (String id : List.of("a", "b")) {
      Said said =
          Said.run(
              Stream.of(
                      Stream.of("fm", "--static", nights.tables().toString(), "--in", losses),
                      Stream.of("-a", "2", "--out", temp.resolve(id + ".bin").toString()),
                      Stream.of("--set", "run.engine=local", "--run-id", "P", "--periods", "9"),
                      Stream.of("--occurrences", id.equals("a") ? seldom : often))
                  .flatMap(words -> words)
                  .toArray(String[]::new));
      assertThat(said.exitCode()).as(said.err()).isZero();
    }
    String text =
        diff(temp.resolve("a.bin.run.json").toString(), temp.resolve("b.bin.run.json").toString());
    assertThat(text).contains("P gross: 8 events compared", "gross set 1", "largest moves");
    assertThat(rows()).hasSize(4);
    addUp(rows());
  }

  @Test
  void aRunOfAnotherKindIsRefused() throws IOException {
    night("a", losses, seldom, "--periods", "10");
    Path run = Files.createDirectories(nights.out().resolve("xva"));
    Files.writeString(
        run.resolve("manifest.json"),
        "{\"run_id\":\"xva\",\"command\":\"xva\",\"inputs\":[],\"counts\":[],\"outputs\":[],"
            + "\"stages\":[]}");
    Files.writeString(run.resolve("_SUCCESS"), "");
    Said said = Said.run("diff", "a", "xva", "--output", nights.out().toString());
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.err()).contains("a", "cannot be compared with the run xva");
  }
}
