package org.crosswind.calc.stats;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.crosswind.kernel.stats.ColumnStatistics.Kind;

/**
 * A statistic by the name that a person gives it.
 *
 * @param name as it was given, in small letters: {@code mean}, {@code tvar:0.99}
 * @param kind what is computed
 * @param level of a quantile or expected shortfall, in [0, 1]; 0 otherwise
 */
public record SampleStatistic(String name, Kind kind, double level) {
  /** The names, for messages and help. */
  public static final String NAMES =
      "mean, annual-loss (the mean, of rows that are periods), sum, variance, standard-deviation,"
          + " median, quantile:P, var:P, expected-shortfall:P, tvar:P, return-period:T";

  private static final Map<String, Kind> PLAIN =
      Map.of(
          "mean", Kind.MEAN,
          "annual-loss", Kind.MEAN,
          "aal", Kind.MEAN,
          "sum", Kind.SUM,
          "variance", Kind.VARIANCE,
          "standard-deviation", Kind.STANDARD_DEVIATION,
          "sd", Kind.STANDARD_DEVIATION);

  private static final Map<String, Kind> WITH_LEVEL =
      Map.of(
          "quantile", Kind.QUANTILE,
          "var", Kind.QUANTILE,
          "value-at-risk", Kind.QUANTILE,
          "expected-shortfall", Kind.EXPECTED_SHORTFALL,
          "es", Kind.EXPECTED_SHORTFALL,
          "tvar", Kind.EXPECTED_SHORTFALL);

  /** Checks. */
  public SampleStatistic {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException(name + ": the level is " + level + ", expected 0 to 1");
    }
  }

  /**
   * The statistic of a name. {@code return-period:T} is the loss that one period in T exceeds: the
   * quantile at 1 - 1/T.
   *
   * @throws IllegalArgumentException when there is no such statistic; the message lists the names
   */
  public static SampleStatistic named(String text) {
    String name = text.trim().toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    if (name.equals("median")) {
      return new SampleStatistic(name, Kind.QUANTILE, 0.5);
    }
    if (colon < 0 && PLAIN.containsKey(name)) {
      return new SampleStatistic(name, PLAIN.get(name), 0);
    }
    if (colon > 0) {
      String head = name.substring(0, colon);
      double number = number(name, name.substring(colon + 1));
      if (WITH_LEVEL.containsKey(head)) {
        return new SampleStatistic(name, WITH_LEVEL.get(head), number);
      }
      if (head.equals("return-period")) {
        if (!(number >= 1)) {
          throw new IllegalArgumentException(
              name + ": the return period is " + number + ", expected 1 period or more");
        }
        return new SampleStatistic(name, Kind.QUANTILE, 1 - 1 / number);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no statistic, expected one of " + NAMES + "; P in [0, 1], T in periods");
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + ": '" + text + "' after the colon, expected a number");
    }
  }
}
