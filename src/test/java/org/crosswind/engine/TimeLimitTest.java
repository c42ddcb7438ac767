package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private static List<Molecule<Integer>> plan() {
    return List.of(new Molecule<>(0, atoms(0, 4)), new Molecule<>(1, atoms(4, 9)));
  }

  private static List<Atom<Integer>> atoms(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Atom<>(i, 1, i)).toList();
  }

  private static MoleculeFunction<Integer, Integer> squares(AtomFunction<Integer, Integer> first) {
    return AtomFunctions.perAtom(
        i -> first.apply(i) * i, i -> "netting set NS" + i, OnFailure.CONTINUE);
  }

  private static List<Outcome<Integer>> run(MoleculeFunction<Integer, Integer> function) {
    try (LocalEngine engine = new LocalEngine(2)) {
      return engine.run("test", plan(), function, ProgressListener.NONE);
    }
  }

  @Test
  void resultsAreThoseWithoutALimit() {
    assertThat(run(TimeLimit.of(squares(i -> i), Duration.ofMinutes(1))))
        .isEqualTo(run(squares(i -> i)))
        .hasSize(9);
  }

  @Test
  void noLimitIsTheFunctionItself() {
    MoleculeFunction<Integer, Integer> function = squares(i -> i);
    assertThat(TimeLimit.of(function, Duration.ZERO)).isSameAs(function);
  }

  @Test
  void aTaskThatHangsEndsAndTheAtomIsNamed() {
    CountDownLatch never = new CountDownLatch(1);
    MoleculeFunction<Integer, Integer> hangs =
        squares(
            i -> {
              if (i == 6) {
                never.await();
              }
              return i;
            });
    assertThatThrownBy(() -> run(TimeLimit.of(hangs, SHORT)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("molecule 1 (atoms 4 to 8) took longer than 0.2s")
        .hasMessageContaining("at atom 6 (netting set NS6); it was interrupted");
  }

  @Test
  void aTaskThatHangsAndIgnoresItsInterruptIsGivenUpAndDoesNotGoOn() throws Exception {
    AtomicBoolean letGo = new AtomicBoolean();
    CountDownLatch wentOn = new CountDownLatch(1);
    MoleculeFunction<Integer, Integer> stubborn =
        squares(
            i -> {
              while (i == 5 && !letGo.get()) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
              }
              if (i == 7) {
                wentOn.countDown();
              }
              return i;
            });
    Throwable thrown =
        catchThrowable(() -> run(new TimeLimit<>(stubborn, SHORT, Duration.ofMillis(50))));
    letGo.set(true);
    assertThat(thrown)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("at atom 5 (netting set NS5)")
        .hasMessageContaining("did not react to an interrupt for 0.05s and was given up");
    assertThat(wentOn.await(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void whatTheMoleculeThrowsComesThroughAsItIs() {
    TimeLimit<Integer, Integer> fails =
        new TimeLimit<>(
            molecule -> {
              throw new IOException("disk gone");
            },
            SHORT,
            SHORT);
    assertThatThrownBy(() -> fails.apply(plan().get(0)))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk gone");
    TimeLimit<Integer, Integer> breaks =
        new TimeLimit<>(
            molecule -> {
              throw new StackOverflowError();
            },
            SHORT,
            SHORT);
    assertThatThrownBy(() -> breaks.apply(plan().get(0))).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void anInterruptOfTheCallerReachesTheMolecule() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    TimeLimit<Integer, Integer> waits =
        new TimeLimit<>(
            molecule -> {
              inside.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return List.of();
            },
            Duration.ofMinutes(1),
            SHORT);
    AtomicBoolean ended = new AtomicBoolean();
    Thread caller =
        new Thread(
            () ->
                ended.set(
                    catchThrowable(() -> waits.apply(plan().get(0)))
                        instanceof InterruptedException));
    caller.start();
    inside.await();
    caller.interrupt();
    caller.join();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ended).isTrue();
  }

  @Test
  void theLocalEngineTellsWhatTasksCost() {
    List<TaskReport> reports = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (LocalEngine engine = new LocalEngine(2)) {
      TaskReporting.Listening listening = engine.listen(reports::add);
      MoleculeFunction<Integer, Integer> counts =
          molecule -> {
            CurrentMolecule.get().count(100, 10);
            return squares(i -> i).apply(molecule);
          };
      engine.run(
          "first", plan(), TimeLimit.of(counts, Duration.ofMinutes(1)), ProgressListener.NONE);
      listening.close();
      engine.run("second", plan(), counts, ProgressListener.NONE);
    }
    assertThat(reports)
        .hasSize(2)
        .allSatisfy(
            report -> {
              assertThat(report.description()).isEqualTo("first");
              assertThat(report.succeeded()).isTrue();
              assertThat(report.seconds()).isPositive();
              assertThat(report.bytesRead()).isEqualTo(100);
              assertThat(report.bytesWritten()).isEqualTo(10);
            })
        .extracting(TaskReport::lastAtom)
        .containsExactlyInAnyOrder(3, 8);
  }
}
