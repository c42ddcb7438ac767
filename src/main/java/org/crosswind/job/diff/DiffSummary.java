package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import org.crosswind.calc.xva.CvaDriver;
import org.crosswind.job.diff.CvaMove.Measure;
import org.crosswind.job.diff.CvaMove.Status;

/** What a person reads of a difference: counts, totals of the book, the largest movers. */
final class DiffSummary {
  private static final String[] PARTS = {
    "exposure", "credit", "discounting", "recovery", "model", "composition"
  };

  private final int top;
  private final Map<Status, Integer> sets = new EnumMap<>(Status.class);
  private final Map<String, double[]> totals = new LinkedHashMap<>();
  private final Map<Measure, PriorityQueue<Mover>> movers = new EnumMap<>(Measure.class);
  private final List<String> notes = new ArrayList<>();
  private long rows;
  private CvaMove worst;

  /** A move and its place, which decides between equal ones. */
  private record Mover(CvaMove move, long place) {
    /** Smaller moves first. */
    static final Comparator<Mover> ORDER =
        Comparator.<Mover>comparingDouble(m -> Math.abs(m.move().change()))
            .thenComparing(Comparator.comparingLong(Mover::place).reversed());
  }

  /**
   * An empty summary.
   *
   * @param top how many movers to name, of CVA and of wrong-way CVA
   */
  DiffSummary(int top) {
    this.top = top;
  }

  /** Takes a move. */
  void add(CvaMove move) {
    rows++;
    if (move.measure() == Measure.BASELINE_CVA) {
      sets.merge(move.status(), 1, Integer::sum);
      if (move.status() != Status.COMPARED && notes.size() < top) {
        notes.add(move.id() + ": " + move.note());
      }
    }
    double[] total = totals.computeIfAbsent(move.label(), label -> new double[3 + PARTS.length]);
    total[0] += Double.isNaN(move.valueA()) ? 0 : move.valueA();
    total[1] += Double.isNaN(move.valueB()) ? 0 : move.valueB();
    double[] row = figures(move);
    for (int k = 2; k < total.length; k++) {
      total[k] += row[k];
    }
    if (move.measure() == Measure.BASELINE_CVA) {
      endSet();
      keep(move);
    } else if (worst == null || !(Math.abs(move.change()) <= Math.abs(worst.change()))) {
      worst = move;
    }
  }

  /** Of a set with many models only the one that moved most is a mover. */
  private void endSet() {
    if (worst != null) {
      keep(worst);
      worst = null;
    }
  }

  private void keep(CvaMove move) {
    if (Math.abs(move.change()) > 0) { // not NaN either
      PriorityQueue<Mover> queue =
          movers.computeIfAbsent(move.measure(), m -> new PriorityQueue<>(Mover.ORDER));
      queue.add(new Mover(move, rows));
      if (queue.size() > top) {
        queue.remove();
      }
    }
  }

  /** A value for each column of figures. */
  private static double[] figures(CvaMove move) {
    double[] figures = new double[3 + PARTS.length];
    figures[0] = move.valueA();
    figures[1] = move.valueB();
    figures[2] = move.change();
    System.arraycopy(move.parts(), 0, figures, 3, CvaDriver.values().length);
    figures[3 + CvaDriver.values().length] = move.composition();
    return figures;
  }

  /**
   * The text.
   *
   * @param failedInBoth sets that have no result in either run
   */
  String text(String runA, String runB, List<CvaDriver> order, int failedInBoth) {
    endSet();
    StringBuilder text = new StringBuilder();
    line(text, "A is %s, B is %s; steps: %s", runA, runB, steps(order));
    line(
        text,
        "netting sets: %d compared, %d new, %d gone, %d failed in A only, %d in B only, %d in both",
        count(Status.COMPARED),
        count(Status.NEW),
        count(Status.GONE),
        count(Status.FAILED_IN_A),
        count(Status.FAILED_IN_B),
        failedInBoth);
    notes.forEach(note -> line(text, "  %s", note));
    line(text, "");
    header(text, "totals of the book");
    totals.forEach((label, total) -> figures(text, label, total));
    movers(text, Measure.BASELINE_CVA, "largest moves of CVA");
    movers(text, Measure.WWR_CVA, "largest moves of wrong-way CVA, by set");
    return text.toString();
  }

  private int count(Status status) {
    return sets.getOrDefault(status, 0);
  }

  private void movers(StringBuilder text, Measure measure, String title) {
    List<Mover> sorted = new ArrayList<>(movers.getOrDefault(measure, new PriorityQueue<>()));
    if (sorted.isEmpty()) {
      return;
    }
    sorted.sort(Mover.ORDER.reversed());
    line(text, "");
    header(text, title);
    for (Mover mover : sorted) {
      CvaMove move = mover.move();
      String model = measure == Measure.BASELINE_CVA ? "" : ", " + move.label();
      figures(text, move.id() + model, figures(move));
    }
  }

  private static void header(StringBuilder text, String title) {
    text.append(String.format(Locale.ROOT, "%-36s %13s %13s %13s", title, "A", "B", "change"));
    for (String part : PARTS) {
      text.append(String.format(Locale.ROOT, " %12s", part));
    }
    text.append(System.lineSeparator());
  }

  private static void figures(StringBuilder text, String label, double[] figures) {
    text.append(String.format(Locale.ROOT, "%-36s", label));
    for (int k = 0; k < figures.length; k++) {
      String figure = Double.isNaN(figures[k]) ? "-" : number(figures[k]);
      text.append(String.format(Locale.ROOT, k < 3 ? " %13s" : " %12s", figure));
    }
    text.append(System.lineSeparator());
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.5g", value);
  }

  private static String steps(List<CvaDriver> order) {
    return String.join(
        ", ", order.stream().map(driver -> driver.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
