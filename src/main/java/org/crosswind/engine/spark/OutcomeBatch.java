package org.crosswind.engine.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.Outcome;

/**
 * A molecule's outcomes on their way to the driver; or, when the function said that the run must
 * stop, that message and no outcomes.
 */
final class OutcomeBatch implements Serializable {
  private static final long serialVersionUID = 1L;

  final int number;
  final int[] indexes;

  /** Which atoms failed, by position. */
  final boolean[] failed;

  /** A payload for each atom that is done, a {@link Failure} for each that failed. */
  final Object[] values;

  /** Why the run must stop; {@code null} if it need not. */
  final String stop;

  OutcomeBatch(int number, int[] indexes, boolean[] failed, Object[] values, String stop) {
    this.number = number;
    this.indexes = indexes;
    this.failed = failed;
    this.values = values;
    this.stop = stop;
  }

  static OutcomeBatch stop(int number, String message) {
    return new OutcomeBatch(number, new int[0], new boolean[0], new Object[0], message);
  }

  static <R> OutcomeBatch pack(int number, List<Outcome<R>> outcomes, PayloadEncoding encoding) {
    int n = outcomes.size();
    int[] indexes = new int[n];
    boolean[] failed = new boolean[n];
    Object[] values = new Object[n];
    for (int i = 0; i < n; i++) {
      Outcome<R> outcome = outcomes.get(i);
      indexes[i] = outcome.index();
      if (outcome instanceof Failed<R> failure) {
        failed[i] = true;
        values[i] = failure.failure();
      } else {
        try {
          values[i] = encoding.wrap(((Done<R>) outcome).value(), result(indexes[i]));
        } catch (FailureException e) {
          failed[i] = true;
          values[i] = e.failure();
        }
      }
    }
    return new OutcomeBatch(number, indexes, failed, values, null);
  }

  <R> List<Outcome<R>> unpack(PayloadEncoding encoding) {
    List<Outcome<R>> outcomes = new ArrayList<>(indexes.length);
    for (int i = 0; i < indexes.length; i++) {
      outcomes.add(failed[i] ? new Failed<>(indexes[i], (Failure) values[i]) : done(i, encoding));
    }
    return outcomes;
  }

  private <R> Outcome<R> done(int i, PayloadEncoding encoding) {
    try {
      return new Done<>(indexes[i], encoding.unwrap(values[i], result(indexes[i])));
    } catch (FailureException e) {
      return new Failed<>(indexes[i], e.failure());
    }
  }

  private static String result(int index) {
    return "the result of atom " + index;
  }
}
