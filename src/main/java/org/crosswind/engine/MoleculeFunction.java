package org.crosswind.engine;

import java.io.Serializable;
import java.util.List;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * Computes all atoms of a molecule, on whatever thread or machine the engine chooses, possibly more
 * than once (a retry must be harmless). Expected failures of an atom come back as {@link
 * org.crosswind.model.run.Failed}; an exception thrown here ends the run.
 *
 * @param <T> the atoms' input
 * @param <R> the atoms' result
 */
@FunctionalInterface
public interface MoleculeFunction<T, R> extends Serializable {
  /** Returns exactly one outcome for each atom of the molecule, in the atoms' order. */
  List<Outcome<R>> apply(Molecule<T> molecule) throws Exception;
}
