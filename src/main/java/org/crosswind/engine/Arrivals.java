package org.crosswind.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Outcome;

/**
 * Collects results as molecules finish: a slot for each input, and the order of arrival. The
 * engine's thread adds; others read and wait.
 *
 * @param <T> the input
 * @param <R> the result
 */
final class Arrivals<T, R> {
  private final List<T> inputs;
  private final OnFailure onFailure;
  private final List<Result<T, R>> slots;
  private final List<Result<T, R>> arrived = new ArrayList<>();
  private long failed;
  private boolean closed;

  Arrivals(List<T> inputs, OnFailure onFailure) {
    this.inputs = inputs;
    this.onFailure = onFailure;
    this.slots = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      slots.add(null);
    }
  }

  /**
   * Takes the outcomes of a molecule.
   *
   * @throws InputFailedException when one failed and that is to stop the run
   */
  synchronized void add(List<Outcome<Attempt<R>>> outcomes) {
    Result<T, R> firstFailed = null;
    for (Outcome<Attempt<R>> outcome : outcomes) {
      Attempt<R> attempt = attempt(outcome);
      if (attempt.skipped()) {
        continue;
      }
      int index = outcome.index();
      Result<T, R> result =
          new Result<>(index, inputs.get(index), attempt.value(), attempt.thrown());
      slots.set(index, result);
      arrived.add(result);
      if (result.failed()) {
        failed++;
        firstFailed = firstFailed == null ? result : firstFailed;
      }
    }
    notifyAll();
    if (firstFailed != null && onFailure == OnFailure.STOP) {
      throw new InputFailedException(firstFailed);
    }
  }

  private static <R> Attempt<R> attempt(Outcome<Attempt<R>> outcome) {
    return outcome instanceof Failed<Attempt<R>> engine
        ? Attempt.failed(Thrown.of(engine.failure()))
        : ((Done<Attempt<R>>) outcome).value();
  }

  /** Nothing arrives any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized long failed() {
    return failed;
  }

  /** What has arrived by now, in input order. */
  synchronized Results<T, R> inOrder() {
    return new Results<>(slots.stream().filter(Objects::nonNull).toList());
  }

  /**
   * Waits for a result.
   *
   * @param k how many came before it
   * @return null when no more than {@code k} arrived and nothing arrives any more
   */
  synchronized Result<T, R> await(int k) throws InterruptedException {
    while (k >= arrived.size() && !closed) {
      wait();
    }
    return k < arrived.size() ? arrived.get(k) : null;
  }

  /** Waits until nothing arrives any more. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!closed) {
      wait();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
