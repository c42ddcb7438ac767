package org.crosswind.engine;

import java.util.List;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * Takes each molecule's outcomes on the driver as soon as they are there, in the order of
 * completion. Calls come one after the other, on the thread that called the engine; each molecule
 * is handed over once. An exception thrown here ends the run.
 *
 * @param <T> the atoms' input
 * @param <R> the atoms' result
 */
@FunctionalInterface
public interface MoleculeListener<T, R> {
  /** One outcome for each atom of the molecule, in the atoms' order. */
  void finished(Molecule<T> molecule, List<Outcome<R>> outcomes);
}
