package org.crosswind.model.credit;

import java.util.Arrays;

/** Reading a positive decreasing curve: exact at its times, log-linear between and beyond. */
final class LogLinear {
  private LogLinear() {}

  /**
   * The value at {@code time}: 1 at zero, the given value at a given time, log-linear between, and
   * beyond the last time at the rate of the last interval. A value of zero stays zero from there
   * on.
   */
  static double at(double[] times, double[] values, double time) {
    int found = Arrays.binarySearch(times, time);
    if (found >= 0) {
      return values[found];
    }
    int right = Math.min(-found - 1, times.length - 1);
    double t0 = right == 0 ? 0 : times[right - 1];
    double t1 = times[right];
    double v0 = right == 0 ? 1 : values[right - 1];
    double v1 = values[right];
    if (t1 == t0) {
      return v1; // a single point at time zero
    }
    if (v0 == 0) {
      return 0;
    }
    double share = (time - t0) / (t1 - t0);
    return v0 * Math.exp(share * Math.log(v1 / v0));
  }

  /** The rate {@code -ln(value)'} on the interval that ends at or holds {@code time}. */
  static double rate(double[] times, double[] values, double time) {
    int found = Arrays.binarySearch(times, time);
    int right = Math.min(found >= 0 ? found : -found - 1, times.length - 1);
    if (right == 0 && times[0] == 0) {
      if (times.length == 1) {
        return 0;
      }
      right = 1;
    }
    double t0 = right == 0 ? 0 : times[right - 1];
    double v0 = right == 0 ? 1 : values[right - 1];
    return (Math.log(v0) - Math.log(values[right])) / (times[right] - t0);
  }
}
