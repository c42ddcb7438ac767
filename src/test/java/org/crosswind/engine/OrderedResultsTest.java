package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;

class OrderedResultsTest {

  @Test
  void outcomesLeaveInInputOrder() {
    OrderedResults<String> results = OrderedResults.expecting(plan(0, 1, 2));
    results.place(new Done<>(2, "c"));
    results.place(new Done<>(0, "a"));
    results.place(new Done<>(1, "b"));
    assertThat(results.inOrder()).extracting(Outcome::index).containsExactly(0, 1, 2);
  }

  @Test
  void indexesMayHaveGaps() {
    OrderedResults<String> results = OrderedResults.expecting(plan(7, 2, 40));
    results.place(new Done<>(40, "z"));
    results.place(new Done<>(7, "m"));
    results.place(new Done<>(2, "a"));
    assertThat(results.inOrder()).extracting(Outcome::index).containsExactly(2, 7, 40);
    assertThatThrownBy(() -> results.place(new Done<>(3, "?")))
        .isInstanceOf(EngineException.class)
        .hasMessage("an outcome for atom 3, which is not one of the 3 planned");
  }

  @Test
  void aMissingOutcomeIsNamed() {
    OrderedResults<String> results = OrderedResults.expecting(plan(0, 1, 2));
    results.place(new Done<>(1, "b"));
    assertThatThrownBy(results::inOrder)
        .isInstanceOf(EngineException.class)
        .hasMessage("no outcome for 2 of 3 atoms: 0, 2");
  }

  @Test
  void manyMissingOutcomesAreCounted() {
    OrderedResults<String> results =
        OrderedResults.expecting(plan(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    assertThatThrownBy(results::inOrder)
        .hasMessage("no outcome for 12 of 12 atoms: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more");
  }

  @Test
  void aSecondOutcomeIsRefused() {
    OrderedResults<String> results = OrderedResults.expecting(plan(0, 1));
    results.place(new Done<>(1, "b"));
    assertThatThrownBy(() -> results.place(new Done<>(1, "b")))
        .hasMessage("a second outcome for atom 1");
  }

  @Test
  void anUnknownOutcomeIsRefused() {
    OrderedResults<String> results = OrderedResults.expecting(plan(0, 1));
    assertThatThrownBy(() -> results.place(new Done<>(2, "c")))
        .hasMessage("an outcome for atom 2, which is not one of the 2 planned");
    assertThatThrownBy(() -> results.place(new Done<>(-1, "c")))
        .hasMessage("an outcome for atom -1, which is not one of the 2 planned");
  }

  @Test
  void anAtomThatIsPlannedTwiceIsRefused() {
    assertThatThrownBy(() -> OrderedResults.expecting(plan(0, 1, 1, 5, 5)))
        .hasMessage("the plan has these atoms more than once: 1, 5");
  }

  private static List<Molecule<String>> plan(int... indexes) {
    List<Molecule<String>> molecules = new ArrayList<>();
    for (int index : indexes) {
      molecules.add(new Molecule<>(molecules.size(), List.of(new Atom<>(index, 1, "input"))));
    }
    return molecules;
  }
}
