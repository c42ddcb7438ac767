package org.crosswind.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * A molecule function with a time limit, on any engine. The molecule runs on a thread of its own;
 * when its time is up that thread is interrupted, and, if it does not end within a grace period,
 * left to itself: its next {@link CurrentMolecule#at} ends it, and what it never finishes is never
 * seen, since results and parts count only when a molecule is complete. Either way the molecule
 * ends with a {@link MoleculeTimeoutException} that names the atom, which Spark answers with
 * another attempt, as for any other exception.
 *
 * @param function what is limited
 * @param limit how long a molecule may take, > 0
 * @param grace how long it may take to react, >= 0
 * @param <T> the atoms' input
 * @param <R> the atoms' result
 */
public record TimeLimit<T, R>(MoleculeFunction<T, R> function, Duration limit, Duration grace)
    implements MoleculeFunction<T, R> {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(10);

  /**
   * The function with a limit, with a grace of ten seconds, or of the limit if that is shorter.
   *
   * @param limit zero for none
   */
  public static <T, R> MoleculeFunction<T, R> of(MoleculeFunction<T, R> function, Duration limit) {
    if (limit.isZero()) {
      return function;
    }
    Duration grace = limit.compareTo(LONGEST_GRACE) < 0 ? limit : LONGEST_GRACE;
    return new TimeLimit<>(function, limit, grace);
  }

  @Override
  public List<Outcome<R>> apply(Molecule<T> molecule) throws Exception {
    CurrentMolecule outer = CurrentMolecule.get();
    CurrentMolecule current = outer == null ? new CurrentMolecule() : outer;
    FutureTask<List<Outcome<R>>> work =
        new FutureTask<>(
            () -> {
              try (CurrentMolecule.Entered entered = current.enter()) {
                return function.apply(molecule);
              }
            });
    Thread thread = new Thread(work, Thread.currentThread().getName() + " " + molecule.number());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String at = current.atomText();
      StackTraceElement[] stack = thread.getStackTrace();
      boolean ended = end(thread, current);
      throw timeout(molecule, at, ended, stack);
    } catch (InterruptedException e) {
      end(thread, current);
      throw e;
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private MoleculeTimeoutException timeout(
      Molecule<T> molecule, String at, boolean ended, StackTraceElement[] stack) {
    MoleculeTimeoutException timeout =
        new MoleculeTimeoutException(
            MoleculeText.of(molecule)
                + " took longer than "
                + text(limit)
                + ", "
                + at
                + (ended
                    ? "; it was interrupted"
                    : "; it did not react to an interrupt for "
                        + text(grace)
                        + " and was given up, its thread is still there"));
    // Where the molecule was, not where somebody waited for it.
    timeout.setStackTrace(stack);
    return timeout;
  }

  /** Whether the thread has ended. */
  private boolean end(Thread thread, CurrentMolecule current) throws InterruptedException {
    current.abandon();
    thread.interrupt();
    thread.join(Math.max(1, grace.toMillis()));
    return !thread.isAlive();
  }

  private static Exception unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception exception ? exception : e;
  }

  private static String text(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
