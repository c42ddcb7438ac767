package org.crosswind.model.credit;

import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Checks that several curves share. */
final class Checks {
  private Checks() {}

  static void sameLengthAndNotEmpty(String where, double[] times, double[] values, String what) {
    if (times.length == 0 || times.length != values.length) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          times.length
              + " times and "
              + values.length
              + " "
              + what
              + ", expected as many of both and at least one");
    }
  }

  static void increasing(String where, double[] times, double first) {
    double previous = first;
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] > previous) || times[i] == Double.POSITIVE_INFINITY) {
        throw FailureException.of(
            FailureReason.INVALID,
            where,
            "time " + (i + 1) + " is " + times[i] + ", expected a finite number > " + previous);
      }
      previous = times[i];
    }
  }

  static FailureException value(String where, String what, int i, double value, String expected) {
    return FailureException.of(
        FailureReason.INVALID,
        where,
        what + " " + (i + 1) + " is " + value + ", expected " + expected);
  }
}
