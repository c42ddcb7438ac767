package org.crosswind.report;

import java.util.Objects;

/**
 * A figure about a run, as it stands in the table {@code metrics}, in {@code metrics.json} and in
 * the text file for Prometheus.
 *
 * @param name in snake case, without prefix, with its unit at the end where it has one
 * @param label what the value is of, for instance {@code reason}; empty when there is one value
 *     only
 * @param of the value of the label, for instance {@code MALFORMED}
 * @param value the figure
 * @param unit {@code seconds, bytes, 1, info}; empty for a count
 * @param help one line for a person
 */
public record Metric(String name, String label, String of, double value, String unit, String help) {
  /** Checks that nothing is null. */
  public Metric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(help, "help");
  }

  /** A figure without a label. */
  public static Metric of(String name, double value, String unit, String help) {
    return new Metric(name, "", "", value, unit, help);
  }

  /** A figure that is one of several, told apart by a label. */
  public static Metric labelled(
      String name, String label, String of, double value, String unit, String help) {
    return new Metric(name, label, of, value, unit, help);
  }
}
