package org.crosswind.plan;

/**
 * The smallest unit of work whose result does not depend on who computes it.
 *
 * @param index its place in the input, 0-based and dense; outcomes come back in this order
 * @param cost its estimated cost in any unit that is additive over atoms (cells, bytes); at least 1
 * @param input what the computation needs to know of it
 * @param <T> the input
 */
public record Atom<T>(int index, long cost, T input) {
  /** Checks index and cost. */
  public Atom {
    if (index < 0) {
      throw new IllegalArgumentException("atom index " + index + " is negative");
    }
    if (cost < 1) {
      throw new IllegalArgumentException("atom " + index + " has cost " + cost + ", expected >= 1");
    }
  }
}
