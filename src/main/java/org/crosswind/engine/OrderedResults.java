package org.crosswind.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * A slot for the outcome of each atom: whatever order outcomes arrive in, they leave in input
 * order, and none is missing, double or unknown. Not thread-safe.
 *
 * @param <R> the result
 */
public final class OrderedResults<R> {
  /** Ascending atom indexes; {@code null} when they are 0, 1, 2, .., the common case. */
  private final int[] indexes;

  private final List<Outcome<R>> slots;
  private int filled;

  private OrderedResults(int[] indexes) {
    boolean dense = true;
    for (int i = 0; i < indexes.length; i++) {
      dense &= indexes[i] == i;
    }
    this.indexes = dense ? null : indexes;
    this.slots = new ArrayList<>(indexes.length);
    for (int i = 0; i < indexes.length; i++) {
      slots.add(null);
    }
  }

  /**
   * Expects one outcome for each atom of a plan.
   *
   * @throws EngineException when an atom index is in the plan twice
   */
  public static <T, R> OrderedResults<R> expecting(List<Molecule<T>> molecules) {
    int[] indexes =
        molecules.stream()
            .flatMap(m -> m.atoms().stream())
            .mapToInt(Atom::index)
            .sorted()
            .toArray();
    Indexes twice = new Indexes();
    for (int i = 1; i < indexes.length; i++) {
      if (indexes[i] == indexes[i - 1]) {
        twice.add(indexes[i]);
      }
    }
    if (twice.count() > 0) {
      throw new EngineException("the plan has these atoms more than once: " + twice);
    }
    return new OrderedResults<>(indexes);
  }

  /**
   * Puts an outcome in its slot.
   *
   * @throws EngineException when no such atom is expected, or when it has an outcome already
   */
  public void place(Outcome<R> outcome) {
    int index = outcome.index();
    int slot = indexes == null ? index : Arrays.binarySearch(indexes, index);
    if (slot < 0 || slot >= slots.size()) {
      throw new EngineException(
          "an outcome for atom "
              + index
              + ", which is not one of the "
              + slots.size()
              + " planned");
    }
    if (slots.get(slot) != null) {
      throw new EngineException("a second outcome for atom " + index);
    }
    slots.set(slot, outcome);
    filled++;
  }

  /**
   * All outcomes, by ascending atom index.
   *
   * @throws EngineException when one is missing; the message lists the first of them
   */
  public List<Outcome<R>> inOrder() {
    if (filled != slots.size()) {
      Indexes missing = new Indexes();
      for (int slot = 0; slot < slots.size(); slot++) {
        if (slots.get(slot) == null) {
          missing.add(indexes == null ? slot : indexes[slot]);
        }
      }
      throw new EngineException(
          "no outcome for " + missing.count() + " of " + slots.size() + " atoms: " + missing);
    }
    return List.copyOf(slots);
  }
}
