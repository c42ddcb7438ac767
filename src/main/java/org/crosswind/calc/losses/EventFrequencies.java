package org.crosswind.calc.losses;

import java.util.Arrays;
import org.crosswind.model.insurance.Occurrences;
import org.crosswind.model.insurance.PeriodWeights;

/**
 * How often each event happens in a year: the sum of the weights of the periods of its occurrences,
 * {@code f(e) = sum over occurrences o of e of w(period(o))}. With equal weights that is the number
 * of occurrences over the number of periods, divided once.
 *
 * <p>The expected annual sum of what events cost is then the sum of {@code f(e) x cost(e)}, which
 * is the mean over weighted periods of the sums within each.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class EventFrequencies {
  private final int[] events;
  private final double[] frequencies;

  private EventFrequencies(int[] events, double[] frequencies) {
    this.events = events;
    this.frequencies = frequencies;
  }

  /**
   * The frequencies of all events that occur; weights are added in the order of the rows.
   *
   * @throws IllegalArgumentException when both do not have the same number of periods
   */
  public static EventFrequencies of(Occurrences occurrences, PeriodWeights weights) {
    if (weights.periods() != occurrences.periods()) {
      throw new IllegalArgumentException(
          weights.periods() + " weights for " + occurrences.periods() + " periods");
    }
    int[] events = distinct(occurrences.eventId());
    double[] sums = new double[events.length];
    for (int row = 0; row < occurrences.size(); row++) {
      int at = Arrays.binarySearch(events, occurrences.eventId()[row]);
      sums[at] += weights.areEqual() ? 1 : weights.weight(occurrences.periodNo()[row]);
    }
    if (weights.areEqual()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] /= weights.periods();
      }
    }
    return new EventFrequencies(events, sums);
  }

  private static int[] distinct(int[] ids) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  /** How many events occur at all. */
  public int size() {
    return events.length;
  }

  /**
   * The frequency of an event.
   *
   * @return a year, 0 for an event that never occurs
   */
  public double of(int event) {
    int at = Arrays.binarySearch(events, event);
    return at < 0 ? 0 : frequencies[at];
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof EventFrequencies that
        && Arrays.equals(events, that.events)
        && Arrays.equals(frequencies, that.frequencies);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(events) + Arrays.hashCode(frequencies);
  }
}
