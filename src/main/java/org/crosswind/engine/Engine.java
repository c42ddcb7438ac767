package org.crosswind.engine;

import java.util.List;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * Runs functions over inputs somewhere and brings the outcomes back in input order.
 *
 * <p>A user's own function needs no more than this:
 *
 * <pre>{@code
 * try (Engine engine = Engine.local(4)) {
 *   Results<Integer, Double> results = engine.map(inputs, n -> estimate(n));
 *   results.failures().forEach(System.err::println);
 * }
 * }</pre>
 *
 * <p>{@link #submit} does the same in the background, and {@link #over} has the choices: a name,
 * progress, molecules, failing fast. On Spark the engine is {@code SparkEngine.on(session)};
 * nothing else changes. Jobs, which make plans of their own and send registered classes, call
 * {@link #run} and {@link #runAsCompleted}.
 */
public interface Engine extends AutoCloseable {
  /** An engine on as many threads of this JVM as there are processors. */
  static Engine local() {
    return local(Runtime.getRuntime().availableProcessors());
  }

  /**
   * An engine on threads of this JVM.
   *
   * @param threads at least 1
   */
  static Engine local(int threads) {
    return new LocalEngine(threads);
  }

  /**
   * Applies a function to each input and returns when all have a result or a failure.
   *
   * @param inputs any values, null too; not to be changed meanwhile
   * @param function where inputs travel (on Spark) it must be serialisable, with all it captures
   * @return in input order
   * @throws EngineException as {@link #run}
   * @see Mapping#map
   */
  default <T, R> Results<T, R> map(List<? extends T> inputs, AtomFunction<T, R> function) {
    return this.<T>over(inputs).map(function);
  }

  /**
   * Starts to apply a function to each input and returns at once.
   *
   * @see Mapping#submit
   */
  default <T, R> Submission<T, R> submit(List<? extends T> inputs, AtomFunction<T, R> function) {
    return this.<T>over(inputs).submit(function);
  }

  /** The same with choices: {@code engine.over(inputs).named("calibration").submit(function)}. */
  default <T> Mapping<T> over(List<? extends T> inputs) {
    return new Mapping<>(this, inputs);
  }

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
