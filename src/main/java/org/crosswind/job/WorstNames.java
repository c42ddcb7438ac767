package org.crosswind.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The netting sets whose CVA grows most under the run's models, as a text table. */
final class WorstNames {
  private WorstNames() {}

  /** The {@code count} worst, largest increase first; ties in input order. */
  static String table(List<XvaSummary> summaries, int count) {
    List<XvaSummary> sorted = new ArrayList<>(summaries);
    sorted.removeIf(s -> Double.isNaN(s.worstIncrease()));
    sorted.sort(Comparator.comparingDouble(XvaSummary::worstIncrease).reversed());
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-4s %-14s %-14s %-18s %14s %14s %14s %8s %14s%n",
            "",
            "netting set",
            "counterparty",
            "model",
            "CVA",
            "wrong-way CVA",
            "increase",
            "alpha",
            "worst case"));
    for (int i = 0; i < Math.min(count, sorted.size()); i++) {
      XvaSummary s = sorted.get(i);
      int m = s.worstModel();
      text.append(
          String.format(
              Locale.ROOT,
              "%-4d %-14s %-14s %-18s %14.6g %14.6g %14.6g %8.3f %14.6g%n",
              i + 1,
              s.id(),
              s.counterparty(),
              s.models()[m],
              s.baselineCva(),
              s.wwrCva()[m],
              s.worstIncrease(),
              s.alpha()[m],
              s.worstCaseCva()));
    }
    return text.toString();
  }
}
