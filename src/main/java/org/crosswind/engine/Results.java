package org.crosswind.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * What became of the inputs of a user's function, in input order whatever finished first.
 *
 * @param <T> the input
 * @param <R> the result
 */
public final class Results<T, R> implements Iterable<Result<T, R>> {
  private final List<Result<T, R>> inOrder;

  Results(List<Result<T, R>> inOrder) {
    this.inOrder = List.copyOf(inOrder);
  }

  /** A value or an exception for each input, in input order. */
  public List<Result<T, R>> all() {
    return inOrder;
  }

  /** How many inputs have a value or an exception. */
  public int size() {
    return inOrder.size();
  }

  /** The values of the inputs that did not fail, in input order; some may be null. */
  public List<R> values() {
    List<R> values = new ArrayList<>(inOrder.size());
    for (Result<T, R> result : inOrder) {
      if (!result.failed()) {
        values.add(result.value());
      }
    }
    return Collections.unmodifiableList(values);
  }

  /** The inputs that failed, in input order. */
  public List<Result<T, R>> failures() {
    return inOrder.stream().filter(Result::failed).toList();
  }

  /**
   * The value of every input, in input order.
   *
   * @throws InputFailedException for the first input that failed
   */
  public List<R> valuesOrThrow() {
    inOrder.forEach(Result::valueOrThrow);
    return values();
  }

  @Override
  public Iterator<Result<T, R>> iterator() {
    return inOrder.iterator();
  }

  /** For example {@code 98 values, 2 failures}. */
  @Override
  public String toString() {
    int failed = failures().size();
    return inOrder.size() - failed + " values, " + failed + " failures";
  }
}
