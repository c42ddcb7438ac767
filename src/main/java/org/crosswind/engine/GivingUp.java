package org.crosswind.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * What a {@link TimeLimitedEngine} runs: molecules under a time limit, without what the driver has
 * given up. A molecule that hangs in an atom comes back as data, so that the others go on; every
 * attempt at a molecule leaves out the same, so that all write the same bytes.
 *
 * <p>The data are failed outcomes that no function returns: {@link #SEALED} stands at the beginning
 * of {@code where}, followed by the part and the name of the atom that hangs, or by nothing.
 */
final class GivingUp<T, R> implements MoleculeFunction<T, R> {
  private static final long serialVersionUID = 1L;
  private static final char SEALED = '\u0000';

  private final TimeLimit<T, R> limited;
  private final int[] numbers;
  private final HashMap<Place, Failure> givenUp;

  /**
   * Molecules under a limit.
   *
   * @param numbers of the molecules in the plan, by their number in this round
   * @param givenUp what is left out, and why
   */
  GivingUp(TimeLimit<T, R> limited, int[] numbers, Map<Place, Failure> givenUp) {
    this.limited = limited;
    this.numbers = numbers.clone();
    this.givenUp = new HashMap<>(givenUp);
  }

  /** A place where a molecule hangs, and what to say about it. */
  record Hang(Place place, Failure failure) {}

  @Override
  public List<Outcome<R>> apply(Molecule<T> numbered) throws Exception {
    Molecule<T> molecule = new Molecule<>(numbers[numbered.number()], numbered.atoms());
    CurrentMolecule outer = CurrentMolecule.get();
    CurrentMolecule current = new CurrentMolecule(givenUp);
    try (CurrentMolecule.Entered entered = current.enter()) {
      return limited.apply(molecule);
    } catch (MoleculeTimeoutException e) {
      Optional<Place> place = e.place();
      // A function that does not ask what is left out would hang there again and again.
      if (place.isEmpty() || givenUp.containsKey(place.get())) {
        throw e;
      }
      return sealed(molecule, place.get(), e.failure());
    } finally {
      if (outer != null) {
        outer.count(current.bytesRead(), current.bytesWritten());
      }
    }
  }

  private static <T, R> List<Outcome<R>> sealed(
      Molecule<T> molecule, Place place, Failure failure) {
    List<Outcome<R>> outcomes = new ArrayList<>(molecule.atoms().size());
    for (Atom<T> atom : molecule.atoms()) {
      boolean hangs = atom.index() == place.atom();
      String where =
          hangs ? "" + SEALED + place.part() + SEALED + failure.where() : String.valueOf(SEALED);
      String message = hangs ? failure.message() : "";
      outcomes.add(
          new Failed<>(atom.index(), new Failure(FailureReason.TIMED_OUT, where, message)));
    }
    return outcomes;
  }

  /** Where the molecule with these outcomes hangs; empty for outcomes of the function. */
  static <R> Optional<Hang> hang(List<Outcome<R>> outcomes) {
    for (Outcome<R> outcome : outcomes) {
      if (!(outcome instanceof Failed<R> failed) || !isSealed(failed.failure().where())) {
        return Optional.empty();
      }
      String where = failed.failure().where();
      int end = where.indexOf(SEALED, 1);
      if (end > 0) {
        Place place = new Place(failed.index(), Long.parseLong(where.substring(1, end)));
        String name = where.substring(end + 1);
        return Optional.of(
            new Hang(
                place, new Failure(FailureReason.TIMED_OUT, name, failed.failure().message())));
      }
    }
    return Optional.empty();
  }

  private static boolean isSealed(String where) {
    return !where.isEmpty() && where.charAt(0) == SEALED;
  }
}
