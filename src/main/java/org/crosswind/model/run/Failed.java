package org.crosswind.model.run;

/**
 * An atom that has no result, and why.
 *
 * @param index the atom's index
 * @param failure the reason
 * @param <R> the result it does not have
 */
public record Failed<R>(int index, Failure failure) implements Outcome<R> {}
