package org.crosswind.engine;

import java.util.List;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/** Runs molecules somewhere and brings the outcomes back in input order. */
public interface Engine extends AutoCloseable {
  /**
   * Runs every molecule once (or again, when an executor is lost) and returns one outcome for each
   * atom, sorted by atom index.
   *
   * @param description what a person should see while it runs, for example {@code "xva: 412 netting
   *     sets"}
   * @param molecules the plan; atom indexes are 0-based and dense over all molecules
   * @param function the computation; serialisable, as it may travel
   * @param progress is told of every finished molecule; its calls are serialised
   * @return outcomes in input order, one for each atom
   * @throws EngineException when a molecule cannot be completed, or when an outcome is missing,
   *     double or unknown
   */
  <T, R> List<Outcome<R>> run(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress);

  /** How many molecules can run at the same time; a hint for the planner. */
  int parallelism();

  /** Where it runs, for the manifest: {@code local threads 2}, {@code spark local[2]}. */
  String name();

  @Override
  void close();
}
