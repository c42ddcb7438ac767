package org.crosswind.job.watch;

import java.util.Objects;

/**
 * A figure that may have a limit.
 *
 * @param id of whom: a netting set, a counterparty, an analysis, or {@code book}
 * @param counterparty of a netting set; null otherwise
 * @param model the dependence model with its parameters; null for a figure without one
 * @param value the figure; NaN when it has none, which breaks every limit
 */
public record Figure(String id, String counterparty, String model, double value) {
  /** Checks the id. */
  public Figure {
    Objects.requireNonNull(id, "id");
  }

  /** What this figure and that of another run have in common. */
  Key key() {
    return new Key(id, model);
  }

  /** Two figures of two runs with the same key are compared. */
  record Key(String id, String model) {}
}
