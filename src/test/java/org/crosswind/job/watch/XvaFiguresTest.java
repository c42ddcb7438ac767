package org.crosswind.job.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Limit.Action;
import org.crosswind.job.config.Limit.Change;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.crosswind.job.config.Limit.Severity;
import org.junit.jupiter.api.Test;

class XvaFiguresTest {
  private static SetFigures set(String id, String counterparty, double cva, double wrongWay) {
    return new SetFigures(
        id,
        counterparty,
        cva,
        10 * cva,
        new double[] {cva + 1, cva + 2},
        new String[] {"gaussian 0.3", "frank 2.0"},
        new double[] {wrongWay, 2 * wrongWay},
        new double[] {wrongWay / cva, 2 * wrongWay / cva});
  }

  private static final List<SetFigures> SETS =
      List.of(set("A", "X", 1, 2), set("B", "Y", 4, 4), set("C", "X", 3, 9));

  private static XvaFigures figures(List<SetFigures> before) {
    return new XvaFigures(
        SETS,
        List.of(0.95, 0.99),
        new RunCounts(4, 1),
        () -> before == null ? Optional.empty() : Optional.of(new PreviousXva("old", before)));
  }

  private static Limit limit(Scope scope, Measure measure, List<String> sets, String... models) {
    return new Limit(
        "l",
        scope,
        measure,
        Change.NONE,
        0.99,
        1,
        0,
        sets,
        List.of(),
        List.of(models),
        List.of(),
        Action.REPORT,
        Severity.INFO);
  }

  private static List<Figure> now(Scope scope, Measure measure, String... models) {
    return figures(null).now(limit(scope, measure, List.of(), models));
  }

  @Test
  void eachNettingSetHasItsFigures() {
    assertThat(now(Scope.NETTING_SET, Measure.CVA))
        .containsExactly(
            new Figure("A", "X", null, 1),
            new Figure("B", "Y", null, 4),
            new Figure("C", "X", null, 3));
    assertThat(now(Scope.NETTING_SET, Measure.PFE))
        .extracting(Figure::value)
        .containsExactly(3., 6., 5.);
    assertThat(now(Scope.NETTING_SET, Measure.ALPHA, "frank"))
        .extracting(Figure::value)
        .containsExactly(4., 2., 6.);
  }

  @Test
  void aCounterpartyHasTheSumOfItsSets() {
    assertThat(now(Scope.COUNTERPARTY, Measure.WRONG_WAY_CVA, "gaussian 0.3"))
        .containsExactly(
            new Figure("X", null, "gaussian 0.3", 11), new Figure("Y", null, "gaussian 0.3", 4));
    assertThat(now(Scope.COUNTERPARTY, Measure.ALPHA, "gaussian"))
        .extracting(Figure::value)
        .containsExactly(2.75, 1.);
  }

  @Test
  void theBookHasTheSumOfAllAndItsFailures() {
    assertThat(now(Scope.BOOK, Measure.CVA)).containsExactly(new Figure("book", null, null, 8));
    assertThat(now(Scope.BOOK, Measure.EEPE)).extracting(Figure::value).containsExactly(80.);
    assertThat(now(Scope.BOOK, Measure.FAILED_SHARE))
        .extracting(Figure::value)
        .containsExactly(0.25);
    assertThat(now(Scope.BOOK, Measure.FAILED)).extracting(Figure::value).containsExactly(1.);
  }

  @Test
  void filtersLeaveOutSetsAndModels() {
    assertThat(figures(null).now(limit(Scope.BOOK, Measure.CVA, List.of("A", "B"))))
        .containsExactly(new Figure("book", null, null, 5));
    assertThat(now(Scope.NETTING_SET, Measure.WRONG_WAY_CVA, "clayton")).isEmpty();
    assertThat(now(Scope.PORTFOLIO, Measure.LOSS)).isEmpty();
  }

  @Test
  void alphaOfNothingIsOneAndNanStaysInASum() {
    XvaFigures zero =
        new XvaFigures(
            List.of(set("A", "X", 0, 0), set("B", "X", 0, 0)),
            List.of(0.95, 0.99),
            new RunCounts(2, 0),
            Optional::empty);
    assertThat(zero.now(limit(Scope.BOOK, Measure.ALPHA, List.of(), "gaussian")))
        .extracting(Figure::value)
        .containsExactly(1.);
    XvaFigures nan =
        new XvaFigures(
            List.of(set("A", "X", Double.NaN, 0), set("B", "X", 1, 0)),
            List.of(0.95, 0.99),
            new RunCounts(2, 0),
            Optional::empty);
    assertThat(nan.now(limit(Scope.BOOK, Measure.CVA, List.of())).get(0).value()).isNaN();
  }

  @Test
  void thePreviousRunIsReadOnceAndTotalledAlike() {
    int[] reads = {0};
    XvaFigures figures =
        new XvaFigures(
            SETS,
            List.of(0.95),
            new RunCounts(3, 0),
            () -> {
              reads[0]++;
              return Optional.of(new PreviousXva("old", List.of(set("A", "X", 5, 6))));
            });
    Limit limit = limit(Scope.COUNTERPARTY, Measure.WRONG_WAY_CVA, List.of(), "gaussian");
    assertThat(figures.before(limit).orElseThrow())
        .isEqualTo(new Figures.Before("old", List.of(new Figure("X", null, "gaussian 0.3", 6))));
    figures.before(limit);
    assertThat(reads[0]).isEqualTo(1);
  }

  @Test
  void aLabelNamesParametersOnlyWhereThereAreSome() {
    assertThat(SetFigures.label("independent", 0, Double.NaN)).isEqualTo("independent");
    assertThat(SetFigures.label("independent", Double.NaN, Double.NaN)).isEqualTo("independent");
    assertThat(SetFigures.label("studentt", 0.35, 4)).isEqualTo("studentt 0.35 df 4.0");
  }
}
