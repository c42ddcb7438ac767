package org.crosswind.format.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.crosswind.format.file.Storage;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.RejectedRow;
import org.crosswind.model.market.RowRules;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockFileTest {
  private static final RowRules LENIENT =
      new RowRules(
          RowRules.BadRow.DROP_ROW, RowRules.DuplicateTime.KEEP_FIRST, RowRules.Unsorted.SORT);
  private static final int MINUTE = 60_000;
  private static final int OPEN = (9 * 60 + 30) * MINUTE;

  @TempDir Path folder;

  private StockRead read(RowRules rules, PriceLayout layout, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("ACME.csv"), content);
    return new StockFile("ACME", file.toString(), content.length)
        .read(Storage.standard(), layout, rules);
  }

  private StockRead read(RowRules rules, String... lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    return read(rules, PriceLayout.STANDARD, text.getBytes(StandardCharsets.UTF_8));
  }

  private static DaySeries series(StockRead stock, int day) {
    return stock.days().get(day).series().orElseThrow();
  }

  @Test
  void rowsBecomeDaysInOrderWhateverTheOrderOfTheDays() throws IOException {
    StockRead stock =
        read(
            RowRules.STRICT,
            "20260106,0930,10.5",
            "20260106,931,11",
            "20260105,0930,9",
            "20260105,0931,9.25");
    assertThat(stock.failure()).isEmpty();
    assertThat(stock.rejected()).isEmpty();
    assertThat(stock.days())
        .extracting(DayRead::day)
        .containsExactly(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 6));
    assertThat(series(stock, 0).prices()).containsExactly(9, 9.25);
    assertThat(series(stock, 1).prices()).containsExactly(10.5, 11);
    assertThat(series(stock, 1).times()).containsExactly(OPEN, OPEN + MINUTE);
  }

  @Test
  void columnsSeparatorsHeaderMarkAndQuotesAreAsTheLayoutSays() throws IOException {
    PriceLayout layout =
        new PriceLayout(
            List.of(".csv"),
            ';',
            ',',
            1,
            2,
            2,
            0,
            PriceLayout.STANDARD.table(),
            ZoneId.of("America/New_York"));
    StockRead stock =
        read(
            RowRules.STRICT,
            layout,
            ("\uFEFFpreis;menge;zeit\n\"10,5\";3;20260105 0930\n11,25;4;2026-01-05T09:31\n"
                    + "12;5;2026-01-05T14:32:00Z\n")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(series(stock, 0).prices()).containsExactly(10.5, 11.25, 12);
    assertThat(series(stock, 0).times()).containsExactly(OPEN, OPEN + MINUTE, OPEN + 2 * MINUTE);
  }

  @Test
  void aBadRowFailsItsCellAndNoOther() throws IOException {
    StockRead stock =
        read(
            RowRules.STRICT,
            "20260105,0930,10",
            "20260105,0931,0",
            "20260105,0932,ten",
            "20260106,0930,10",
            "20260106,0931,10");
    DayRead bad = stock.days().get(0);
    assertThat(bad.series()).isEmpty();
    assertThat(bad.rows()).isEqualTo(3);
    assertThat(bad.irregular()).isEqualTo(2);
    assertThat(bad.failure().orElseThrow().reason()).isEqualTo(FailureReason.INVALID);
    assertThat(bad.failure().orElseThrow().where()).endsWith("ACME.csv:2");
    assertThat(bad.failure().orElseThrow().message())
        .isEqualTo("price is '0', expected a finite number > 0 (2 irregular rows of the day)");
    assertThat(stock.days().get(1).series()).isPresent();
    assertThat(stock.rejected())
        .extracting(row -> row.failure().where().replaceAll(".*:", ""), RejectedRow::action)
        .containsExactly(
            tuple("2", RejectedRow.Action.FAILED_CELL), tuple("3", RejectedRow.Action.FAILED_CELL));
  }

  @Test
  void everyKindOfBadRowIsNamedAndDroppedWhenAsked() throws IOException {
    StockRead stock =
        read(
            LENIENT,
            "date,time,price",
            "20260105,0930,10",
            "20260105,0931,-1",
            "20260105,0932,NaN",
            "20260105,0933,inf",
            "20260105,0934,",
            "20260105,2500,10",
            "20260105,0935",
            "20260431,0936,10",
            "20260105,0937,11");
    assertThat(series(stock, 0).prices()).containsExactly(10, 11);
    assertThat(stock.days().get(0).rows()).isEqualTo(10);
    assertThat(stock.irregular()).isEqualTo(8);
    assertThat(stock.rejected()).allMatch(row -> row.action() == RejectedRow.Action.DROPPED);
    assertThat(stock.rejected())
        .allMatch(row -> row.day().orElseThrow().equals(LocalDate.of(2026, 1, 5)));
    assertThat(stock.rejected())
        .extracting(row -> row.failure().where().replaceAll(".*:", "") + " " + message(row))
        .containsExactly(
            "1 day is 'date', expected yyyymmdd or yyyy-mm-dd",
            "3 price is '-1', expected a finite number > 0",
            "4 price is 'NaN', expected a finite number > 0",
            "5 price is 'inf', expected a finite number > 0",
            "6 price is '', expected a finite number > 0",
            "7 time is '2500', expected hhmm, hhmmss, hh:mm or hh:mm:ss",
            "8 the row has 2 cells, expected at least 3",
            "9 day is '20260431', expected yyyymmdd or yyyy-mm-dd");
  }

  private static String message(RejectedRow row) {
    return row.failure().message();
  }

  @Test
  void aDayOfBadRowsOnlyFailsEvenWhenTheyAreDropped() throws IOException {
    StockRead stock = read(LENIENT, "20260105,0930,0", "20260106,0930,1");
    assertThat(stock.days().get(0).failure().orElseThrow().message())
        .isEqualTo("price is '0', expected a finite number > 0; no good row of the day is left");
    assertThat(stock.days().get(1).series()).isPresent();
  }

  @Test
  void aSecondRowOfATimeFailsTheCellOrOneOfThemCounts() throws IOException {
    String[] lines = {
      "20260105,0930,10", "20260105,0931,11", "20260105,0931,12", "20260105,0932,13"
    };
    StockRead strict = read(RowRules.STRICT, lines);
    assertThat(strict.days().get(0).failure().orElseThrow().message())
        .isEqualTo("time 09:31 stands in row 2 too, expected each time of a day once");
    assertThat(strict.days().get(0).failure().orElseThrow().where()).endsWith("ACME.csv:3");

    StockRead first = read(LENIENT, lines);
    assertThat(series(first, 0).prices()).containsExactly(10, 11, 13);
    assertThat(first.rejected().get(0).failure().where()).endsWith(":3");
    assertThat(first.days().get(0).rows()).isEqualTo(4);

    RowRules keepLast =
        new RowRules(
            RowRules.BadRow.FAIL_CELL,
            RowRules.DuplicateTime.KEEP_LAST,
            RowRules.Unsorted.FAIL_CELL);
    StockRead last = read(keepLast, lines);
    assertThat(series(last, 0).prices()).containsExactly(10, 12, 13);
    assertThat(last.rejected().get(0).failure().where()).endsWith(":2");
  }

  @Test
  void aLateRowFailsTheCellOrIsPutInItsPlace() throws IOException {
    String[] lines = {
      "20260105,0932,12", "20260105,0930,10", "20260105,0931,11", "20260105,0930,99"
    };
    StockRead strict = read(RowRules.STRICT, lines);
    assertThat(strict.days().get(0).failure().orElseThrow().where()).endsWith("ACME.csv:2");
    assertThat(strict.days().get(0).failure().orElseThrow().message())
        .startsWith("time 09:30 comes after 09:32, expected rows in order of time");

    StockRead sorted = read(LENIENT, lines);
    assertThat(series(sorted, 0).prices()).containsExactly(10, 11, 12);
    assertThat(sorted.rejected())
        .extracting(RejectedRow::action)
        .containsExactly(
            RejectedRow.Action.SORTED, RejectedRow.Action.SORTED, RejectedRow.Action.DROPPED);
  }

  @Test
  void anEmptyFileOrOneWithoutAnyDayFailsTheStock() throws IOException {
    StockRead empty = read(RowRules.STRICT, PriceLayout.STANDARD, new byte[0]);
    assertThat(empty.failure().orElseThrow().message()).isEqualTo("has no rows, expected prices");
    assertThat(empty.failure().orElseThrow().where()).endsWith("ACME.csv");

    StockRead words = read(LENIENT, "lorem ipsum", "dolor sit");
    assertThat(words.failure().orElseThrow().where()).endsWith("ACME.csv:1");
    assertThat(words.failure().orElseThrow().message())
        .isEqualTo("the row has 1 cells, expected at least 3 (as in all 2 rows of the stock)");
  }

  @Test
  void bytesThatAreNotUtf8FailTheStock() throws IOException {
    byte[] content =
        "20260105,0930,10\n20260105,0931,1\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    StockRead stock = read(LENIENT, PriceLayout.STANDARD, content);
    assertThat(stock.failure().orElseThrow().reason()).isEqualTo(FailureReason.MALFORMED);
    assertThat(stock.failure().orElseThrow().message()).contains("not UTF-8");
  }

  @Test
  void irregularRowsAreListedUpToALimitAndAllCounted() throws IOException {
    StringBuilder text = new StringBuilder("x,1,1\n".repeat(1200)).append("20260105,0930,1\n");
    text.append("20260105,0931,0\n".repeat(300));
    StockRead stock =
        read(LENIENT, PriceLayout.STANDARD, text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(stock.irregular()).isEqualTo(1500);
    assertThat(stock.rejected()).hasSize(StockRead.LISTED);
    assertThat(stock.days().get(0).rows()).isEqualTo(1501);
    assertThat(stock.days().get(0).irregular()).isEqualTo(1500);
  }

  @Test
  void aFolderIsListedByStockAndZippedFilesAreRead() throws IOException {
    Files.writeString(folder.resolve("B.csv"), "20260105,0930,1\n");
    Files.writeString(folder.resolve("notes.md"), "no prices");
    Files.writeString(folder.resolve(".hidden.csv"), "x");
    Files.writeString(folder.resolve("C.csv"), "x");
    Files.writeString(folder.resolve("C.txt"), "x");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("A.1.csv.gz")))) {
      out.write("20260105,0930,7\n".getBytes(StandardCharsets.UTF_8));
    }
    PriceFolder listed =
        PriceFolder.list(Storage.standard(), Storage.path(folder.toString()), PriceLayout.STANDARD);
    assertThat(listed.files()).extracting(StockFile::stock).containsExactly("A.1", "B");
    assertThat(listed.others()).containsExactly("notes.md");
    assertThat(listed.failures().get("C").message()).isEqualTo("stock C has 2 files, expected one");
    StockRead zipped =
        listed.files().get(0).read(Storage.standard(), PriceLayout.STANDARD, RowRules.STRICT);
    assertThat(series(zipped, 0).prices()).containsExactly(7);
  }

  @Test
  void aFolderWithoutPricesIsRefused() {
    assertThatThrownBy(
            () ->
                PriceFolder.list(
                    Storage.standard(), Storage.path(folder.toString()), PriceLayout.STANDARD))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("has no file that ends in .csv");
  }
}
