package org.crosswind.job.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crosswind.job.config.Limit.Action;
import org.crosswind.job.config.Limit.Change;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.crosswind.job.config.Limit.Severity;

/** Reads {@code crosswind.limits}. */
final class LimitKeys {
  static final String KEY = "crosswind.limits";

  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "scope",
          "measure",
          "change",
          "quantile",
          "max",
          "min",
          "netting-set",
          "counterparty",
          "model",
          "portfolio",
          "action",
          "severity");

  private static final Set<Measure> COUNTS = Set.of(Measure.FAILED, Measure.FAILED_SHARE);
  private static final Set<Measure> WITHOUT_CHANGE =
      Set.of(
          Measure.PFE,
          Measure.FAILED,
          Measure.FAILED_SHARE,
          Measure.LOSS_RATIO,
          Measure.ANNUAL_LOSS_RATIO);

  private LimitKeys() {}

  /**
   * The limits.
   *
   * @param quantiles the PFE quantiles of the run
   */
  static List<Limit> read(Keys keys, List<Double> quantiles) {
    List<Limit> limits = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (Config config : keys.objects(KEY)) {
      EntryKeys entry = new EntryKeys(keys, KEY, ++number, config);
      entry.refuseUnknown(KNOWN);
      Optional<Scope> scope = entry.required("scope", Scope.class);
      Optional<Measure> measure = entry.required("measure", Measure.class);
      Change change = entry.choice("change", Change.class).orElse(Change.NONE);
      double max = entry.number("max", Double.POSITIVE_INFINITY);
      double min = entry.number("min", Double.NEGATIVE_INFINITY);
      if (!entry.has("max") && !entry.has("min")) {
        entry.add("neither max nor min is given: expected at least one of them");
      } else if (min > max) {
        entry.add("min " + min + " is above max " + max);
      }
      if (scope.isPresent() && measure.isPresent()) {
        checkPair(entry, scope.get(), measure.get(), change);
      }
      String name = entry.text("name").orElseGet(() -> defaultName(scope, measure, change));
      if (!names.add(name)) {
        entry.add("the name '" + name + "' stands twice: give each limit a name of its own");
      }
      limits.add(
          new Limit(
              name,
              scope.orElse(Scope.BOOK),
              measure.orElse(Measure.CVA),
              change,
              quantile(entry, measure, quantiles),
              max,
              min,
              entry.texts("netting-set"),
              entry.texts("counterparty"),
              entry.texts("model"),
              entry.texts("portfolio"),
              entry.choice("action", Action.class).orElse(Action.REPORT),
              entry.choice("severity", Severity.class).orElse(Severity.WARNING)));
    }
    return limits;
  }

  private static String defaultName(
      Optional<Scope> scope, Optional<Measure> measure, Change change) {
    String name = scope.map(Words::of).orElse("?") + " " + measure.map(Words::of).orElse("?");
    return change == Change.NONE ? name : name + " " + Words.of(change) + " change";
  }

  private static void checkPair(EntryKeys entry, Scope scope, Measure measure, Change change) {
    String what = Words.of(measure);
    if (scope == Scope.PORTFOLIO && !measure.ofLosses() && !COUNTS.contains(measure)) {
      entry.problem(
          "measure",
          "loss, loss-ratio, annual-loss, annual-loss-ratio, failed or failed-share for scope"
              + " portfolio");
    } else if (scope != Scope.PORTFOLIO && measure.ofLosses()) {
      entry.problem("scope", "portfolio for measure " + what);
    } else if (COUNTS.contains(measure) && scope != Scope.BOOK && scope != Scope.PORTFOLIO) {
      entry.problem("scope", "book or portfolio for measure " + what);
    } else if (measure == Measure.PFE && scope != Scope.NETTING_SET) {
      entry.problem("scope", "netting-set for measure pfe: quantiles do not add up");
    }
    if (change != Change.NONE && WITHOUT_CHANGE.contains(measure)) {
      entry.problem("change", "none for measure " + what);
    }
    if (entry.has("model") && !measure.perModel()) {
      entry.problem("model", "none: " + what + " does not depend on the dependence model");
    }
    boolean ofSets = scope != Scope.PORTFOLIO && !COUNTS.contains(measure);
    for (String filter : List.of("netting-set", "counterparty")) {
      if (entry.has(filter) && !ofSets) {
        entry.problem(filter, "none for scope " + Words.of(scope) + " and measure " + what);
      }
    }
    if (entry.has("portfolio") && scope != Scope.PORTFOLIO) {
      entry.problem("portfolio", "none for scope " + Words.of(scope));
    }
  }

  private static double quantile(
      EntryKeys entry, Optional<Measure> measure, List<Double> quantiles) {
    if (measure.isPresent() && measure.get() != Measure.PFE) {
      if (entry.has("quantile")) {
        entry.problem("quantile", "none for measure " + Words.of(measure.get()));
      }
      return Double.NaN;
    }
    double quantile = entry.number("quantile", quantiles.get(0));
    if (entry.has("quantile") && !quantiles.contains(quantile)) {
      entry.problem("quantile", "one of crosswind.xva.pfe-quantiles, " + quantiles);
    }
    return quantile;
  }
}
