package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosswind.job.diff.AnnualMove.Type;

/**
 * What a person reads of how annual losses moved: totals by perspective and summary set over all
 * analyses, each the sum of its rows in their order, and the summaries that moved most.
 */
final class AnnualSummary {
  private AnnualSummary() {}

  /** Sums of rows, figure by figure. */
  private static final class Total {
    private final double[] sums = new double[FIGURES.length];
    private boolean split = true;

    void add(AnnualMove move, Type type) {
      double[] row = figures(move, type);
      for (int k = 0; k < sums.length; k++) {
        sums[k] += row[k];
      }
      split &= move.isSplit(type);
    }
  }

  private static final String[] FIGURES = {
    "A", "B", "change", "by occurrence", "by loss", "by composition"
  };

  private static double[] figures(AnnualMove move, Type type) {
    return new double[] {
      move.inA(type),
      move.inB(type),
      move.change(type),
      move.byOccurrence(type),
      move.byLoss(type),
      move.byComposition(type)
    };
  }

  /**
   * The text; empty when neither run has annual losses.
   *
   * @param top how many summaries to name
   */
  static String text(List<AnnualMove> moves, List<String> notes, int top) {
    StringBuilder text = new StringBuilder();
    if (moves.isEmpty()) {
      return "";
    }
    line(text, "");
    notes.forEach(note -> line(text, "%s", note));
    for (Type type : Type.values()) {
      if (moves.stream().allMatch(move -> type == Type.SAMPLED && !hasSamples(move))) {
        continue;
      }
      header(text, "annual loss, " + (type == Type.NUMERICAL ? "means" : "samples"));
      Map<String, Total> totals = new LinkedHashMap<>();
      for (AnnualMove move : moves) {
        int set = move.key().set();
        String name = move.key().perspective() + (set == 0 ? " total" : " set " + set);
        totals.computeIfAbsent(name, any -> new Total()).add(move, type);
      }
      totals.forEach((name, total) -> figures(text, name, total.sums, total.split));
    }
    Type type = moves.stream().anyMatch(AnnualSummary::hasSamples) ? Type.SAMPLED : Type.NUMERICAL;
    List<AnnualMove> movers = new ArrayList<>();
    for (AnnualMove move : moves) {
      if (Math.abs(move.change(type)) > 0 && move.key().set() > 0) {
        movers.add(move);
      }
    }
    movers.sort(
        Comparator.comparingDouble((AnnualMove move) -> Math.abs(move.change(type))).reversed());
    if (!movers.isEmpty() && top > 0) {
      header(text, "largest moves");
      for (AnnualMove move : movers.subList(0, Math.min(top, movers.size()))) {
        figures(text, move.key().toString(), figures(move, type), move.isSplit(type));
      }
    }
    return text.toString();
  }

  private static boolean hasSamples(AnnualMove move) {
    return !Double.isNaN(Type.SAMPLED.of(move.a())) || !Double.isNaN(Type.SAMPLED.of(move.b()));
  }

  private static void header(StringBuilder text, String title) {
    line(
        text,
        "%-28s %15s %15s %15s %15s %15s %15s",
        title,
        FIGURES[0],
        FIGURES[1],
        FIGURES[2],
        FIGURES[3],
        FIGURES[4],
        FIGURES[5]);
  }

  private static void figures(StringBuilder text, String label, double[] f, boolean split) {
    if (split) {
      line(
          text,
          "%-28s %15.7g %15.7g %15.7g %15.7g %15.7g %15.7g",
          label,
          f[0],
          f[1],
          f[2],
          f[3],
          f[4],
          f[5]);
    } else {
      line(text, "%-28s %15.7g %15.7g %15.7g %15s %15s", label, f[0], f[1], f[2], "?", "?");
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
