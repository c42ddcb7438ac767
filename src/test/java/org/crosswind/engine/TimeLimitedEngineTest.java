package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitedEngineTest {
  /** Long enough for anything that does not hang, on a machine that is busy with other things. */
  private static final Duration LIMIT = Duration.ofMillis(1000);

  private static final int ATOMS = 40;

  /** Molecules of eight neighbours. */
  private static List<Molecule<Integer>> plan(int molecules) {
    int each = ATOMS / molecules;
    return IntStream.range(0, molecules)
        .mapToObj(
            m ->
                new Molecule<>(
                    m,
                    IntStream.range(m * each, (m + 1) * each)
                        .mapToObj(i -> new Atom<>(i, 1, i))
                        .toList()))
        .toList();
  }

  private static MoleculeFunction<Integer, Integer> squares(Set<Integer> hanging) {
    return AtomFunctions.perAtom(
        i -> {
          if (hanging.contains(i)) {
            new CountDownLatch(1).await();
          }
          return i * i;
        },
        i -> "netting set NS" + i,
        OnFailure.CONTINUE);
  }

  private static List<Outcome<Integer>> run(
      List<Molecule<Integer>> plan, MoleculeFunction<Integer, Integer> function) {
    try (LocalEngine engine = new LocalEngine(2)) {
      return TimeLimitedEngine.of(engine, LIMIT).run("test", plan, function, ProgressListener.NONE);
    }
  }

  @Test
  void anAtomThatHangsIsAFailedAtomAndTheOthersAreWhatTheyAre() {
    List<Outcome<Integer>> outcomes = run(plan(5), squares(Set.of(17)));
    assertThat(outcomes).extracting(Outcome::index).containsExactlyElementsOf(indexes());
    for (Outcome<Integer> outcome : outcomes) {
      if (outcome.index() != 17) {
        assertThat(outcome)
            .isEqualTo(new Done<>(outcome.index(), outcome.index() * outcome.index()));
      }
    }
    Failure failure = ((Failed<Integer>) outcomes.get(17)).failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.TIMED_OUT);
    assertThat(failure.where()).isEqualTo("netting set NS17");
    assertThat(failure.message())
        .contains("took longer than 1s (run.molecule-timeout)")
        .contains("it was interrupted; it stood in ")
        .contains("raise the limit");
  }

  private static List<Integer> indexes() {
    return IntStream.range(0, ATOMS).boxed().toList();
  }

  @Test
  void severalOfOneMoleculeAndAllOfAnotherAreLeftOutOneAfterTheOther() {
    List<Outcome<Integer>> outcomes = run(plan(20), squares(Set.of(9, 20, 21)));
    assertThat(outcomes.stream().filter(Failed.class::isInstance).map(Outcome::index))
        .containsExactly(9, 20, 21);
  }

  @Test
  void whatIgnoresItsInterruptIsLeftBehindAndNeverSeenAgain() {
    Set<String> threadsAtTheLast = ConcurrentHashMap.newKeySet();
    CountDownLatch letGo = new CountDownLatch(1);
    MoleculeFunction<Integer, Integer> stubborn =
        AtomFunctions.perAtom(
            i -> {
              while (i == 38 && letGo.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
              }
              if (i == 39) {
                threadsAtTheLast.add(Thread.currentThread().getName());
              }
              return i;
            });
    List<Outcome<Integer>> outcomes = run(plan(5), stubborn);
    letGo.countDown();
    assertThat(((Failed<Integer>) outcomes.get(38)).failure().message())
        .contains("did not react to an interrupt for 1s and was given up");
    assertThat(outcomes.stream().filter(Failed.class::isInstance)).hasSize(1);
    assertThat(threadsAtTheLast).hasSize(1);
  }

  @Test
  void theLimitIsOfAnAtomHoweverManyAMoleculeHas() {
    MoleculeFunction<Integer, Integer> slow =
        AtomFunctions.perAtom(
            i -> {
              Thread.sleep(25);
              return i;
            });
    assertThat(run(plan(1), slow)).hasSize(ATOMS).allMatch(Done.class::isInstance);
  }

  @Test
  void partsOfAnAtomAreStepsAndAreLeftOutAlone() {
    MoleculeFunction<Integer, Integer> parts =
        molecule -> {
          List<Outcome<Integer>> outcomes = new ArrayList<>();
          for (Atom<Integer> atom : molecule.atoms()) {
            CurrentMolecule.at(atom.index(), null);
            int sum = 0;
            for (int part = 0; part < 10; part++) {
              CurrentMolecule current = CurrentMolecule.get();
              current.part(part);
              if (current.givenUp(atom.index(), part) != null) {
                continue;
              }
              if (atom.index() == 3 && part == 4) {
                new CountDownLatch(1).await();
              }
              sum += part;
            }
            CurrentMolecule.over();
            outcomes.add(new Done<>(atom.index(), sum));
          }
          return outcomes;
        };
    List<Outcome<Integer>> outcomes = run(plan(5), parts);
    assertThat(outcomes.get(3)).isEqualTo(new Done<>(3, 41));
    assertThat(outcomes.get(4)).isEqualTo(new Done<>(4, 45));
  }

  @Test
  void progressCountsEachAtomOnce() {
    List<String> told = new ArrayList<>();
    try (LocalEngine engine = new LocalEngine(2)) {
      TimeLimitedEngine.of(engine, LIMIT)
          .run(
              "test",
              plan(5),
              squares(Set.of(0)),
              (what, done, failed, total) -> told.add(done + "/" + failed + "/" + total));
    }
    assertThat(told)
        .containsExactly("0/0/40", "8/0/40", "16/0/40", "24/0/40", "32/0/40", "40/1/40");
  }

  @Test
  void aMoleculeThatHangsOutsideOfItsAtomsEndsTheRun() {
    MoleculeFunction<Integer, Integer> hangsAfterwards =
        molecule -> {
          squares(Set.of()).apply(molecule);
          new CountDownLatch(1).await();
          return null;
        };
    assertThatThrownBy(() -> run(plan(5), hangsAfterwards))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("took longer than 1s, after atom ");
  }

  @Test
  void aFunctionThatDoesNotAskEndsTheRunTheSecondTime() {
    MoleculeFunction<Integer, Integer> asksNothing =
        molecule -> {
          CurrentMolecule.at(molecule.atoms().get(0).index(), () -> "the first");
          new CountDownLatch(1).await();
          return null;
        };
    assertThatThrownBy(() -> run(plan(1), asksNothing))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("at atom 0 (the first)");
  }

  @Test
  void whenMostMoleculesHangTheRunEnds() {
    assertThatThrownBy(() -> run(plan(8), squares(Set.of(0, 5, 10, 15, 20))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("5 of 8 molecules hang, which is no fault of single inputs")
        .hasMessageContaining("netting set NS");
  }

  @Test
  void noLimitIsTheEngineItself() {
    try (LocalEngine engine = new LocalEngine(1)) {
      assertThat(TimeLimitedEngine.of(engine, Duration.ZERO)).isSameAs(engine);
    }
  }
}
