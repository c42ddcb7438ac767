package org.crosswind.job.diff;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.crosswind.calc.xva.CvaAttribution;
import org.crosswind.calc.xva.CvaDriver;
import org.crosswind.calc.xva.CvaSide;
import org.crosswind.format.table.DiffTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.job.RunFolder;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Compares two nights of XVA from their tables alone: no cube is read. The results of both are in
 * memory, their profiles go by set after set.
 */
final class XvaDiff {
  /** How far a CVA made from the profiles may be from the stored one, relative. */
  private static final double TOLERANCE = 1e-9;

  private final RunFolder runA;
  private final RunFolder runB;
  private final CvaAttribution attribution;

  XvaDiff(RunFolder runA, RunFolder runB, CvaAttribution attribution) {
    this.runA = runA;
    this.runB = runB;
    this.attribution = attribution;
  }

  /**
   * Compares.
   *
   * @param to takes each move, in the order of the table
   * @return how many netting sets failed in both runs, and have no row
   * @throws FailureException when a table is absent or contradicts another
   */
  int run(Consumer<CvaMove> to) {
    XvaResults a = XvaResults.read(runA);
    XvaResults b = XvaResults.read(runB);
    Set<String> both = new HashSet<>(a.sets().keySet());
    both.retainAll(b.sets().keySet());
    try (ProfileStream profilesA = new ProfileStream(runA, both);
        ProfileStream profilesB = new ProfileStream(runB, both)) {
      for (SetResult set : b.sets().values()) {
        SetResult before = a.sets().get(set.id());
        if (before == null) {
          String failure = a.failures().get(set.id());
          String note = failure == null ? "not in the book of A" : "failed in A: " + failure;
          CvaMove.Status status = failure == null ? CvaMove.Status.NEW : CvaMove.Status.FAILED_IN_A;
          whole(set, status, note, to);
        } else {
          compare(before, set, profilesA.take(before), profilesB.take(set), to);
        }
      }
    }
    for (SetResult set : a.sets().values()) {
      if (!b.sets().containsKey(set.id())) {
        String failure = b.failures().get(set.id());
        String note = failure == null ? "not in the book of B" : "failed in B: " + failure;
        CvaMove.Status status = failure == null ? CvaMove.Status.GONE : CvaMove.Status.FAILED_IN_B;
        whole(set, status, note, to);
      }
    }
    return (int) a.failures().keySet().stream().filter(b.failures()::containsKey).count();
  }

  /** All measures of a set that only one run has. */
  private static void whole(
      SetResult set, CvaMove.Status status, String note, Consumer<CvaMove> to) {
    boolean inB = status == CvaMove.Status.NEW || status == CvaMove.Status.FAILED_IN_A;
    to.accept(
        absent(set, inB, CvaMove.Measure.BASELINE_CVA, null, status, note, set.baselineCva()));
    for (SetResult.Model model : set.models()) {
      to.accept(
          absent(set, inB, CvaMove.Measure.WWR_CVA, model.label(), status, note, model.wwrCva()));
    }
  }

  private static CvaMove absent(
      SetResult set,
      boolean inB,
      CvaMove.Measure measure,
      String model,
      CvaMove.Status status,
      String note,
      double value) {
    return inB
        ? CvaMove.composition(null, set, measure, null, model, status, note, Double.NaN, value)
        : CvaMove.composition(set, null, measure, model, null, status, note, value, Double.NaN);
  }

