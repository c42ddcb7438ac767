package org.crosswind.job.watch;

import java.util.Locale;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Words;

/**
 * A figure that broke a limit.
 *
 * @param limit which
 * @param figure the figure
 * @param previous the figure of the previous run; null for a limit that is not about change
 * @param previousRun the previous run; null likewise
 * @param compared the figure or its change
 * @param above whether it broke the maximum; otherwise the minimum
 */
public record Breach(
    Limit limit,
    Figure figure,
    Double previous,
    String previousRun,
    double compared,
    boolean above) {

  /** The maximum or minimum that it broke. */
  public double threshold() {
    return above ? limit.max() : limit.min();
  }

  /** One line for a person. */
  public String oneLine() {
    StringBuilder text = new StringBuilder(limit.name()).append(": ");
    text.append(Words.of(limit.scope())).append(' ').append(figure.id());
    if (figure.model() != null) {
      text.append(" under ").append(figure.model());
    }
    text.append(": ").append(Words.of(limit.measure())).append(' ').append(number(figure.value()));
    if (previous != null) {
      text.append(" after ").append(number(previous)).append(" in ").append(previousRun);
      text.append(", ").append(Words.of(limit.change())).append(" change ");
      text.append(number(compared));
    }
    text.append(Double.isNaN(compared) ? ", which no limit admits, " : above ? " > " : " < ");
    text.append(above ? "max " : "min ").append(number(threshold()));
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
