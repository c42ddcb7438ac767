package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalEngineTest {
  private final LocalEngine engine = new LocalEngine(3);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void resultsComeBackInInputOrderWhateverFinishesFirst() {
    CountDownLatch othersAreDone = new CountDownLatch(9);
    MoleculeFunction<Integer, Integer> firstIsSlowest =
        AtomFunctions.perAtom(
            input -> {
              if (input == 0) {
                othersAreDone.await();
              } else {
                othersAreDone.countDown();
              }
              return input * input;
            });
    List<Outcome<Integer>> outcomes =
        engine.run("squares", plan(10, 10), firstIsSlowest, ProgressListener.NONE);
    assertThat(outcomes)
        .isEqualTo(IntStream.range(0, 10).mapToObj(i -> new Done<>(i, i * i)).toList());
  }

  @Test
  void noAtomsGiveNoOutcomes() {
    assertThat(engine.run("none", plan(0, 4), squares(), ProgressListener.NONE)).isEmpty();
  }

  @Test
  void moleculesRunOnNamedDaemonThreads() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    Set<Boolean> daemons = ConcurrentHashMap.newKeySet();
    engine.run(
        "names",
        plan(30, 30),
        AtomFunctions.perAtom(
            input -> {
              names.add(Thread.currentThread().getName());
              daemons.add(Thread.currentThread().isDaemon());
              return input;
            }),
        ProgressListener.NONE);
    assertThat(names).isSubsetOf("crosswind-local-1", "crosswind-local-2", "crosswind-local-3");
    assertThat(daemons).containsExactly(true);
  }

  @Test
  void anExceptionNamesTheMoleculeAndStopsTheRun() {
    AtomicInteger started = new AtomicInteger();
    MoleculeFunction<Integer, Integer> breaks =
        molecule -> {
          started.incrementAndGet();
          if (molecule.number() == 2) {
            throw new IllegalStateException("broken");
          }
          return AtomFunctions.<Integer, Integer>perAtom(i -> i).apply(molecule);
        };
    try (LocalEngine single = new LocalEngine(1)) {
      assertThatThrownBy(() -> single.run("job", plan(100, 50), breaks, ProgressListener.NONE))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "job: molecule 2 (atoms 4 to 5) failed: java.lang.IllegalStateException: broken")
          .hasCauseInstanceOf(IllegalStateException.class);
      // One more may have been taken while the exception was on its way to the caller, and two
      // wait.
      assertThat(started.get()).isLessThanOrEqualTo(50).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void moleculesThatAreRunningWhenOneFailsAreInterruptedAndWaitedFor() {
    CountDownLatch waiting = new CountDownLatch(2);
    AtomicInteger interrupted = new AtomicInteger();
    MoleculeFunction<Integer, Integer> function =
        molecule -> {
          if (molecule.number() == 2) {
            waiting.await();
            throw new IllegalStateException("broken");
          }
          waiting.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
          }
          return List.of();
        };
    assertThatThrownBy(() -> engine.run("job", plan(9, 9), function, ProgressListener.NONE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("molecule 2 (atom 2)");
    assertThat(interrupted).hasValue(2);
  }

  @Test
  void anErrorReachesTheCallerAsItIs() {
    MoleculeFunction<Integer, Integer> function =
        molecule -> {
          throw new OutOfMemoryError("pretended");
        };
    assertThatThrownBy(() -> engine.run("job", plan(3, 3), function, ProgressListener.NONE))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("pretended");
  }

  @Test
  void anInterruptedCallerStopsTheRunAndStaysInterrupted() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    MoleculeFunction<Integer, Integer> endless =
        molecule -> {
          inside.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.incrementAndGet();
          }
          return List.of();
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              thrown.set(
                  catchThrowable(
                      () -> engine.run("job", plan(1, 1), endless, ProgressListener.NONE)));
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    inside.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(EngineException.class).hasMessage("job: interrupted");
    assertThat(flag.get()).isTrue();
    assertThat(ended).hasValue(1);
    assertThat(engine.run("next", plan(4, 2), squares(), ProgressListener.NONE)).hasSize(4);
  }

  @Test
  void outcomesThatDoNotMatchTheAtomsAreRefused() {
    MoleculeFunction<Integer, Integer> tooFew = molecule -> List.of();
    assertThatThrownBy(() -> engine.run("job", plan(2, 1), tooFew, ProgressListener.NONE))
        .hasMessage("job: molecule 0 (atoms 0 to 1) returned 0 outcomes for 2 atoms");
    MoleculeFunction<Integer, Integer> wrong =
        molecule -> List.of(new Done<>(1, 1), new Done<>(1, 1));
    assertThatThrownBy(() -> engine.run("job", plan(2, 1), wrong, ProgressListener.NONE))
        .hasMessage(
            "job: molecule 0 (atoms 0 to 1) returned the outcome of atom 1 where atom 0 was"
                + " expected");
    MoleculeFunction<Integer, Integer> nothing = molecule -> null;
    assertThatThrownBy(() -> engine.run("job", plan(2, 1), nothing, ProgressListener.NONE))
        .hasMessage("job: molecule 0 (atoms 0 to 1) returned null");
  }

  @Test
  void progressStartsAtZeroAndEndsAtTheTotal() {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    engine.run(
        "evens",
        plan(6, 3),
        AtomFunctions.perAtom(
            i -> {
              if (i == 3) {
                throw new ArithmeticException("odd");
              }
              return i;
            }),
        (description, done, failed, total) ->
            calls.add(description + " " + done + " " + failed + " " + total));
    assertThat(calls)
        .hasSize(4)
        .startsWith("evens 0 0 6")
        .endsWith("evens 6 1 6")
        .allMatch(call -> call.endsWith(" 6"));
  }

  @Test
  void aListenerThatThrowsDoesNotEndTheRun() {
    java.util.logging.Logger log = java.util.logging.Logger.getLogger(Delivery.class.getName());
    log.setUseParentHandlers(false);
    try {
      List<Outcome<Integer>> outcomes =
          engine.run(
              "job",
              plan(4, 2),
              squares(),
              (description, done, failed, total) -> {
                throw new IllegalStateException("terminal gone");
              });
      assertThat(outcomes).hasSize(4);
    } finally {
      log.setUseParentHandlers(true);
    }
  }

  @Test
  void aMoleculeListenerThatThrowsEndsTheRun() {
    assertThatThrownBy(
            () ->
                engine.runAsCompleted(
                    "job",
                    plan(100, 100),
                    squares(),
                    ProgressListener.NONE,
                    (molecule, outcomes) -> {
                      throw new IllegalStateException("disk full");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("disk full");
  }

  @Test
  void moleculesMustBeNumberedInOrder() {
    List<Molecule<Integer>> wrong = List.of(new Molecule<>(1, List.of(new Atom<>(0, 1, 0))));
    assertThatThrownBy(() -> engine.run("job", wrong, squares(), ProgressListener.NONE))
        .hasMessage("job: molecule 1 is at place 0");
  }

  @Test
  void aSharedValueIsTheReferenceItself() {
    double[] curve = {1, 2};
    try (Shared<double[]> shared = engine.share(curve)) {
      assertThat(shared.value()).isSameAs(curve);
    }
  }

  @Test
  void nameAndParallelismSayTheThreads() {
    assertThat(engine.name()).isEqualTo("local threads 3");
    assertThat(engine.parallelism()).isEqualTo(3);
    assertThatThrownBy(() -> new LocalEngine(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static MoleculeFunction<Integer, Integer> squares() {
    return AtomFunctions.perAtom(i -> i * i);
  }

  private static List<Molecule<Integer>> plan(int atoms, int molecules) {
    return MoleculePlanner.equalCount(
        IntStream.range(0, atoms).mapToObj(i -> new Atom<>(i, 1, i)).toList(), molecules);
  }
}
