package org.crosswind.job.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.KernelVariant;

/**
 * Figures of a night of XVA, for netting sets, counterparties and the book. A sum over netting sets
 * is taken in the order of the book, in the eight lanes and the tree of every sum of the house, so
 * it does not depend on how the work was divided. A sum under a model is over the sets that have
 * the model; alpha of several sets is the sum of wrong-way CVA over that of CVA, and 1 when both
 * are 0.
 */
public final class XvaFigures implements Figures {
  private static final ArrayOps OPS = KernelVariant.SCALAR.resolve();

  private final List<SetFigures> sets;
  private final List<Double> quantiles;
  private final RunCounts counts;
  private final Supplier<Optional<PreviousXva>> previous;
  private Optional<PreviousXva> found;

  /**
   * The figures of a run.
   *
   * @param sets the netting sets that have results, in the order of the book
   * @param quantiles those of {@link SetFigures#peakPfe}
   * @param counts of the run's netting sets
   * @param previous reads the previous promoted run; called once at most, when a limit needs it
   */
  public XvaFigures(
      List<SetFigures> sets,
      List<Double> quantiles,
      RunCounts counts,
      Supplier<Optional<PreviousXva>> previous) {
    this.sets = List.copyOf(sets);
    this.quantiles = List.copyOf(quantiles);
    this.counts = counts;
    this.previous = previous;
  }

  @Override
  public List<Figure> now(Limit limit) {
    return switch (limit.measure()) {
      case FAILED, FAILED_SHARE -> counts.ofBook(limit);
      case LOSS, LOSS_RATIO, ANNUAL_LOSS, ANNUAL_LOSS_RATIO -> List.of();
      case CVA, WRONG_WAY_CVA, ALPHA, PFE, EEPE -> of(limit, sets);
    };
  }

  @Override
  public Optional<Before> before(Limit limit) {
    if (found == null) {
      found = previous.get();
    }
    return found.map(then -> new Before(then.run(), of(limit, then.sets())));
  }

  private List<Figure> of(Limit limit, List<SetFigures> all) {
    Set<String> ids = new HashSet<>(limit.nettingSets());
    Set<String> counterparties = new HashSet<>(limit.counterparties());
    Map<String, List<SetFigures>> groups = new LinkedHashMap<>();
    for (SetFigures set : all) {
      if ((ids.isEmpty() || ids.contains(set.id()))
          && (counterparties.isEmpty() || counterparties.contains(set.counterparty()))) {
        String group =
            switch (limit.scope()) {
              case NETTING_SET -> set.id();
              case COUNTERPARTY -> set.counterparty();
              case BOOK, PORTFOLIO -> RunCounts.BOOK;
            };
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(set);
      }
    }
    if (limit.scope() == Scope.PORTFOLIO) {
      return List.of();
    }
    List<Figure> figures = new ArrayList<>();
    groups.forEach((id, group) -> ofGroup(limit, id, group, figures));
    return figures;
  }

  private void ofGroup(Limit limit, String id, List<SetFigures> group, List<Figure> figures) {
    String counterparty = limit.scope() == Scope.NETTING_SET ? group.get(0).counterparty() : null;
    if (!limit.measure().perModel()) {
      figures.add(new Figure(id, counterparty, null, total(limit, group)));
      return;
    }
    Set<String> models = new LinkedHashSet<>();
    group.forEach(set -> models.addAll(List.of(set.models())));
    for (String model : models) {
      if (wanted(limit, model)) {
        figures.add(new Figure(id, counterparty, model, total(limit.measure(), group, model)));
      }
    }
  }

  /** A limit names a model by its name, or by name and parameter. */
  private static boolean wanted(Limit limit, String label) {
    return limit.models().isEmpty()
        || limit.models().contains(label)
        || limit.models().contains(label.split(" ", 2)[0]);
  }

  private double total(Limit limit, List<SetFigures> group) {
    if (limit.measure() == Measure.PFE) {
      return group.get(0).peakPfe()[quantiles.indexOf(limit.quantile())]; // of a netting set only
    }
    double[] values = new double[group.size()];
    for (int i = 0; i < values.length; i++) {
      SetFigures set = group.get(i);
      values[i] = limit.measure() == Measure.EEPE ? set.eepe() : set.cva();
    }
    return OPS.sum(values, 0, values.length);
  }

  private static double total(Measure measure, List<SetFigures> group, String model) {
    double[] baseline = new double[group.size()];
    double[] wrongWay = new double[group.size()];
    int count = 0;
    for (SetFigures set : group) {
      int m = List.of(set.models()).indexOf(model);
      if (m >= 0) {
        if (measure == Measure.ALPHA && group.size() == 1) {
          return set.alpha()[m];
        }
        baseline[count] = set.cva();
        wrongWay[count++] = set.wrongWayCva()[m];
      }
    }
    double sum = OPS.sum(wrongWay, 0, count);
    if (measure == Measure.WRONG_WAY_CVA) {
      return sum;
    }
    double base = OPS.sum(baseline, 0, count);
    return base == 0 && sum == 0 ? 1 : sum / base;
  }
}
