package org.crosswind.engine;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * Applies a user's function to the inputs of a molecule and keeps whatever it throws as text.
 *
 * <p>Errors of the function count as failures of the input too (a stack overflow, an assertion, a
 * class that is missing), save those that say that the JVM is in trouble: they are the platform's
 * business, and end the molecule.
 */
record AttemptEach<T, R>(AtomFunction<T, R> function, OnFailure onFailure)
    implements MoleculeFunction<T, Attempt<R>> {
  @Override
  public List<Outcome<Attempt<R>>> apply(Molecule<T> molecule) throws Exception {
    List<Outcome<Attempt<R>>> outcomes = new ArrayList<>(molecule.atoms().size());
    boolean failed = false;
    for (Atom<T> atom : molecule.atoms()) {
      Attempt<R> attempt = failed && onFailure == OnFailure.STOP ? Attempt.skip() : attempt(atom);
      failed |= attempt.thrown() != null;
      outcomes.add(new Done<>(atom.index(), attempt));
    }
    return outcomes;
  }

  // Everything that a user's function may throw is data here.
  private Attempt<R> attempt(Atom<T> atom) throws Exception {
    StopSignal.check(atom.index());
    try {
      return Attempt.of(function.apply(atom.input()));
    } catch (Exception e) {
      if (StopSignal.stopped() || AtomFunctions.isInterruption(e)) {
        throw e;
      }
      return Attempt.failed(Thrown.of(e));
    } catch (StackOverflowError e) {
      return Attempt.failed(Thrown.of(e));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Error e) {
      return Attempt.failed(Thrown.of(e));
    }
  }
}
