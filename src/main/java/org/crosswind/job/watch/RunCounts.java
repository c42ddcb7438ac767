package org.crosswind.job.watch;

import java.util.List;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;

/**
 * How many inputs of a run failed: what every kind of run offers to limits of scope {@code book}.
 *
 * @param inputs read
 * @param failed of them
 */
public record RunCounts(long inputs, long failed) {
  /** The id of figures of the whole run: the same in every run, so that they can be compared. */
  static final String BOOK = "book";

  /** The failed share in [0, 1]; 0 when there is no input. */
  public double failedShare() {
    return inputs == 0 ? 0 : (double) failed / inputs;
  }

  /** What a run offers that has no other figures. */
  public Figures figures() {
    return this::ofBook;
  }

  /** The figures of a limit of scope {@code book}; empty for any other. */
  List<Figure> ofBook(Limit limit) {
    return limit.scope() == Scope.BOOK ? of(BOOK, limit.measure()) : List.of();
  }

  /** The figure of a measure; empty for measures that are no count. */
  public List<Figure> of(String id, Measure measure) {
    return switch (measure) {
      case FAILED -> List.of(new Figure(id, null, null, failed));
      case FAILED_SHARE -> List.of(new Figure(id, null, null, failedShare()));
      default -> List.of();
    };
  }
}
