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
   * @param molecules the plan, numbered from 0 in list order; atom indexes are distinct over all
   *     molecules
   * @param function the computation; serialisable, as it may travel
   * @param progress is told of every finished molecule; its calls are serialised
   * @return outcomes in input order, one for each atom
   * @throws EngineException when a molecule cannot be completed, when an outcome is missing, double
   *     or unknown, or when the calling thread is interrupted (its interrupt flag is set again)
   */
  default <T, R> List<Outcome<R>> run(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress) {
    OrderedResults<R> results = OrderedResults.expecting(molecules);
    runAsCompleted(
        description,
        molecules,
        function,
        progress,
        (molecule, outcomes) -> outcomes.forEach(results::place));
    return results.inOrder();
  }

  /**
   * As {@link #run}, but hands over each molecule's outcomes when it is finished and keeps none:
   * for results that are written, or folded, as they come. When this method has returned or thrown,
   * no molecule of it is running in this JVM, and those on executors have been told to stop.
   *
   * @param finished takes the outcomes of each molecule, exactly once
   * @throws EngineException as {@link #run}
   */
  <T, R> void runAsCompleted(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress,
      MoleculeListener<T, R> finished);

  /**
   * Makes a value readable by every molecule. It must not be changed afterwards.
   *
   * @return a handle for the molecule function to capture; close it, or the engine, when done
   */
  <V> Shared<V> share(V value);

  /** How many molecules can run at the same time; a hint for the planner, at least 1. */
  int parallelism();

  /** Where it runs, for the manifest: {@code local threads 2}, {@code spark local[2]}. */
  String name();

  /** Ends threads and shared values of this engine; what was given to it stays open. */
  @Override
  void close();
}
