package org.crosswind.model.run;

/**
 * An atom that has a result.
 *
 * @param index the atom's index
 * @param value its result
 * @param <R> the result
 */
public record Done<R>(int index, R value) implements Outcome<R> {}
