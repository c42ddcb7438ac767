package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.crosswind.plan.Triangle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a user of {@code map} and {@code submit} relies on, on every engine that runs in this JVM.
 * Functions reach the tests by static fields, since what they capture may have travelled.
 */
@Timeout(120)
public abstract class EngineLibraryContract {
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final Set<Integer> BEGUN = ConcurrentHashMap.newKeySet();
  private static final AtomicReference<CountDownLatch> GATE = new AtomicReference<>();
  private static final AtomicReference<CountDownLatch> INSIDE = new AtomicReference<>();
  private static final AtomicReference<String> TOLD_BY = new AtomicReference<>();

  /** An engine that can run two or more molecules at the same time. */
  protected abstract Engine engine();

  @BeforeEach
  void reset() {
    STARTED.set(0);
    BEGUN.clear();
    GATE.set(new CountDownLatch(1));
    INSIDE.set(new CountDownLatch(1));
  }

  @Test
  void resultsAreInInputOrderWhateverFinishesFirst() {
    Results<Integer, Integer> results =
        engine()
            .over(numbers(60))
            .molecules(60)
            .map(
                n -> {
                  Thread.sleep((n * 37) % 11);
                  return n * n;
                });
    assertThat(results.values()).isEqualTo(IntStream.range(0, 60).mapToObj(i -> i * i).toList());
    assertThat(results.all()).extracting(Result::index).isEqualTo(numbers(60));
    assertThat(results.failures()).isEmpty();
  }

