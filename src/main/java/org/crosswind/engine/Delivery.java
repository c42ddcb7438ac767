package org.crosswind.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.List;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * The book-keeping that every engine does for one run: checks that each molecule is delivered once
 * and complete, hands its outcomes on, and tells the progress. An engine calls it from one thread.
 *
 * @param <T> the atoms' input
 * @param <R> the atoms' result
 */
public final class Delivery<T, R> {
  private static final Logger LOG = System.getLogger(Delivery.class.getName());

  private final String description;
  private final List<Molecule<T>> molecules;
  private final ProgressListener progress;
  private final MoleculeListener<T, R> finished;
  private final BitSet delivered = new BitSet();
  private final long atomsTotal;
  private long atomsDone;
  private long atomsFailed;

  /**
   * Opens the books and tells the progress that nothing is done yet.
   *
   * @throws EngineException when the molecules are not numbered 0, 1, 2, .. in list order
   */
  public Delivery(
      String description,
      List<Molecule<T>> molecules,
      ProgressListener progress,
      MoleculeListener<T, R> finished) {
    this.description = description;
    this.molecules = molecules;
    this.progress = progress;
    this.finished = finished;
    long total = 0;
    for (int k = 0; k < molecules.size(); k++) {
      if (molecules.get(k).number() != k) {
        throw new EngineException(
            description + ": molecule " + molecules.get(k).number() + " is at place " + k);
      }
      total += molecules.get(k).atoms().size();
    }
    this.atomsTotal = total;
    tell();
  }

  /**
   * Takes what a molecule function returned.
   *
   * @throws EngineException when the molecule is unknown or was delivered before, or when its
   *     outcomes are not one for each atom in the atoms' order
   */
  public void deliver(int number, List<Outcome<R>> outcomes) {
    if (number < 0 || number >= molecules.size()) {
      throw new EngineException(
          description + ": outcomes of molecule " + number + ", which is not in the plan");
    }
    if (delivered.get(number)) {
      throw new EngineException(description + ": outcomes of molecule " + number + " came twice");
    }
    Molecule<T> molecule = molecules.get(number);
    String problem = problemWith(molecule, outcomes);
    if (problem != null) {
      throw new EngineException(description + ": " + problem);
    }
    delivered.set(number);
    finished.finished(molecule, outcomes);
    atomsDone += outcomes.size();
    for (Outcome<R> outcome : outcomes) {
      if (outcome instanceof Failed) {
        atomsFailed++;
      }
    }
    tell();
  }

  /** Whether every molecule has been delivered. */
  public boolean complete() {
    return delivered.cardinality() == molecules.size();
  }

  /**
   * Closes the books.
   *
   * @throws EngineException when a molecule is missing
   */
  public void finish() {
    if (!complete()) {
      Indexes missing = new Indexes();
      for (int k = delivered.nextClearBit(0);
          k < molecules.size();
          k = delivered.nextClearBit(k + 1)) {
        missing.add(k);
      }
      throw new EngineException(description + ": no outcomes of molecules " + missing);
    }
  }

  /**
   * What is wrong with the outcomes that a molecule function returned.
   *
   * @return {@code null} when there is one for each atom, in the atoms' order; otherwise a sentence
   *     that names the molecule
   */
  public static <T, R> String problemWith(Molecule<T> molecule, List<Outcome<R>> outcomes) {
    List<Atom<T>> atoms = molecule.atoms();
    String who = MoleculeText.of(molecule) + " returned ";
    if (outcomes == null) {
      return who + "null";
    }
    if (outcomes.size() != atoms.size()) {
      return who + outcomes.size() + " outcomes for " + atoms.size() + " atoms";
    }
    for (int i = 0; i < atoms.size(); i++) {
      Outcome<R> outcome = outcomes.get(i);
      int expected = atoms.get(i).index();
      if (outcome == null || outcome.index() != expected) {
        String got = outcome == null ? "null" : "the outcome of atom " + outcome.index();
        return who + got + " where atom " + expected + " was expected";
      }
    }
    return null;
  }

  private void tell() {
    try {
      progress.progressed(description, atomsDone, atomsFailed, atomsTotal);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a progress listener failed; the run goes on", e);
    }
  }
}
