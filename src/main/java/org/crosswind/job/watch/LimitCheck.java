package org.crosswind.job.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Limit.Action;
import org.crosswind.job.config.Limit.Change;
import org.crosswind.report.RunManifest.LimitOutcome;

/**
 * Compares figures with limits.
 *
 * <ul>
 *   <li>A figure of exactly the threshold is no breach; NaN is a breach of every limit.
 *   <li>A change is the figure less the previous one; relative, that over the previous one's size.
 *       From 0 to 0 is a relative change of 0, from 0 to anything else an infinite one. When either
 *       figure is NaN the change is NaN, and so a breach.
 *   <li>Without a previous run, or for what it did not have, there is no change to compare; how
 *       often that happened is told, and so is how many figures there should have been and were
 *       not. What the previous run had and this one has not is not compared either: limit {@code
 *       failed}, or the book's total, for that.
 * </ul>
 */
public final class LimitCheck {
  private LimitCheck() {}

  /**
   * What came of it.
   *
   * @param checked a row a limit
   * @param breaches in the order of the limits and then of the figures
   */
  public record Result(List<LimitOutcome> checked, List<Breach> breaches) {
    /** No limits. */
    public static final Result NONE = new Result(List.of(), List.of());

    /** Copies the lists. */
    public Result {
      checked = List.copyOf(checked);
      breaches = List.copyOf(breaches);
    }

    /** Whether a breach keeps the run from becoming the latest. */
    public boolean withholds() {
      return breaches.stream().anyMatch(breach -> breach.limit().action() == Action.WITHHOLD);
    }
  }

  /** Checks every limit. */
  public static Result check(List<Limit> limits, Figures figures) {
    List<LimitOutcome> checked = new ArrayList<>();
    List<Breach> breaches = new ArrayList<>();
    for (Limit limit : limits) {
      int before = breaches.size();
      List<Figure> now = figures.now(limit);
      int compared =
          limit.change() == Change.NONE
              ? values(limit, now, breaches)
              : changes(limit, now, figures.before(limit), breaches);
      checked.add(
          new LimitOutcome(
              limit.name(),
              compared,
              now.size() - compared + figures.missing(limit),
              breaches.size() - before));
    }
    return new Result(checked, breaches);
  }

  private static int values(Limit limit, List<Figure> now, List<Breach> breaches) {
    for (Figure figure : now) {
      compare(limit, figure, null, null, figure.value(), breaches);
    }
    return now.size();
  }

  private static int changes(
      Limit limit, List<Figure> now, Optional<Figures.Before> before, List<Breach> breaches) {
    if (before.isEmpty()) {
      return 0;
    }
    Map<Figure.Key, Double> previous = new HashMap<>();
    before.get().figures().forEach(figure -> previous.put(figure.key(), figure.value()));
    int compared = 0;
    for (Figure figure : now) {
      Double then = previous.get(figure.key());
      if (then != null) {
        compared++;
        double change = change(limit.change(), figure.value(), then);
        compare(limit, figure, then, before.get().run(), change, breaches);
      }
    }
    return compared;
  }

  static double change(Change kind, double now, double before) {
    double absolute = now - before;
    if (kind == Change.ABSOLUTE || absolute == 0 && before == 0) {
      return absolute;
    }
    return absolute / Math.abs(before);
  }

  private static void compare(
      Limit limit,
      Figure figure,
      Double previous,
      String previousRun,
      double compared,
      List<Breach> breaches) {
    boolean hasMax = limit.max() != Double.POSITIVE_INFINITY;
    boolean hasMin = limit.min() != Double.NEGATIVE_INFINITY;
    // Written so that NaN is a breach, of one side only.
    boolean above = hasMax && !(compared <= limit.max());
    boolean below = hasMin && !(compared >= limit.min());
    if (above || below) {
      breaches.add(new Breach(limit, figure, previous, previousRun, compared, above));
    }
  }
}
