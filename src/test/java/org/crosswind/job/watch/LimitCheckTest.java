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
import org.crosswind.report.RunManifest.LimitOutcome;
import org.junit.jupiter.api.Test;

class LimitCheckTest {
  private static final double NONE = Double.NaN;

  static Limit limit(Scope scope, Measure measure, Change change, double max, double min) {
    return new Limit(
        "a limit",
        scope,
        measure,
        change,
        0.95,
        Double.isNaN(max) ? Double.POSITIVE_INFINITY : max,
        Double.isNaN(min) ? Double.NEGATIVE_INFINITY : min,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Action.REPORT,
        Severity.WARNING);
  }

  private static LimitCheck.Result check(double value, double max, double min) {
    return LimitCheck.check(
        List.of(limit(Scope.NETTING_SET, Measure.CVA, Change.NONE, max, min)),
        any -> List.of(new Figure("NS1", "CP1", null, value)));
  }

  private static LimitCheck.Result change(Change kind, double now, Double before, double max) {
    Figures figures =
        new Figures() {
          @Override
          public List<Figure> now(Limit limit) {
            return List.of(new Figure("NS1", "CP1", null, now));
          }

          @Override
          public Optional<Before> before(Limit limit) {
            return before == null
                ? Optional.empty()
                : Optional.of(
                    new Before("yesterday", List.of(new Figure("NS1", "", null, before))));
          }
        };
    return LimitCheck.check(
        List.of(limit(Scope.NETTING_SET, Measure.CVA, kind, max, -max)), figures);
  }

  @Test
  void aFigureAtTheThresholdIsNoBreachAndTheNextDoubleIs() {
    assertThat(check(10, 10, NONE).breaches()).isEmpty();
    assertThat(check(Math.nextUp(10.0), 10, NONE).breaches()).hasSize(1);
    assertThat(check(10, NONE, 10).breaches()).isEmpty();
    assertThat(check(Math.nextDown(10.0), NONE, 10).breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.above()).isFalse());
  }

  @Test
  void aNanIsABreachOfAnyLimitButOnlyOnce() {
    assertThat(check(Double.NaN, 10, NONE).breaches()).hasSize(1);
    assertThat(check(Double.NaN, NONE, 10).breaches()).hasSize(1);
    assertThat(check(Double.NaN, 10, 0).breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.oneLine()).contains("NaN", "which no limit admits"));
  }

  @Test
  void infinityBreaksAMaximum() {
    assertThat(check(Double.POSITIVE_INFINITY, 1e300, NONE).breaches()).hasSize(1);
    assertThat(check(Double.NEGATIVE_INFINITY, 1e300, NONE).breaches()).isEmpty();
  }

  @Test
  void aChangeIsComparedOnBothSides() {
    assertThat(change(Change.ABSOLUTE, 14, 10.0, 4).breaches()).isEmpty();
    assertThat(change(Change.ABSOLUTE, 15, 10.0, 4).breaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.compared()).isEqualTo(5);
              assertThat(breach.previous()).isEqualTo(10);
              assertThat(breach.previousRun()).isEqualTo("yesterday");
              assertThat(breach.oneLine())
                  .isEqualTo(
                      "a limit: netting-set NS1: cva 15.0000 after 10.0000 in yesterday,"
                          + " absolute change 5.00000 > max 4.00000");
            });
    assertThat(change(Change.ABSOLUTE, 5, 10.0, 4).breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.above()).isFalse());
    assertThat(change(Change.RELATIVE, 13, 10.0, 0.25).breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.compared()).isEqualTo(0.3));
    assertThat(change(Change.RELATIVE, -7, -10.0, 0.25).breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.compared()).isEqualTo(0.3));
  }

  @Test
  void aChangeFromZeroToZeroIsNoneAndToAnythingElseEndless() {
    assertThat(change(Change.RELATIVE, 0, 0.0, 0.1).breaches()).isEmpty();
    assertThat(change(Change.RELATIVE, 1e-9, 0.0, 1e9).breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.compared()).isInfinite());
  }

  @Test
  void aNanInEitherRunIsABreachOfItsChange() {
    assertThat(change(Change.ABSOLUTE, Double.NaN, 1.0, 1e9).breaches()).hasSize(1);
    assertThat(change(Change.RELATIVE, 1, Double.NaN, 1e9).breaches()).hasSize(1);
  }

  @Test
  void withoutAPreviousRunNothingIsComparedAndThatIsTold() {
    LimitCheck.Result result = change(Change.ABSOLUTE, 1, null, 0);
    assertThat(result.breaches()).isEmpty();
    assertThat(result.checked()).containsExactly(new LimitOutcome("a limit", 0, 1, 0));
  }

  @Test
  void figuresThatShouldBeThereAndAreNotAreCountedAsNotCompared() {
    Figures figures =
        new Figures() {
          @Override
          public List<Figure> now(Limit limit) {
            return List.of(new Figure("EU", null, "gross", 3));
          }

          @Override
          public int missing(Limit limit) {
            return 2;
          }
        };
    LimitCheck.Result result =
        LimitCheck.check(
            List.of(limit(Scope.PORTFOLIO, Measure.ANNUAL_LOSS, Change.NONE, 2, NONE)), figures);
    assertThat(result.checked()).containsExactly(new LimitOutcome("a limit", 1, 2, 1));
  }

  @Test
  void onlyABreachOfALimitThatWithholdsWithholds() {
    Limit reports = limit(Scope.BOOK, Measure.FAILED, Change.NONE, 0, NONE);
    Limit withholds =
        new Limit(
            "strict",
            Scope.BOOK,
            Measure.FAILED_SHARE,
            Change.NONE,
            Double.NaN,
            0.5,
            Double.NEGATIVE_INFINITY,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Action.WITHHOLD,
            Severity.CRITICAL);
    Figures third = new RunCounts(3, 1).figures();
    assertThat(LimitCheck.check(List.of(reports, withholds), third).withholds()).isFalse();
    Figures most = new RunCounts(3, 2).figures();
    assertThat(LimitCheck.check(List.of(reports, withholds), most).withholds()).isTrue();
    assertThat(LimitCheck.check(List.of(reports, withholds), most).breaches()).hasSize(2);
  }
}