  @Test
  void molecularShapesChangeNothingButWhoComputes() {
    List<Integer> expected = IntStream.range(0, 50).mapToObj(i -> 3 * i).toList();
    Mapping<Integer> mapping = engine().over(numbers(50));
    for (int molecules : new int[] {1, 3, 64}) {
      assertThat(mapping.molecules(molecules).map(n -> 3 * n).values()).isEqualTo(expected);
      assertThat(mapping.molecules(molecules).equalCost(n -> 1 + n).map(n -> 3 * n).values())
          .isEqualTo(expected);
      for (Triangle triangle : Triangle.values()) {
        assertThat(mapping.molecules(molecules).nestedLoops(triangle).map(n -> 3 * n).values())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void exactlyTheInputsForWhichTheFunctionThrowsFail() {
    Results<Integer, Integer> results = engine().map(numbers(100), n -> failOnSevens(n));
    assertThat(results.failures())
        .extracting(Result::index)
        .isEqualTo(numbers(100).stream().filter(n -> n % 7 == 3).toList());
    assertThat(results.values()).hasSize(86);
    assertThat(results).hasToString("86 values, 14 failures");
    Result<Integer, Integer> first = results.failures().get(0);
    assertThat(first.input()).isEqualTo(3);
    assertThat(first.value()).isNull();
    assertThat(first.exception().type()).isEqualTo(IllegalStateException.class.getName());
    assertThat(first.exception().message()).isEqualTo("no fit for 3");
    assertThat(first.exception().stackTrace())
        .startsWith("java.lang.IllegalStateException: no fit for 3")
        .contains("EngineLibraryContract.failOnSevens")
        .contains("Caused by: java.lang.ArithmeticException: / by zero");
    assertThat(first).hasToString("input 3 (3): java.lang.IllegalStateException: no fit for 3");
    assertThatThrownBy(results::valuesOrThrow)
        .isInstanceOf(InputFailedException.class)
        .hasMessage("input 3 failed: java.lang.IllegalStateException: no fit for 3");
  }

  @Test
  void anErrorOfTheFunctionIsAFailureOfItsInput() {
    Results<Integer, Integer> results =
        engine().map(numbers(4), n -> n == 1 ? recursion(0) : n == 2 ? assertion() : n);
    assertThat(results.failures())
        .extracting(r -> r.exception().type())
        .containsExactly(StackOverflowError.class.getName(), AssertionError.class.getName());
    assertThat(results.failures().get(0).exception().stackTrace())
        .hasSizeLessThanOrEqualTo(Thrown.TRACE_LIMIT);
    assertThat(results.values()).containsExactly(0, 3);
  }

  @Test
  void nullInputsAndNullResultsAreValuesLikeOthers() {
    List<String> inputs = Arrays.asList("a", null, "b");
    Results<String, String> results =
        engine().map(inputs, s -> s == null ? "null!" : s.equals("b") ? null : s);
    assertThat(results.values()).containsExactly("a", "null!", null);
    assertThat(results.failures()).isEmpty();
    assertThat(results.all().get(2).failed()).isFalse();
    assertThat(results.all().get(1).input()).isNull();
  }

  @Test
  void noInputsGiveNoResultsAndTellTheirProgress() {
    List<String> told = new ArrayList<>();
    Mapping<Integer> none =
        engine()
            .over(List.<Integer>of())
            .progress((what, done, failed, total) -> told.add(done + "/" + total));
    assertThat(none.map(n -> n).all()).isEmpty();
    assertThat(none.submit(n -> n).join().all()).isEmpty();
    assertThat(none.submit(n -> n).asCompleted()).isEmpty();
    assertThat(told).isNotEmpty().containsOnly("0/0");
  }

  @Test
  void theFirstFailureEndsTheRunWhenThatIsWanted() {
    Mapping<Integer> strict = engine().over(numbers(1000)).named("strict").molecules(500);
    AtomFunction<Integer, Integer> breaks =
        n -> {
          STARTED.incrementAndGet();
          return n == 10 ? failOnSevens(n) : n;
        };
    InputFailedException failed =
        catchThrowableOfType(InputFailedException.class, () -> strict.stopOnFailure().map(breaks));
    assertThat(failed.index()).isEqualTo(10);
    assertThat(failed.exception().message()).isEqualTo("no fit for 10");
    assertThat(STARTED.get()).isLessThan(1000);
    Submission<Integer, Integer> submitted = strict.stopOnFailure().submit(breaks);
    assertThatThrownBy(submitted::join).isInstanceOf(InputFailedException.class);
    assertThat(submitted.isDone()).isTrue();
    assertThat(submitted.isCancelled()).isFalse();
    submitted.cancel();
    assertThatThrownBy(submitted::join).isInstanceOf(InputFailedException.class);
    assertThat(submitted.soFar().failures()).extracting(Result::index).containsExactly(10);
  }

  @Test
  void inputsOfAMoleculeBehindItsFailedOneAreNotTriedWhenTheRunEnds() {
    Mapping<Integer> one = engine().over(numbers(100)).molecules(1).stopOnFailure();
    assertThatThrownBy(
            () ->
                one.map(
                    n -> {
                      STARTED.incrementAndGet();
                      return failOnSevens(n);
                    }))
        .isInstanceOf(InputFailedException.class)
        .hasMessageStartingWith("input 3 failed");
    assertThat(STARTED).hasValue(4);
  }

  @Test
  void progressStartsAtZeroCountsFailuresAndEndsAtTheTotal() {
    List<String> told = new ArrayList<>();
    engine()
        .over(numbers(20))
        .named("sevens")
        .molecules(5)
        .progress((what, done, failed, total) -> told.add(what + done + "," + failed + "," + total))
        .submit(n -> failOnSevens(n))
        .join();
    assertThat(told).hasSize(6).startsWith("sevens0,0,20").endsWith("sevens20,3,20");
  }

  @Test
  void progressIsToldOnTheThreadOfTheSubmission() {
    engine()
        .over(numbers(3))
        .progress((w, d, f, t) -> TOLD_BY.set(Thread.currentThread().getName()))
        .submit(n -> n)
        .join();
    assertThat(TOLD_BY.get()).startsWith("crosswind-submission-");
  }

  @Test
  void resultsCanBeTakenAsTheyComplete() throws InterruptedException {
    Submission<Integer, Integer> submission =
        engine()
            .over(numbers(6))
            .molecules(6)
            .submit(
                n -> {
                  if (n == 0) {
                    GATE.get().await();
                  }
                  return n;
                });
    List<Integer> order = new ArrayList<>();
    for (Result<Integer, Integer> result : submission.asCompleted()) {
      order.add(result.index());
      if (order.size() == 5) {
        assertThat(submission.isDone()).isFalse();
        assertThat(submission.soFar().size()).isEqualTo(5);
        GATE.get().countDown();
      }
    }
    assertThat(order).hasSize(6).endsWith(0);
    assertThat(new HashSet<>(order)).hasSize(6);
    assertThat(submission.join().values()).isEqualTo(numbers(6));
    assertThat(submission.asCompleted()).hasSize(6);
    assertThat(submission.isDone()).isTrue();
    submission.cancel();
    assertThat(submission.isCancelled()).isFalse();
    assertThat(submission.join().size()).isEqualTo(6);
  }

  @Test
  void nothingRunsAfterACancellation() throws InterruptedException {
    Submission<Integer, Integer> submission =
        engine()
            .over(numbers(400))
            .named("long")
            .molecules(40)
            .submit(
                n -> {
                  BEGUN.add(n);
                  if (n >= 20) {
                    INSIDE.get().countDown();
                    Thread.sleep(20);
                  }
                  return n;
                });
    INSIDE.get().await();
    submission.cancel();
    assertThatThrownBy(submission::join)
        .isInstanceOf(CancellationException.class)
        .hasMessage("long: cancelled");
    assertThat(submission.isDone()).isTrue();
    assertThat(submission.isCancelled()).isTrue();
    assertThatThrownBy(() -> submission.asCompleted().forEach(Objects::requireNonNull))
        .isInstanceOf(CancellationException.class);
    Set<Integer> begun = Set.copyOf(BEGUN);
    assertThat(begun.size()).isLessThan(400);
    Thread.sleep(200);
    assertThat(BEGUN).isEqualTo(begun);
    assertThat(begun).containsAll(submission.soFar().values());
    assertThat(engine().map(numbers(5), n -> n).values()).isEqualTo(numbers(5));
  }

  @Test
  void aFunctionThatSwallowsItsInterruptIsTheLastOfItsMolecule() throws InterruptedException {
    Submission<Integer, Integer> submission =
        engine().over(numbers(50)).molecules(1).submit(n -> stubborn(n));
    INSIDE.get().await();
    submission.cancel();
    assertThat(catchThrowable(submission::join)).isInstanceOf(CancellationException.class);
    Thread.sleep(100);
    assertThat(BEGUN).containsExactly(0);
  }

  @Test
  void aListenerThatSwallowsTheInterruptDoesNotUndoTheCancellation() throws InterruptedException {
    Submission<Integer, Integer> submission =
        engine()
            .over(numbers(200))
            .molecules(200)
            .progress(
                (what, done, failed, total) -> {
                  if (done == 1) {
                    INSIDE.get().countDown();
                    sleepThroughInterrupt();
                  }
                })
            .submit(
                n -> {
                  if (n > 40) {
                    GATE.get().await();
                  }
                  return n;
                });
    INSIDE.get().await();
    submission.cancel();
    assertThat(catchThrowable(submission::join)).isInstanceOf(CancellationException.class);
  }

  @Test
  void closingASubmissionCancelsItAndWaits() throws InterruptedException {
    Submission<Integer, Integer> submission =
        engine().over(numbers(50)).molecules(1).submit(n -> stubborn(n));
    INSIDE.get().await();
    submission.close();
    assertThat(submission.isCancelled()).isTrue();
    submission.close();
  }

  @Test
  void anInterruptWhileWaitingLeavesTheSubmissionAtWork() {
    Submission<Integer, Integer> submission =
        engine()
            .submit(
                numbers(2),
                n -> {
                  GATE.get().await();
                  return n;
                });
    Thread.currentThread().interrupt();
    assertThatThrownBy(submission::join)
        .isInstanceOf(EngineException.class)
        .hasMessage("map: interrupted while waiting");
    assertThat(Thread.interrupted()).isTrue();
    GATE.get().countDown();
    assertThat(submission.join().values()).containsExactly(0, 1);
  }

  @Test
  void anInterruptOfTheCallerEndsAMap() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Engine engine = engine();
    Thread caller =
        new Thread(
            () -> {
              thrown.set(catchThrowable(() -> engine.map(numbers(9), n -> sleepy(n))));
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    INSIDE.get().await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(EngineException.class).hasMessage("map: interrupted");
    assertThat(flag.get()).isTrue();
  }

  @Test
  void submissionsLeaveNoThreadBehind() throws InterruptedException {
    Engine engine = engine();
    engine.map(numbers(10), n -> n);
    for (int i = 0; i < 5; i++) {
      engine.submit(numbers(10), n -> failOnSevens(n)).join();
      Submission<Integer, Integer> cancelled = engine.submit(numbers(10), n -> sleepy(n));
      cancelled.close();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      if (name.startsWith("crosswind-submission") || name.startsWith("crosswind-spark")) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).as(name).isFalse();
      }
    }
  }

  @Test
  void twoSubmissionsShareAnEngine() {
    Submission<Integer, Integer> one = engine().submit(numbers(50), n -> n + 1);
    Submission<Integer, String> two = engine().submit(numbers(50), n -> "n" + n);
    assertThat(two.join().values()).endsWith("n49");
    assertThat(one.join().values()).endsWith(50);
  }

  @Test
  void badChoicesAreRefusedWhereTheyAreMade() {
    Mapping<Integer> mapping = engine().over(numbers(3));
    assertThatThrownBy(() -> mapping.molecules(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mapping.equalCost(n -> n).submit(n -> n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("atom 0 has cost 0, expected >= 1");
    assertThatThrownBy(() -> mapping.map(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> mapping.submit(null)).isInstanceOf(NullPointerException.class);
  }

  static List<Integer> numbers(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  static int failOnSevens(int n) {
    if (n % 7 != 3) {
      return n;
    }
    try {
      return n / (n % 7 - 3);
    } catch (ArithmeticException e) {
      throw new IllegalStateException("no fit for " + n, e);
    }
  }

  @SuppressWarnings("InfiniteRecursion") // That is what is wanted: a StackOverflowError.
  private static int recursion(int depth) {
    return recursion(depth + 1) + 1;
  }

  private static int assertion() {
    throw new AssertionError("not so");
  }

  private static int sleepy(int n) throws InterruptedException {
    INSIDE.get().countDown();
    Thread.sleep(TimeUnit.HOURS.toMillis(1));
    return n;
  }

  private static int stubborn(int n) {
    BEGUN.add(n);
    INSIDE.get().countDown();
    sleepThroughInterrupt();
    return n;
  }

  private static void sleepThroughInterrupt() {
    try {
      Thread.sleep(TimeUnit.HOURS.toMillis(1));
    } catch (InterruptedException e) {
      assertThat(e).isNotNull(); // and it is forgotten, which is what is tested
    }
  }
}
