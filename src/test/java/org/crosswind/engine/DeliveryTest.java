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

class DeliveryTest {
  private static final List<Molecule<String>> PLAN =
      List.of(
          new Molecule<>(0, List.of(new Atom<>(0, 1, "a"))),
          new Molecule<>(1, List.of(new Atom<>(1, 1, "b"))));

  private final List<Integer> handedOn = new ArrayList<>();
  private final Delivery<String, String> delivery =
      new Delivery<>(
          "job",
          PLAN,
          ProgressListener.NONE,
          (molecule, outcomes) -> handedOn.add(molecule.number()));

  @Test
  void aMoleculeThatComesTwiceIsRefusedAndNotHandedOn() {
    delivery.deliver(1, outcome(1));
    assertThatThrownBy(() -> delivery.deliver(1, outcome(1)))
        .isInstanceOf(EngineException.class)
        .hasMessage("job: outcomes of molecule 1 came twice");
    assertThat(handedOn).containsExactly(1);
  }

  @Test
  void anUnknownMoleculeIsRefused() {
    assertThatThrownBy(() -> delivery.deliver(2, outcome(2)))
        .hasMessage("job: outcomes of molecule 2, which is not in the plan");
    assertThatThrownBy(() -> delivery.deliver(-1, outcome(0)))
        .hasMessage("job: outcomes of molecule -1, which is not in the plan");
  }

  @Test
  void aMissingMoleculeIsNamedAtTheEnd() {
    delivery.deliver(1, outcome(1));
    assertThat(delivery.complete()).isFalse();
    assertThatThrownBy(delivery::finish).hasMessage("job: no outcomes of molecules 0");
    delivery.deliver(0, outcome(0));
    assertThat(delivery.complete()).isTrue();
    delivery.finish();
  }

  private static List<Outcome<String>> outcome(int index) {
    return List.of(new Done<>(index, "result"));
  }
}
