package org.crosswind.plan;

import java.util.List;

/**
 * One task's worth of neighbouring atoms. How many there are may change with the cluster; no number
 * may change with how many there are.
 *
 * @param number its place among the molecules of the plan, 0-based and dense
 * @param atoms its atoms in input order, at least one
 * @param <T> the atoms' input
 */
public record Molecule<T>(int number, List<Atom<T>> atoms) {
  /** Takes an immutable copy of the atoms. */
  public Molecule {
    atoms = List.copyOf(atoms);
    if (atoms.isEmpty()) {
      throw new IllegalArgumentException("molecule " + number + " has no atoms");
    }
  }

  /** The sum of its atoms' costs. */
  public long cost() {
    long sum = 0;
    for (Atom<T> atom : atoms) {
      sum += atom.cost();
    }
    return sum;
  }
}
