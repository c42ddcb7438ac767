package org.crosswind.engine;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/** Makes molecule functions of functions that know one atom only. */
public final class AtomFunctions {
  private AtomFunctions() {}

  /**
   * Applies a function to each atom; failures become outcomes, and an unexpected one is placed as
   * {@code atom 17}.
   */
  public static <T, R> MoleculeFunction<T, R> perAtom(AtomFunction<T, R> function) {
    return new PerAtom<>(() -> function, null, OnFailure.CONTINUE);
  }

  /** Applies a function to each atom. */
  public static <T, R> MoleculeFunction<T, R> perAtom(
      AtomFunction<T, R> function, AtomFunction.Label<T> label, OnFailure onFailure) {
    return new PerAtom<>(() -> function, label, onFailure);
  }

  /** Makes a function for each molecule and applies it to the molecule's atoms one by one. */
  public static <T, R> MoleculeFunction<T, R> perMolecule(
      AtomFunction.Factory<T, R> factory, AtomFunction.Label<T> label, OnFailure onFailure) {
    return new PerAtom<>(factory, label, onFailure);
  }

  /**
   * What an exception says as a failure: the failure it carries, or {@link FailureReason#INTERNAL}
   * with its class, its message and the first of our own lines on its stack.
   *
   * @param where the place to name for an unexpected exception
   */
  public static Failure failureOf(Exception exception, String where) {
    if (exception instanceof FailureException known && known.failure() != null) {
      return known.failure();
    }
    return new Failure(FailureReason.INTERNAL, where, exception + placeOf(exception));
  }

  private static String placeOf(Exception exception) {
    for (StackTraceElement line : exception.getStackTrace()) {
      if (line.getClassName().startsWith("org.crosswind.")) {
        return " (" + line + ")";
      }
    }
    return exception.getStackTrace().length == 0 ? "" : " (" + exception.getStackTrace()[0] + ")";
  }

  /** A task that is being cancelled must not turn its cancellation into failed atoms. */
  static boolean isInterruption(Throwable exception) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable t = exception; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException
          || t instanceof ClosedByInterruptException
          || (t instanceof InterruptedIOException && !(t instanceof SocketTimeoutException))) {
        return true;
      }
    }
    return false;
  }

  private record PerAtom<T, R>(
      AtomFunction.Factory<T, R> factory, AtomFunction.Label<T> label, OnFailure onFailure)
      implements MoleculeFunction<T, R> {
    @Override
    public List<Outcome<R>> apply(Molecule<T> molecule) throws Exception {
      AtomFunction<T, R> function = factory.create();
      try (AutoCloseable closing = function instanceof AutoCloseable open ? open : () -> {}) {
        List<Outcome<R>> outcomes = new ArrayList<>(molecule.atoms().size());
        for (Atom<T> atom : molecule.atoms()) {
          outcomes.add(outcome(function, atom));
        }
        return outcomes;
      }
    }

    private Outcome<R> outcome(AtomFunction<T, R> function, Atom<T> atom) throws Exception {
      StopSignal.check(atom.index());
      Failure givenUp = CurrentMolecule.givenUp(atom.index());
      if (givenUp != null) {
        return failed(atom, givenUp, null);
      }
      CurrentMolecule.at(atom.index(), label == null ? null : () -> label.of(atom.input()));
      Outcome<R> outcome = computed(function, atom);
      CurrentMolecule.over();
      return outcome;
    }

    private Outcome<R> computed(AtomFunction<T, R> function, Atom<T> atom) throws Exception {
      try {
        return new Done<>(atom.index(), function.apply(atom.input()));
      } catch (Exception e) {
        if (isInterruption(e)) {
          throw e;
        }
        return failed(atom, failureOf(e, whereOf(atom)), e);
      }
    }

    private Outcome<R> failed(Atom<T> atom, Failure failure, Exception cause) {
      if (onFailure == OnFailure.STOP) {
        throw new AtomFailedException(atom.index(), failure, cause);
      }
      return new Failed<>(atom.index(), failure);
    }

    private String whereOf(Atom<T> atom) {
      return label == null ? "atom " + atom.index() : label.of(atom.input());
    }
  }
}
