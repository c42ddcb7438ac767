package org.crosswind.model.insurance;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where an analysis finds when its events happen.
 *
 * @param occurrences the file of {@link Occurrences}
 * @param periods the number of periods, or the file of their weights; empty: what the occurrences
 *     say
 */
public record OccurrenceFiles(String occurrences, Optional<String> periods) {
  /** Checks that nothing is null or empty and that a number of periods is one. */
  public OccurrenceFiles {
    Objects.requireNonNull(periods, "periods");
    if (occurrences.isEmpty()) {
      throw new IllegalArgumentException("no file of occurrences");
    }
    if (periods.isPresent() && isNumber(periods.get()) && !isCount(periods.get())) {
      throw new IllegalArgumentException(
          periods.get() + " periods, expected 1 to " + Integer.MAX_VALUE);
    }
  }

  /** Whether a text is meant as a number of periods and not as a file of their weights. */
  public static boolean isNumber(String periods) {
    return !periods.isEmpty() && periods.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a number of periods is one that there can be, 1 to 2147483647. */
  public static boolean isCount(String periods) {
    try {
      return Integer.parseInt(periods) > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The file of weights, when there is one. */
  public Optional<String> weights() {
    return periods.filter(text -> !isNumber(text));
  }

  /** The number of periods, when that is given. */
  public OptionalInt count() {
    return periods
        .filter(OccurrenceFiles::isNumber)
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