  private void compare(
      SetResult a,
      SetResult b,
      SetProfiles profilesA,
      SetProfiles profilesB,
      Consumer<CvaMove> to) {
    to.accept(
        move(
            a,
            b,
            CvaMove.Measure.BASELINE_CVA,
            null,
            null,
            checked(runA, a, profilesA.side(a, -1), a.baselineCva(), "baseline_cva"),
            checked(runB, b, profilesB.side(b, -1), b.baselineCva(), "baseline_cva"),
            false));
    for (ModelPairs.Pair pair : ModelPairs.of(a.models(), b.models())) {
      SetResult.Model before = pair.a() < 0 ? null : a.models().get(pair.a());
      SetResult.Model after = pair.b() < 0 ? null : b.models().get(pair.b());
      if (before != null && after != null) {
        CvaSide from =
            checked(runA, a, profilesA.side(a, pair.a()), before.wwrCva(), before.label());
        CvaSide into = checked(runB, b, profilesB.side(b, pair.b()), after.wwrCva(), after.label());
        to.accept(
            move(
                a,
                b,
                CvaMove.Measure.WWR_CVA,
                before.label(),
                after.label(),
                from,
                into,
                !before.sameAs(after)));
      } else if (after != null) {
        to.accept(
            CvaMove.composition(
                a,
                b,
                CvaMove.Measure.WWR_CVA,
                null,
                after.label(),
                CvaMove.Status.MODEL_NEW,
                "A has no model " + after.label() + " for it",
                Double.NaN,
                after.wwrCva()));
      } else {
        to.accept(
            CvaMove.composition(
                a,
                b,
                CvaMove.Measure.WWR_CVA,
                before.label(),
                null,
                CvaMove.Status.MODEL_GONE,
                "B has no model " + before.label() + " for it",
                before.wwrCva(),
                Double.NaN));
      }
    }
  }

  private CvaMove move(
      SetResult a,
      SetResult b,
      CvaMove.Measure measure,
      String modelA,
      String modelB,
      CvaSide from,
      CvaSide into,
      boolean modelChanged) {
    return new CvaMove(
        a,
        b,
        measure,
        modelA,
        modelB,
        CvaMove.Status.COMPARED,
        null,
        from.cva(),
        into.cva(),
        attribution.parts(from, into, modelChanged));
  }

  /** Tables that were changed by hand, or mixed from two runs, explain nothing. */
  private static CvaSide checked(
      RunFolder run, SetResult set, CvaSide side, double stored, String measure) {
    double made = side.cva();
    if (Math.abs(made - stored) > TOLERANCE * Math.abs(stored)) {
      throw FailureException.of(
          FailureReason.INVALID,
          run.id() + " " + set.id(),
          measure + " is " + stored + " in results, but its profiles give " + made);
    }
    return side;
  }

  /** Writes a row of the table. */
  static void write(CvaMove move, RowSink to) {
    if (move.a() != null) {
      to.setInt(DiffTable.INPUT_INDEX_A, move.a().index());
    }
    if (move.b() != null) {
      to.setInt(DiffTable.INPUT_INDEX_B, move.b().index());
    }
    to.setString(DiffTable.NETTING_SET_ID, move.id());
    to.setString(DiffTable.COUNTERPARTY_ID, move.counterparty());
    to.setString(DiffTable.MEASURE, move.measure().name().toLowerCase(Locale.ROOT));
    to.setString(DiffTable.MODEL_A, move.modelA());
    to.setString(DiffTable.MODEL_B, move.modelB());
    to.setString(DiffTable.STATUS, move.status().name().toLowerCase(Locale.ROOT));
    to.setString(DiffTable.NOTE, move.note());
    if (!Double.isNaN(move.valueA())) {
      to.setDouble(DiffTable.VALUE_A, move.valueA());
    }
    if (!Double.isNaN(move.valueB())) {
      to.setDouble(DiffTable.VALUE_B, move.valueB());
    }
    to.setDouble(DiffTable.CHANGE, move.change());
    for (CvaDriver driver : CvaDriver.values()) {
      to.setDouble(DiffTable.BY_EXPOSURE + driver.ordinal(), move.parts()[driver.ordinal()]);
    }
    to.setDouble(DiffTable.BY_COMPOSITION, move.composition());
    to.setDouble(DiffTable.BY_ROUNDING, move.rounding());
    to.endRow();
  }
}
