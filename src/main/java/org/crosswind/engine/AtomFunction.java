package org.crosswind.engine;

import java.io.Serializable;

/**
 * Computes one atom. A {@link org.crosswind.model.run.FailureException} is an expected failure; any
 * other exception is our fault and is reported with its class and place. {@link AtomFunctions}
 * makes a {@link MoleculeFunction} of it.
 *
 * <p>Where the function keeps scratch arrays or open files, hand {@link AtomFunctions#perMolecule}
 * a factory, so that each molecule has its own; when it is {@link AutoCloseable} it is closed after
 * the molecule's last atom.
 *
 * @param <T> the input
 * @param <R> the result
 */
@FunctionalInterface
public interface AtomFunction<T, R> extends Serializable {
  /** The result for one input. Depends on nothing but the input and what was shared. */
  R apply(T input) throws Exception;

  /**
   * Makes the function for one molecule.
   *
   * @param <T> the input
   * @param <R> the result
   */
  @FunctionalInterface
  interface Factory<T, R> extends Serializable {
    /** A function used by one thread for one molecule. An exception here ends the run. */
    AtomFunction<T, R> create() throws Exception;
  }

  /**
   * Says where a person should look when an input fails unexpectedly: its id, its file and line.
   *
   * @param <T> the input
   */
  @FunctionalInterface
  interface Label<T> extends Serializable {
    /** For example {@code netting set NS-0017}. */
    String of(T input);
  }
}
