package org.crosswind.model.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosswind.model.insurance.FmProblem.Kind;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class FmValidatorTest {
  /** Two items in one location, two locations in one policy of two layers. */
  private static FmTables good() {
    return new FmTables()
        .link(1, 1, 1)
        .link(2, 1, 1)
        .link(3, 1, 2)
        .link(1, 2, 1)
        .link(2, 2, 1)
        .policy(1, 1, 1, 1)
        .policy(1, 2, 1, 2)
        .policy(2, 1, 1, 3)
        .policy(2, 1, 2, 3)
        .profile(1, 100)
        .profile(2, 1, 10, 0, 0, 0, 100)
        .profile(3, 14, 0, 0, 0, 0, 100)
        .output(1, 1, 1)
        .output(2, 2, 1)
        .output(3, 3, 1)
        .output(4, 1, 2)
        .output(5, 2, 2)
        .output(6, 3, 2);
  }

  @Test
  void aGoodPortfolioHasNothingToReport() {
    FmReport report = FmValidator.validate(good().build(), 2);
    assertThat(report.errors()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    report.throwIfInvalid();
  }

  @Test
  void allProblemsAreReportedAtOnceWithFileRowValueAndExpectation() {
    FmTables tables =
        good()
            .policy(2, 9, 1, 1)
            .policy(1, 1, 1, 77)
            .profile(4, 99)
            .policy(1, 2, 0, 4)
            .output(7, 1, 0);
    FmReport report = FmValidator.validate(tables.build(), 7);

    assertThat(report.errorCounts())
        .containsOnlyKeys(
            Kind.ALLOCATION_RULE,
            Kind.UNKNOWN_GROUP,
            Kind.UNKNOWN_PROFILE,
            Kind.DUPLICATE,
            Kind.UNKNOWN_RULE,
            Kind.ID_RANGE);
    assertThat(report.errorCounts()).containsEntry(Kind.ID_RANGE, 2L);
    assertThatThrownBy(report::throwIfInvalid)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("error input/fm_policytc.csv:6: agg_id 9 of level 2; expected 1 to 1")
        .hasMessageContaining("input/fm_policytc.csv:7: profile_id 77; expected a profile_id of")
        .hasMessageContaining("input/fm_profile.csv:5: calcrule_id 99; expected one of [1, 2,")
        .hasMessageContaining("input/fm_xref.csv:8: layer_id 0; expected 1 or more");
  }

  @Test
  void aMissingLevelIsAnError() {
    FmTables tables =
        new FmTables().link(1, 1, 1).link(2, 1, 1).link(1, 3, 1).policy(1, 1, 1, 1).profile(1, 100);
    assertError(tables.output(1, 1, 1), Kind.LEVEL, "no row of level 2");
  }

  @Test
  void aLevelBeyondAllReasonIsAnErrorNotAnAllocation() {
    assertError(good().link(1, Integer.MAX_VALUE, 1), Kind.LEVEL, "level_id 2147483647");
    assertError(good().link(1, -5, 1), Kind.LEVEL, "level_id -5");
  }

  @Test
  void aGroupNumberBeyondAllReasonIsAnErrorNotAnAllocation() {
    assertError(good().link(7, 2, 2_000_000_000), Kind.ID_RANGE, "number 2000000000 in a table");
    assertError(good().link(0, 2, 1), Kind.ID_RANGE, "from_agg_id 0");
    assertError(good().link(Integer.MIN_VALUE, 2, 1), Kind.ID_RANGE, "from_agg_id -2147483648");
    assertError(good().link(1, 2, 0), Kind.ID_RANGE, "to_agg_id 0");
  }

  @Test
  void aGroupWithTwoParentsIsAnError() {
    assertError(
        good().link(2, 2, 2).policy(2, 2, 1, 1),
        Kind.TWO_PARENTS,
        "from_agg_id 2, level_id 2, to_agg_id 2");
    assertError(good().link(2, 2, 1), Kind.DUPLICATE, "the same link as input/fm_programme.csv:6");
    assertError(good().link(-3, 2, 1), Kind.TWO_PARENTS, "item 3 comes to level 2 by itself and");
  }

  @Test
  void anItemThatDoesNotReachTheTopIsAnError() {
    assertError(
        good().link(4, 1, 3).policy(1, 3, 1, 1), Kind.BROKEN_CHAIN, "item 4, in group 3 of");
    assertError(good().link(-4, 2, 1), Kind.BROKEN_CHAIN, "item 4 begins at level 2");
  }

  @Test
  void aRestartFromItemsIsAccepted() {
    FmTables tables =
        good()
            .link(4, 1, 3)
            .link(5, 1, 3)
            .link(-4, 2, 1)
            .link(-5, 2, 2)
            .policy(1, 3, 1, 2)
            .policy(2, 2, 1, 1)
            .output(7, 4, 1)
            .output(8, 5, 1);
    assertThat(FmValidator.validate(tables.build(), 2).errors()).isEmpty();
  }

  @Test
  void itemsThatAreTheFirstLevelNeedNoGrouping() {
    FmTables tables =
        new FmTables()
            .link(1, 1, 1)
            .link(2, 1, 2)
            .link(1, 2, 1)
            .link(2, 2, 1)
            .policy(1, 1, 1, 1)
            .policy(1, 2, 1, 1)
            .policy(2, 1, 1, 1)
            .profile(1, 12, 5)
            .output(1, 1, 1)
            .output(2, 2, 1);
    assertThat(FmValidator.validate(tables.build(), 2).errors()).isEmpty();
    assertThat(FmValidator.validate(tables.build(), 0).warnings())
        .extracting(FmProblem::kind)
        .containsExactly(Kind.OUTPUT);
  }

  @Test
  void layersMustAgreeAlongAChain() {
    assertError(good().policy(1, 1, 2, 1).policy(1, 1, 3, 1), Kind.LAYERS, "2 layers over a group");
    FmReport single =
        FmValidator.validate(
            good().link(1, 3, 1).link(1, 4, 1).policy(3, 1, 1, 1).policy(4, 1, 1, 1).build(), 2);
    assertThat(single.errors()).as("a single policy between layers and top").isEmpty();
    assertThat(single.warnings())
        .anySatisfy(
            problem ->
                assertThat(problem.toString())
                    .contains("group 1 of level 3 has a single policy over 2 layers"));
    assertThat(FmValidator.validate(good().link(1, 3, 1).policy(3, 1, 1, 1).build(), 2).errors())
        .as("a single policy over all layers at the top")
        .isEmpty();
    assertThat(
            FmValidator.validate(
                    good().link(1, 3, 1).policy(3, 1, 1, 1).policy(3, 1, 2, 1).build(), 2)
                .errors())
        .as("layers from level 2 to the top")
        .isEmpty();
  }

  @Test
  void stepRulesNeedTheStepTable() {
    assertError(good().profile(4, 32).policy(1, 1, 2, 4), Kind.UNKNOWN_RULE, "calcrule_id 32");
  }

  @Test
  void insuredValuesMustBeThereWhenARuleNeedsThem() {
    FmTables tables = good().profile(4, 4, 0.1f).policy(3, 1, 1, 4).link(1, 3, 1);
    assertError(
        tables, Kind.NO_INSURED_VALUE, "calcrule_id 4 (deductible % of TIV, limit) without");

    tables.item(1, 1).item(2, 2).coverage(100).coverage(-1);
    assertError(tables, Kind.INSURED_VALUE, "tiv -1.0");
    assertError(tables, Kind.INSURED_VALUE, "2 items, but item 3 in input/fm_programme.csv");
    tables.item(4, 3);
    assertError(tables, Kind.INSURED_VALUE, "item_id 4");
    assertError(tables, Kind.INSURED_VALUE, "coverage_id 3");
  }

  @Test
  void insuredValuesThatNothingNeedsOnlyWarn() {
    FmTables tables = good().item(2, 9).coverage(Float.NaN);
    FmReport report = FmValidator.validate(tables.build(), 2);
    assertThat(report.errors()).isEmpty();
    assertThat(report.warningCounts()).containsOnlyKeys(Kind.INSURED_VALUE);
  }

  @Test
  void termsMustBeNumbersWhereTheyAreRead() {
    assertError(good().profile(4, 12, Float.NaN).policy(1, 1, 2, 4), Kind.TERM, "deductible1 NaN");
    assertError(good().profile(4, 12, -1).policy(1, 1, 2, 4), Kind.TERM, "deductible1 -1.0");
    assertError(
        good().profile(4, 200, 0, 0, 0, 0, 0, Float.POSITIVE_INFINITY).policy(1, 1, 2, 4),
        Kind.TERM,
        "share1 Infinity");
    // Neither a term that the rule does not read, nor a limit without end, nor an unused profile.
    FmTables tables =
        good()
            .profile(4, 12, 1, Float.NaN)
            .profile(5, 14, 0, 0, 0, 0, Float.POSITIVE_INFINITY)
            .profile(6, 12, Float.NaN)
            .link(1, 3, 1)
            .link(1, 4, 1)
            .policy(3, 1, 1, 4)
            .policy(3, 1, 2, 4)
            .policy(4, 1, 1, 5);
    assertThat(FmValidator.validate(tables.build(), 2).errors()).isEmpty();
    assertThat(FmValidator.validate(tables.build(), 2).warnings())
        .extracting(FmProblem::oneLine)
        .containsExactly(
            "warning input/fm_profile.csv:7: deductible1 NaN with calcrule_id 12 (deductible) in a"
                + " profile that no policy uses; expected a number [TERM]");
  }

  @Test
  void theRowsOfAProfileMustBeTogether() {
    assertError(good().profile(1, 100), Kind.PROFILE_ROWS, "profile_id 1 again");
    FmReport report = FmValidator.validate(good().profile(3, 14, 0, 0, 0, 0, 5).build(), 2);
    assertThat(report.errors()).isEmpty();
    assertThat(report.warningCounts()).containsOnlyKeys(Kind.PROFILE_ROWS);
  }

  @Test
  void oddStepsWarnAndAPayoutOfNothingIsAnError() {
    FmTables tables =
        good()
            .step(4, 32, 1, 10, 0, 0.5f)
            .step(4, 32, 1, 20, 0, 0.5f)
            .link(1, 3, 1)
            .policy(3, 1, 1, 4);
    FmReport report = FmValidator.validate(tables.build(), 2);
    assertThat(report.errors()).isEmpty();
    assertThat(report.warningCounts()).containsEntry(Kind.STEPS, 1L);

    tables.step(5, 28, 1, 0.1f, 1, 0).policy(3, 1, 2, 5).item(1, 1).coverage(1);
    assertError(tables, Kind.TERM, "payout_start 0");
  }

  @Test
  void everyGroupOfTheOutputLevelNeedsAnOutput() {
    FmTables tables = good().link(4, 1, 1);
    assertError(tables, Kind.NO_OUTPUT, "no row for item 4 of level 0");
    assertThat(FmValidator.validate(tables.build(), 0).errors()).isEmpty();
  }

  @Test
  void outputsThatAreNotNeededOrNotUniqueOnlyWarn() {
    FmReport report = FmValidator.validate(good().output(3, 1, 1).output(9, 99, 1).build(), 2);
    assertThat(report.errors()).isEmpty();
    assertThat(report.warningCounts()).containsEntry(Kind.OUTPUT, 2L);
    assertThat(report.warningCounts()).containsEntry(Kind.DUPLICATE, 1L);
  }

  @Test
  void aThousandOfAKindAreKeptAndAllAreCounted() {
    FmTables tables = good();
    for (int i = 0; i < 1500; i++) {
      tables.policy(1, 1, 2 + i, 1000 + i);
    }
    FmReport report = FmValidator.validate(tables.build(), 2);
    assertThat(report.errorCounts()).containsEntry(Kind.UNKNOWN_PROFILE, 1500L);
    assertThat(report.errors().stream().filter(p -> p.kind() == Kind.UNKNOWN_PROFILE))
        .hasSize(1000);
    assertThat(report.errorText(50).lines()).hasSize(52);
    assertThat(report.errorText(50)).startsWith("1,501 errors (").contains("1,500 UNKNOWN_PROFILE");
  }

  private static void assertError(FmTables tables, Kind kind, String found) {
    FmReport report = FmValidator.validate(tables.build(), 2);
    assertThat(report.errors())
        .anySatisfy(
            problem -> {
              assertThat(problem.kind()).isEqualTo(kind);
              assertThat(problem.found()).contains(found);
            });
  }
}
