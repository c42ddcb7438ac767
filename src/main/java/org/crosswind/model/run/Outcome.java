package org.crosswind.model.run;

/**
 * What became of one atom: a result or a failure, never both, never neither.
 *
 * @param <R> the result
 */
public sealed interface Outcome<R> permits Done, Failed {
  /** The atom's index, fixed when the input was read; 0-based and dense. */
  int index();
}
