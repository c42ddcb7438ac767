package org.crosswind.engine;

import org.crosswind.plan.Molecule;

/** How a molecule is called in messages. */
public final class MoleculeText {
  private MoleculeText() {}

  /** For example {@code molecule 3 (atoms 12 to 17)}. */
  public static String of(Molecule<?> molecule) {
    int first = molecule.atoms().get(0).index();
    int last = molecule.atoms().get(molecule.atoms().size() - 1).index();
    return of(molecule.number(), first, last);
  }

  /** The same from the number of the molecule and the indexes of its first and last atom. */
  public static String of(int number, int first, int last) {
    return "molecule "
        + number
        + (first == last ? " (atom " + first + ")" : " (atoms " + first + " to " + last + ")");
  }
}
