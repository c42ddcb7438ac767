package org.crosswind.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * A user's function at work on its inputs in the background. It has a daemon thread of its own,
 * which ends with the work. Safe for use from several threads.
 *
 * @param <T> the input
 * @param <R> the result
 */
public final class Submission<T, R> implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  private final String description;
  private final Arrivals<T, R> arrivals;
  private final Thread thread;
  private volatile boolean cancelling;

  /** How it ended, when that was before the last input; written before the arrivals are closed. */
  private volatile Throwable thrown;

  private Submission(
      String description,
      Arrivals<T, R> arrivals,
      ProgressListener progress,
      BiConsumer<Arrivals<T, R>, ProgressListener> work) {
    this.description = description;
    this.arrivals = arrivals;
    this.thread =
        new Thread(
            () -> run(work, guarded(progress)), "crosswind-submission-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
  }

  static <T, R> Submission<T, R> start(
      String description,
      Arrivals<T, R> arrivals,
      ProgressListener progress,
      BiConsumer<Arrivals<T, R>, ProgressListener> work) {
    Submission<T, R> submission = new Submission<>(description, arrivals, progress, work);
    submission.thread.start();
    return submission;
  }

  // Nothing may be lost here: whatever ends the work reaches those who wait for it.
  private void run(BiConsumer<Arrivals<T, R>, ProgressListener> work, ProgressListener progress) {
    try {
      work.accept(arrivals, progress);
    } catch (Throwable t) {
      thrown = t;
    } finally {
      arrivals.close();
    }
  }

  /** A listener that swallows an interrupt must not undo a cancellation. */
  private ProgressListener guarded(ProgressListener progress) {
    return (what, done, failed, total) -> {
      try {
        progress.progressed(what, done, failed, total);
      } finally {
        if (cancelling) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  /**
   * Asks it to stop, and returns at once: no molecule starts any more, the inputs being worked on
   * are interrupted, and no other input of their molecules is begun. {@link #isDone} and {@link
   * #join} tell when all of it has ended. Without effect when it has ended already.
   */
  public void cancel() {
    cancelling = true;
    thread.interrupt();
  }

  /** Whether it has come to its end: all inputs are done, or it failed or was cancelled. */
  public boolean isDone() {
    return arrivals.isClosed();
  }

  /** Whether it has ended before all inputs were done because of {@link #cancel}. */
  public boolean isCancelled() {
    return arrivals.isClosed() && endedByCancel(thrown);
  }

  /**
   * Waits for its end.
   *
   * @return in input order
   * @throws CancellationException when it was cancelled; {@link #soFar} has what was done until
   *     then
   * @throws InputFailedException for the first failure seen, when that was to end it
   * @throws EngineException when the run could not be completed; or when the waiting thread is
   *     interrupted, which sets its flag again and does not cancel the submission
   */
  public Results<T, R> join() {
    try {
      arrivals.awaitEnd();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throwWhatEndedIt();
    return arrivals.inOrder();
  }

  /** What has been done by now, in input order; does not wait. */
  public Results<T, R> soFar() {
    return arrivals.inOrder();
  }

  /**
   * The results in the order in which they are done, molecule by molecule. An iterator waits for
   * the next one; when there is none, because everything has ended, it ends too, or throws what
   * {@link #join} would throw. Each iterator starts with the first result.
   */
  public Iterable<Result<T, R>> asCompleted() {
    return Completed::new;
  }

  /** Cancels it and waits for its end; harmless when it has ended. */
  @Override
  public void close() {
    cancel();
    try {
      arrivals.awaitEnd();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A submission that failed before it was cancelled has failed. */
  private boolean endedByCancel(Throwable t) {
    return cancelling
        && t instanceof EngineException
        && t.getCause() instanceof InterruptedException;
  }

  private EngineException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EngineException(description + ": interrupted while waiting", e);
  }

  private void throwWhatEndedIt() {
    Throwable t = thrown;
    if (t == null) {
      return;
    }
    if (t instanceof Error error) {
      throw error;
    }
    if (endedByCancel(t)) {
      CancellationException cancelled = new CancellationException(description + ": cancelled");
      cancelled.initCause(t);
      throw cancelled;
    }
    throw (RuntimeException) t;
  }

  private final class Completed implements Iterator<Result<T, R>> {
    private int taken;
    private Result<T, R> next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        try {
          next = arrivals.await(taken);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
        if (next == null) {
          throwWhatEndedIt();
        }
      }
      return next != null;
    }

    @Override
    public Result<T, R> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Result<T, R> result = next;
      next = null;
      taken++;
      return result;
    }
  }
}
