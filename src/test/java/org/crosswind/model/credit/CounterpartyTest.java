package org.crosswind.model.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class CounterpartyTest {
  private static final TenorGrid GRID = TenorGrid.of("test", 1, 2);

  private static NettingSet set(String name, TenorGrid grid, double presentValue, double... v) {
    return new NettingSet(
        name, new ExposureCube(name, grid, v.length / grid.size(), v, presentValue));
  }

  @Test
  void theAggregateIsTheSumScenarioByScenario() {
    ExposureCube sum =
        new Counterparty(
                "bank", List.of(set("a", GRID, 1, 1, 2, 3, 4), set("b", GRID, 2, -1, 5, -6, 0.5)))
            .aggregate();
    assertThat(sum.values()).containsExactly(0, 7, -3, 4.5);
    assertThat(sum.presentValue()).isEqualTo(3);
    assertThat(sum.scenarios()).isEqualTo(2);
  }

  @Test
  void theValueTodayIsUnknownWhenOneSetDoesNotKnowIt() {
    Counterparty bank =
        new Counterparty(
            "bank", List.of(set("a", GRID, 1, 1, 2), set("b", GRID, Double.NaN, 1, 2)));
    assertThat(bank.aggregate().presentValue()).isNaN();
  }

  @Test
  void setsOfOneNameAreFine() {
    assertThat(
            new Counterparty("bank", List.of(set("a", GRID, 1, 1, 2), set("a", GRID, 1, 1, 2)))
                .sets())
        .hasSize(2);
  }

  @Test
  void noSetsOrSetsThatDoNotMatchAreRefused() {
    rejects(List.of(), "there are no netting sets");
    rejects(
        List.of(set("a", GRID, 1, 1, 2), set("b", TenorGrid.of("test", 1, 3), 1, 1, 2)),
        "netting set b has the tenors TenorGrid[1.0, 3.0], expected those of a");
    rejects(
        List.of(set("a", GRID, 1, 1, 2), set("b", GRID, 1, 1, 2, 3, 4)),
        "netting set b has 2 scenarios, expected those of a, 1");
  }

  private static void rejects(List<NettingSet> sets, String message) {
    assertThatThrownBy(() -> new Counterparty("bank", sets))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("bank")
        .hasMessageContaining(message);
  }
}
