package org.crosswind.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * A molecule function with a time limit, on any engine: how long it may stand still, that is, stay
 * at one atom, at one part of it, or at what is before, between and after atoms. So the limit does
 * not depend on how many atoms a molecule has.
 *
 * <p>The molecule runs on a thread of its own; when its time is up that thread is interrupted, and,
 * if it does not end within a grace period, left to itself: its next word to {@link
 * CurrentMolecule} ends it, and what it never finishes is never seen, since results and parts count
 * only when a molecule is complete. Either way the molecule ends with a {@link
 * MoleculeTimeoutException} that names the atom. {@link TimeLimitedEngine} makes a failed atom of
 * that; otherwise it ends the run, after another attempt where the engine makes one.
 *
 * @param function what is limited
 * @param limit how long a molecule may stand still, > 0
 * @param grace how long it may take to react, >= 0
 * @param <T> the atoms' input
 * @param <R> the atoms' result
 */
public record TimeLimit<T, R>(MoleculeFunction<T, R> function, Duration limit, Duration grace)
    implements MoleculeFunction<T, R> {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(10);

  /** Looks at the limit. A hang is seen this part of the limit later at most. */
  private static final int LOOKS = 16;

  private static final long MOST_NANOS_BETWEEN_LOOKS = 1_000_000_000;
  private static final long LEAST_NANOS_BETWEEN_LOOKS = 1_000_000;

  /**
   * The function with a limit, with a grace of ten seconds, or of the limit if that is shorter.
   *
   * @param limit zero for none
   */
  public static <T, R> MoleculeFunction<T, R> of(MoleculeFunction<T, R> function, Duration limit) {
    return limit.isZero() ? function : limited(function, limit);
  }

  static <T, R> TimeLimit<T, R> limited(MoleculeFunction<T, R> function, Duration limit) {
    Duration grace = limit.compareTo(LONGEST_GRACE) < 0 ? limit : LONGEST_GRACE;
    return new TimeLimit<>(function, limit, grace);
  }

  @Override
  public List<Outcome<R>> apply(Molecule<T> molecule) throws Exception {
    CurrentMolecule outer = CurrentMolecule.get();
    // One of its own: what is given up must not end a later attempt.
    CurrentMolecule current = outer == null ? new CurrentMolecule() : outer.anew();
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
      Optional<List<Outcome<R>>> outcomes = awaited(work, current);
      if (outcomes.isPresent()) {
        return outcomes.get();
      }
      throw given(molecule, current, thread);
    } catch (InterruptedException e) {
      end(thread, current);
      throw e;
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      if (outer != null) {
        outer.count(current.bytesRead(), current.bytesWritten());
      }
    }
  }

  /** What the work returned; empty when it has stood still for too long. */
  private Optional<List<Outcome<R>>> awaited(
      FutureTask<List<Outcome<R>>> work, CurrentMolecule current)
      throws InterruptedException, ExecutionException {
    long wait =
        Math.max(
            LEAST_NANOS_BETWEEN_LOOKS, Math.min(MOST_NANOS_BETWEEN_LOOKS, limit.toNanos() / LOOKS));
    long steps = current.steps();
    long stood = 0;
    long last = System.nanoTime();
    while (stood < limit.toNanos()) {
      try {
        return Optional.of(work.get(wait, TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        // When the whole process was frozen, the molecule could not go on either.
        long passed = Math.min(now - last, 2 * wait);
        last = now;
        boolean wentOn = current.steps() != steps;
        steps = current.steps();
        stood = wentOn ? 0 : stood + passed;
      }
    }
    return work.isDone() ? Optional.of(work.get()) : Optional.empty();
  }

  /** Ends the molecule's thread and says what it was at. */
  private MoleculeTimeoutException given(
      Molecule<T> molecule, CurrentMolecule current, Thread thread) throws InterruptedException {
    Optional<Place> place = current.place();
    String at = current.atomText();
    String name = place.isPresent() ? current.name() : "";
    StackTraceElement[] stack = thread.getStackTrace();
    boolean ended = end(thread, current);
    String what =
        ended
            ? "it was interrupted"
            : "it did not react to an interrupt for "
                + text(grace)
                + " and was given up, its thread is still there";
    String message =
        MoleculeText.of(molecule) + " took longer than " + text(limit) + ", " + at + "; " + what;
    MoleculeTimeoutException timeout =
        place
            .map(
                p ->
                    new MoleculeTimeoutException(
                        message, p, new Failure(FailureReason.TIMED_OUT, name, why(stack, what))))
            .orElseGet(() -> new MoleculeTimeoutException(message));
    // Where the molecule was, not where somebody waited for it.
    timeout.setStackTrace(stack);
    return timeout;
  }

  private String why(StackTraceElement[] stack, String what) {
    return "took longer than "
        + text(limit)
        + " (run.molecule-timeout) and was left out; "
        + what
        + stood(stack)
        + ". Look at this input; if it is only large, raise the limit. Another run of the id"
        + " (--replace) tries it again";
  }

  /** The innermost line of the stack, and the first of ours that is not of the engine. */
  private static String stood(StackTraceElement[] stack) {
    if (stack.length == 0) {
      return "";
    }
    String ours = "";
    for (StackTraceElement line : stack) {
      boolean engine = line.getClassName().startsWith(TimeLimit.class.getPackageName() + ".");
      if (line.getClassName().startsWith("org.crosswind.") && !engine) {
        ours = line.equals(stack[0]) ? "" : ", called by " + text(line);
        break;
      }
    }
    return "; it stood in " + text(stack[0]) + ours;
  }

  /** Without module and version, which nobody asks for. */
  private static String text(StackTraceElement line) {
    String text = line.toString();
    return text.substring(text.lastIndexOf('/') + 1);
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
    return time.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
