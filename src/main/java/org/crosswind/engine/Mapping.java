package org.crosswind.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;
import org.crosswind.plan.Triangle;

/**
 * A user's inputs and how they are to be worked on; {@link #map} and {@link #submit} apply a
 * function to them. Made by {@link Engine#over}. Each method that chooses something returns a new
 * mapping, so one can be kept and used again.
 *
 * <pre>{@code
 * engine.over(books).named("calibration").equalCost(Book::cells).progress(bar).submit(Book::fit)
 * }</pre>
 *
 * @param <T> the input
 */
public final class Mapping<T> {
  /**
   * Molecules for each core when nobody said: more than the planner's own default, since the cost
   * of a user's function is not known and progress is told by the molecule.
   */
  public static final int MOLECULES_PER_CORE = 16;

  private final Engine engine;
  private final List<T> inputs;
  private final Settings<T> settings;

  Mapping(Engine engine, List<? extends T> inputs) {
    this(
        engine,
        Collections.unmodifiableList(new ArrayList<>(inputs)),
        new Settings<>("map", ProgressListener.NONE, OnFailure.CONTINUE, 0, input -> 1, null));
  }

  private Mapping(Engine engine, List<T> inputs, Settings<T> settings) {
    this.engine = engine;
    this.inputs = inputs;
    this.settings = settings;
  }

  private Mapping<T> with(Settings<T> changed) {
    return new Mapping<>(engine, inputs, changed);
  }

  /** What progress, Spark's UI and messages call it; {@code map} by default. */
  public Mapping<T> named(String description) {
    Objects.requireNonNull(description, "description");
    return with(settings.description(description));
  }

  /**
   * Who is told how far it has come, after every molecule; for example a {@link TerminalProgress}.
   */
  public Mapping<T> progress(ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(settings.progress(listener));
  }

  /** Ends everything at the first input that fails; by default the others go on. */
  public Mapping<T> stopOnFailure() {
    return with(settings.onFailure(OnFailure.STOP));
  }

  /**
   * How many molecules (tasks) to make, at least 1; by default {@value #MOLECULES_PER_CORE} for
   * each core. There are never more than inputs. No result depends on it.
   */
  public Mapping<T> molecules(int molecules) {
    if (molecules < 1) {
      throw new IllegalArgumentException("cannot make " + molecules + " molecules, expected >= 1");
    }
    return with(settings.molecules(molecules));
  }

  /**
   * Molecules of nearly equal cost. By default they have nearly equal numbers of inputs.
   *
   * @param cost of an input, at least 1, in any unit that adds up: bytes, cells, seconds
   */
  public Mapping<T> equalCost(ToLongFunction<? super T> cost) {
    Objects.requireNonNull(cost, "cost");
    return with(settings.cost(cost).triangle(null));
  }

  /**
   * Molecules of nearly equal area, for inputs that are the rows of a triangle: all pairs of a
   * list, for example.
   */
  public Mapping<T> nestedLoops(Triangle triangle) {
    Objects.requireNonNull(triangle, "triangle");
    return with(settings.triangle(triangle));
  }

  /**
   * Applies a function to each input and returns when all have a result or a failure. The function
   * runs in the engine's threads or executors; progress is told on this one.
   *
   * @param function should depend on nothing but its input and what it captured; it may be called
   *     more than once for an input when a machine is lost
   * @return in input order
   * @throws InputFailedException for the first failure seen, after {@link #stopOnFailure}
   * @throws EngineException when the run cannot be completed, or the calling thread is interrupted
   *     (its flag is set again, and nothing of this runs any more)
   */
  public <R> Results<T, R> map(AtomFunction<T, R> function) {
    Arrivals<T, R> arrivals = new Arrivals<>(inputs, settings.onFailure());
    run(plan(), function, arrivals, settings.progress());
    return arrivals.inOrder();
  }

  /**
   * The same in the background: returns at once. Progress is told on a thread of the submission.
   *
   * @see Submission
   */
  public <R> Submission<T, R> submit(AtomFunction<T, R> function) {
    Objects.requireNonNull(function, "function");
    List<Molecule<T>> molecules = plan();
    return Submission.start(
        settings.description(),
        new Arrivals<>(inputs, settings.onFailure()),
        settings.progress(),
        (arrivals, progress) -> run(molecules, function, arrivals, progress));
  }

  private <R> void run(
      List<Molecule<T>> molecules,
      AtomFunction<T, R> function,
      Arrivals<T, R> arrivals,
      ProgressListener progress) {
    Objects.requireNonNull(function, "function");
    engine.runAsCompleted(
        settings.description(),
        molecules,
        new AttemptEach<>(function, settings.onFailure()),
        // Failures travel as data, so the engine does not see which atoms they are.
        (what, done, failed, total) -> progress.progressed(what, done, arrivals.failed(), total),
        (molecule, outcomes) -> arrivals.add(outcomes));
  }

  private List<Molecule<T>> plan() {
    List<Atom<T>> atoms = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      atoms.add(new Atom<>(i, settings.cost().applyAsLong(inputs.get(i)), inputs.get(i)));
    }
    long wanted =
        settings.molecules() > 0
            ? settings.molecules()
            : (long) MOLECULES_PER_CORE * engine.parallelism();
    int molecules = (int) Math.min(wanted, Math.max(1, inputs.size()));
    return settings.triangle() == null
        ? MoleculePlanner.equalCost(atoms, molecules)
        : MoleculePlanner.nestedLoops(atoms, molecules, settings.triangle());
  }

  /** The choices; equal counts are equal costs of one each. */
  private record Settings<T>(
      String description,
      ProgressListener progress,
      OnFailure onFailure,
      int molecules,
      ToLongFunction<? super T> cost,
      Triangle triangle) {
    Settings<T> description(String changed) {
      return new Settings<>(changed, progress, onFailure, molecules, cost, triangle);
    }

    Settings<T> progress(ProgressListener changed) {
      return new Settings<>(description, changed, onFailure, molecules, cost, triangle);
    }

    Settings<T> onFailure(OnFailure changed) {
      return new Settings<>(description, progress, changed, molecules, cost, triangle);
    }

    Settings<T> molecules(int changed) {
      return new Settings<>(description, progress, onFailure, changed, cost, triangle);
    }

    Settings<T> cost(ToLongFunction<? super T> changed) {
      return new Settings<>(description, progress, onFailure, molecules, changed, triangle);
    }

    Settings<T> triangle(Triangle changed) {
      return new Settings<>(description, progress, onFailure, molecules, cost, changed);
    }
  }
}
