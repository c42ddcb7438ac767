package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosswind.engine.MoleculeListener;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * Joins the parts of molecules in order as molecules finish in any order, and publishes each
 * analysis when its last part has been joined.
 */
final class FmJoin implements MoleculeListener<FmSlice, FmPart> {
  private final List<FmWork> works;
  private final Runnable fence;
  private final boolean whole;
  private final List<Set<Integer>> analysesOfMolecule = new ArrayList<>();
  private final int[] lastMolecule;
  private final List<List<Outcome<FmPart>>> waiting = new ArrayList<>();
  private final List<Molecule<FmSlice>> plan;
  private final BitSet finished = new BitSet();
  private int next;

  /**
   * A join of the parts of a plan.
   *
   * @param fence called before an output gets its name; throws when another process has the run
   * @param whole whether an output that cannot be written fails everything, and not its analysis
   */
  FmJoin(List<FmWork> works, List<Molecule<FmSlice>> plan, Runnable fence, boolean whole) {
    this.fence = fence;
    this.whole = whole;
    this.works = works;
    this.plan = plan;
    this.lastMolecule = new int[works.size()];
    Arrays.fill(lastMolecule, -1);
    for (Molecule<FmSlice> molecule : plan) {
      Set<Integer> analyses = new LinkedHashSet<>();
      for (Atom<FmSlice> atom : molecule.atoms()) {
        analyses.add(atom.input().analysis());
      }
      analysesOfMolecule.add(analyses);
      for (int analysis : analyses) {
        lastMolecule[analysis] = molecule.number();
      }
      waiting.add(null);
    }
    int[] molecules = new int[works.size()];
    for (Set<Integer> analyses : analysesOfMolecule) {
      analyses.forEach(analysis -> molecules[analysis]++);
    }
    for (FmWork work : works) {
      work.alone(molecules[work.number()] == 1);
    }
  }

  /** An analysis without events has a header for an output and needs no task. */
  void publishWhatHasNoEvents() {
    for (FmWork work : works) {
      if (!work.failed() && lastMolecule[work.number()] < 0) {
        publish(work);
      }
    }
  }

  @Override
  public void finished(Molecule<FmSlice> molecule, List<Outcome<FmPart>> outcomes) {
    waiting.set(molecule.number(), outcomes);
    finished.set(molecule.number());
    while (finished.get(next)) {
      join(next);
      waiting.set(next, null);
      next++;
    }
  }

  private void join(int molecule) {
    List<Atom<FmSlice>> atoms = plan.get(molecule).atoms();
    List<Outcome<FmPart>> outcomes = waiting.get(molecule);
    for (int i = 0; i < atoms.size(); i++) {
      FmWork work = works.get(atoms.get(i).input().analysis());
      Outcome<FmPart> outcome = outcomes.get(i);
      if (outcome instanceof Done<FmPart> done) {
        work.add(done.value());
      } else if (outcome instanceof Failed<FmPart> failed) {
        work.fail(failed.index(), failed.failure());
      }
    }
    for (int analysis : analysesOfMolecule.get(molecule)) {
      FmWork work = works.get(analysis);
      try {
        if (!work.failed()) {
          work.append(molecule);
        }
      } catch (FailureException e) {
        refused(work, e);
      }
      if (!work.failed() && lastMolecule[analysis] == molecule) {
        publish(work);
      }
    }
  }

  private void publish(FmWork work) {
    fence.run();
    try {
      work.publish();
    } catch (FailureException e) {
      refused(work, e);
    }
  }

  private void refused(FmWork work, FailureException e) {
    if (whole) {
      throw e;
    }
    work.fail(e.failure());
  }
}
