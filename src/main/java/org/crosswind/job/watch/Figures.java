package org.crosswind.job.watch;

import java.util.List;
import java.util.Optional;
import org.crosswind.job.config.Limit;

/** What a run offers to its limits. */
public interface Figures {
  /**
   * The figures that a limit is about, in the order of the input.
   *
   * @return empty when this kind of run has no such figure, or the filter leaves none
   */
  List<Figure> now(Limit limit);

  /**
   * The same of the previous promoted run. Only asked for limits on changes.
   *
   * @return empty when there is no such run
   */
  default Optional<Before> before(Limit limit) {
    return Optional.empty();
  }

  /**
   * How many figures a limit is about that this run should have and has not, because something that
   * they need was not given to it. They are counted as not compared.
   */
  default int missing(Limit limit) {
    return 0;
  }

  /**
   * Figures of an earlier run.
   *
   * @param run its id
   * @param figures in any order
   */
  record Before(String run, List<Figure> figures) {
    /** Copies the list. */
    public Before {
      figures = List.copyOf(figures);
    }
  }
}
