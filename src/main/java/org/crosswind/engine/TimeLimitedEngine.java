package org.crosswind.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * An engine on which an atom that hangs is a failed atom ({@link FailureReason#TIMED_OUT}), and the
 * others have the results that they would have without it.
 *
 * <p>A molecule that stands still in an atom for longer than the limit ends; the others go on; and
 * when they are through, it is computed again without that atom, from the beginning. What is left
 * out is decided here, once, and not by each attempt: two attempts at a molecule, on whatever
 * machines, still compute and write the same.
 *
 * <p>This is for inputs that hang, one here and there. When the cause is elsewhere the run ends, as
 * for a molecule that hangs outside of its atoms: when more than half of {@value #MANY} or more
 * molecules hang, or more than {@value #MOST_GIVEN_UP} places of one molecule.
 *
 * <p>The function must tell {@link CurrentMolecule} where it is and ask what is left out, as those
 * of {@link AtomFunctions} do. Closing this engine leaves the one behind open.
 */
public final class TimeLimitedEngine extends DelegatingEngine {
  static final int MANY = 8;
  static final int MOST_GIVEN_UP = 10;

  private static final Logger LOG = System.getLogger(TimeLimitedEngine.class.getName());

  private final Duration limit;

  private TimeLimitedEngine(Engine engine, Duration limit) {
    super(engine);
    this.limit = limit;
  }

  /**
   * An engine with a limit.
   *
   * @param limit how long a molecule may stay at one atom; zero for any time
   */
  public static Engine of(Engine engine, Duration limit) {
    Objects.requireNonNull(engine, "engine");
    return limit.isZero() ? engine : new TimeLimitedEngine(engine, limit);
  }

  @Override
  public <T, R> void runAsCompleted(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress,
      MoleculeListener<T, R> finished) {
    Rounds<T, R> rounds = new Rounds<>(description, molecules, progress, finished);
    rounds.run(TimeLimit.limited(function, limit));
  }

  /** A run: all molecules, then those that hang, until none does. */
  private final class Rounds<T, R> {
    private final String description;
    private final List<Molecule<T>> molecules;
    private final ProgressListener progress;
    private final MoleculeListener<T, R> finished;
    private final Map<Place, Failure> givenUp = new HashMap<>();
    private final long total;
    private long done;
    private long failed;

    Rounds(
        String description,
        List<Molecule<T>> molecules,
        ProgressListener progress,
        MoleculeListener<T, R> finished) {
      this.description = description;
      this.molecules = molecules;
      this.progress = progress;
      this.finished = finished;
      this.total = molecules.stream().mapToLong(molecule -> molecule.atoms().size()).sum();
    }

    void run(TimeLimit<T, R> limited) {
      tell();
      List<Molecule<T>> missing = molecules;
      for (int round = 0; round == 0 || !missing.isEmpty(); round++) {
        Map<Integer, GivingUp.Hang> hanging = round(round, missing, limited);
        requireFew(round, missing.size(), hanging);
        List<Molecule<T>> again = new ArrayList<>();
        for (Molecule<T> molecule : missing) {
          GivingUp.Hang hang = hanging.get(molecule.number());
          if (hang != null) {
            LOG.log(
                Level.WARNING,
                "{0}: {1}; its molecule is computed again without it",
                description,
                hang.failure().oneLine());
            givenUp.put(hang.place(), hang.failure());
            again.add(molecule);
          }
        }
        missing = again;
      }
    }

    /** Those that hang, by their number in the plan. */
    private Map<Integer, GivingUp.Hang> round(
        int round, List<Molecule<T>> missing, TimeLimit<T, R> limited) {
      int[] numbers = missing.stream().mapToInt(Molecule::number).toArray();
      List<Molecule<T>> renumbered = missing;
      if (round > 0) {
        renumbered = new ArrayList<>(missing.size());
        for (Molecule<T> molecule : missing) {
          renumbered.add(new Molecule<>(renumbered.size(), molecule.atoms()));
        }
      }
      Map<Integer, GivingUp.Hang> hanging = new HashMap<>();
      behind()
          .<T, R>runAsCompleted(
              round == 0 ? description : description + ", again without what hangs",
              renumbered,
              new GivingUp<>(limited, numbers, givenUp),
              ProgressListener.NONE,
              (molecule, outcomes) -> {
                int number = numbers[molecule.number()];
                Optional<GivingUp.Hang> hang = GivingUp.hang(outcomes);
                if (hang.isPresent()) {
                  hanging.put(number, hang.get());
                } else {
                  deliver(molecules.get(number), outcomes);
                }
              });
      return hanging;
    }

    private void deliver(Molecule<T> molecule, List<Outcome<R>> outcomes) {
      finished.finished(molecule, outcomes);
      done += outcomes.size();
      failed += outcomes.stream().filter(Failed.class::isInstance).count();
      tell();
    }

    private void requireFew(int round, int ran, Map<Integer, GivingUp.Hang> hanging) {
      if (round == 0 && ran >= MANY && 2 * hanging.size() > ran) {
        throw new EngineException(
            description
                + ": "
                + hanging.size()
                + " of "
                + ran
                + " molecules hang, which is no fault of single inputs: look at disks and network."
                + first(hanging));
      }
      if (round == MOST_GIVEN_UP && !hanging.isEmpty()) {
        throw new EngineException(
            description
                + ": more than "
                + MOST_GIVEN_UP
                + " inputs of one molecule hang."
                + first(hanging));
      }
    }

    private String first(Map<Integer, GivingUp.Hang> hanging) {
      GivingUp.Hang first = hanging.values().iterator().next();
      return " One of them: " + first.failure().oneLine();
    }

    private void tell() {
      try {
        progress.progressed(description, done, failed, total);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a progress listener failed; the run goes on", e);
      }
    }
  }
}
