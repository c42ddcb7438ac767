package org.crosswind.calc.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosswind.model.market.AlignedCell;
import org.crosswind.model.market.AlignmentRule;
import org.crosswind.model.market.AlignmentRule.Calendar;
import org.crosswind.model.market.AlignmentRule.Fill;
import org.crosswind.model.market.AlignmentRule.Index;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.market.TimeIndex;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;

class PanelAlignerTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final LocalDate TUESDAY = LocalDate.of(2026, 1, 6);

  private static DayRead day(String stock, LocalDate day, int... times) {
    double[] prices = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      prices[i] = times[i];
    }
    return new DayRead(
        day,
        times.length,
        0,
        Optional.of(new DaySeries(stock, day, times, prices)),
        Optional.empty());
  }

  private static DayRead failed(LocalDate day) {
    Failure failure = new Failure(FailureReason.INVALID, "x.csv:1", "bad");
    return new DayRead(day, 3, 1, Optional.empty(), Optional.of(failure));
  }

  private static StockRead stock(String name, DayRead... days) {
    return new StockRead(name, name + ".csv", List.of(days), Optional.empty(), List.of(), 0);
  }

  private static AlignmentRule rule(Index index, Fill fill, int limit, int... grid) {
    return new AlignmentRule(index, Calendar.OWN, fill, limit, TimeIndex.of(grid), 2);
  }

  private static List<AlignedCell> align(AlignmentRule rule, StockRead... stocks) {
    return new PanelAligner(rule).align(List.of(stocks));
  }

  private static List<StockRead> two() {
    return List.of(
        stock("A", day("A", MONDAY, 10, 20, 30, 50)), stock("B", day("B", MONDAY, 20, 30, 40)));
  }

  /** Price i stands at time i, so prices tell where they come from. */
  private static String text(AlignedCell cell) {
    List<String> prices = new ArrayList<>();
    cell.series()
        .ifPresent(
            series -> {
              for (int i = 0; i < series.size(); i++) {
                prices.add(series.time(i) + "=" + (int) series.price(i));
              }
            });
    return String.join(" ", prices)
        + " | index "
        + cell.index()
        + " dropped "
        + cell.dropped()
        + " filled "
        + cell.filled()
        + " missing "
        + cell.missing();
  }

  @Test
  void eachStockKeepsItsOwnTimes() {
    List<AlignedCell> cells = new PanelAligner(AlignmentRule.OWN).align(two());
    assertThat(cells)
        .extracting(PanelAlignerTest::text)
        .containsExactly(
            "10=10 20=20 30=30 50=50 | index 4 dropped 0 filled 0 missing 0",
            "20=20 30=30 40=40 | index 3 dropped 0 filled 0 missing 0");
  }

  @Test
  void theIntersectionDropsWhatNotAllHave() {
    assertThat(new PanelAligner(rule(Index.INTERSECTION, Fill.NONE, 0)).align(two()))
        .extracting(PanelAlignerTest::text)
        .containsExactly(
            "20=20 30=30 | index 2 dropped 2 filled 0 missing 0",
            "20=20 30=30 | index 2 dropped 1 filled 0 missing 0");
  }

  @Test
  void theUnionCountsWhatIsMissing() {
    assertThat(new PanelAligner(rule(Index.UNION, Fill.NONE, 0)).align(two()))
        .extracting(PanelAlignerTest::text)
        .containsExactly(
            "10=10 20=20 30=30 50=50 | index 5 dropped 0 filled 0 missing 1",
            "20=20 30=30 40=40 | index 5 dropped 0 filled 0 missing 2");
  }

  @Test
  void thePreviousPriceFillsButNothingBeforeTheFirst() {
    assertThat(new PanelAligner(rule(Index.UNION, Fill.PREVIOUS, 0)).align(two()))
        .extracting(PanelAlignerTest::text)
        .containsExactly(
            "10=10 20=20 30=30 40=30 50=50 | index 5 dropped 0 filled 1 missing 0",
            "20=20 30=30 40=40 50=40 | index 5 dropped 0 filled 1 missing 1");
  }

  @Test
  void aFilledPriceIsNoOlderThanTheLimit() {
    assertThat(
            align(
                rule(Index.GRID, Fill.PREVIOUS, 5, 15, 24, 26, 30, 60),
                stock("A", day("A", MONDAY, 10, 20, 30, 50))))
        .extracting(PanelAlignerTest::text)
        .containsExactly("15=10 24=20 30=30 | index 5 dropped 3 filled 2 missing 2");
  }

  @Test
  void aGridWithoutFillingKeepsExactTimesOnly() {
    assertThat(
            align(
                rule(Index.GRID, Fill.NONE, 0, 20, 25, 30),
                stock("A", day("A", MONDAY, 10, 20, 30, 50))))
        .extracting(PanelAlignerTest::text)
        .containsExactly("20=20 30=30 | index 3 dropped 2 filled 0 missing 1");
  }

  @Test
  void aCellThatFailedOrHasOnePriceDoesNotThinOutTheOthers() {
    List<AlignedCell> cells =
        align(
            rule(Index.INTERSECTION, Fill.NONE, 0),
            stock("A", day("A", MONDAY, 10, 20, 30)),
            stock("B", failed(MONDAY)),
            stock("C", day("C", MONDAY, 99)));
    assertThat(text(cells.get(0)))
        .isEqualTo("10=10 20=20 30=30 | index 3 dropped 0 filled 0 missing 0");
    assertThat(cells.get(1).failure().orElseThrow().message()).isEqualTo("bad");
    assertThat(cells.get(2).failure().orElseThrow().oneLine())
        .isEqualTo("C.csv C 2026-01-05: the day has 1 price, expected at least 2 [INVALID]");
  }

  @Test
  void aCellOfWhichTooLittleIsLeftFails() {
    List<AlignedCell> cells =
        align(
            rule(Index.INTERSECTION, Fill.NONE, 0),
            stock("A", day("A", MONDAY, 10, 20, 30)),
            stock("B", day("B", MONDAY, 30, 40)));
    assertThat(cells)
        .extracting(cell -> cell.failure().orElseThrow().message())
        .containsExactly(
            "of 3 prices 1 are left on the day's common index of 1 times, expected at least 2",
            "of 2 prices 1 are left on the day's common index of 1 times, expected at least 2");
  }

  @Test
  void differentCalendarsAreReportedOrRefused() {
    StockRead a = stock("A", day("A", MONDAY, 10, 20), day("A", TUESDAY, 10, 20));
    StockRead b = stock("B", day("B", TUESDAY, 10, 20));
    StockRead broken =
        StockRead.failed("C", "C.csv", new Failure(FailureReason.MALFORMED, "C.csv", "no text"));

    List<AlignedCell> own = align(rule(Index.INTERSECTION, Fill.NONE, 0), a, b, broken);
    assertThat(own)
        .extracting(AlignedCell::id)
        .containsExactly("A 2026-01-05", "A 2026-01-06", "B 2026-01-05", "B 2026-01-06", "C");
    assertThat(own.get(2).absent()).isTrue();
    assertThat(own.get(2).missing()).isEqualTo(2);
    assertThat(own).filteredOn(cell -> cell.series().isPresent()).hasSize(3);

    AlignmentRule common =
        new AlignmentRule(Index.INTERSECTION, Calendar.COMMON, Fill.NONE, 0, TimeIndex.of(), 2);
    List<AlignedCell> refused = align(common, a, b, broken);
    assertThat(refused.get(0).failure().orElseThrow().message())
        .isEqualTo("the day is not common to all stocks: B has no rows of it");
    assertThat(refused.get(1).series()).isPresent();
    assertThat(refused.get(3).series()).isPresent();
  }
}
