package org.crosswind.job.diff;

import java.util.Locale;
import org.crosswind.calc.losses.AnnualLoss;
import org.crosswind.calc.xva.CvaAttribution;
import org.crosswind.format.table.AnnualLossDiffTable;
import org.crosswind.format.table.RowSink;

/**
 * A row of the table {@code annual_loss_diff}: how the annual loss of a summary moved.
 *
 * <p>The change of a summary that both runs have is split in two steps: from A's frequencies of
 * events to B's, with the losses of A, then from A's losses to B's, with the frequencies of B.
 * Mixed effects belong to the second.
 *
 * @param key which summary
 * @param a null when A has none
 * @param b null when B has none
 * @param between with A's losses and B's frequencies; null when that cannot be told
 */
record AnnualMove(Key key, AnnualLoss a, AnnualLoss b, AnnualLoss between) {
  /**
   * A summary.
   *
   * @param analysis name of the analysis
   * @param perspective gross or net
   * @param set its summary set; 0 for the total
   * @param summary its id in the set; 0 for the total
   */
  record Key(String analysis, String perspective, int set, int summary) {
    @Override
    public String toString() {
      return analysis + " " + perspective + (set == 0 ? " total" : " set " + set + " " + summary);
    }
  }

  /** By which means of the events' losses. */
  enum Type {
    /** Numerical means, sidx -1. */
    NUMERICAL,
    /** Means of the samples. */
    SAMPLED;

    double of(AnnualLoss loss) {
      return loss == null ? Double.NaN : this == NUMERICAL ? loss.numerical() : loss.sampled();
    }
  }

  /** How the runs have a summary. */
  enum Status {
    /** Both have it. */
    COMPARED,
    /** Only B has it. */
    NEW,
    /** Only A has it. */
    GONE
  }

  Status status() {
    return a == null ? Status.NEW : b == null ? Status.GONE : Status.COMPARED;
  }

  /** The value in A, 0 when it is absent. */
  double inA(Type type) {
    return orZero(type.of(a));
  }

  /** The value in B, 0 when it is absent. */
  double inB(Type type) {
    return orZero(type.of(b));
  }

  /** B less A. */
  double change(Type type) {
    return inB(type) - inA(type);
  }

  /** Whether the parts are known. */
  boolean isSplit(Type type) {
    return status() != Status.COMPARED || !Double.isNaN(byOccurrence(type) + byLoss(type));
  }

  /** The part of the frequencies; NaN when it cannot be told. */
  double byOccurrence(Type type) {
    return status() == Status.COMPARED ? type.of(between) - type.of(a) : 0;
  }

  /** The part of the losses of events; NaN when it cannot be told. */
  double byLoss(Type type) {
    return status() == Status.COMPARED ? type.of(b) - type.of(between) : 0;
  }

  /** The change of a summary that is new or gone. */
  double byComposition(Type type) {
    return status() == Status.COMPARED ? 0 : change(type);
  }

  /** What closes the sum of the parts, added from left to right. */
  double byRounding(Type type) {
    return CvaAttribution.rounding(
        change(type), byOccurrence(type), byLoss(type), byComposition(type));
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Writes the row. */
  void write(RowSink sink) {
    sink.setString(AnnualLossDiffTable.ANALYSIS, key.analysis());
    sink.setString(AnnualLossDiffTable.PERSPECTIVE, key.perspective());
    sink.setInt(AnnualLossDiffTable.SUMMARYSET_ID, key.set());
    sink.setInt(AnnualLossDiffTable.SUMMARY_ID, key.summary());
    sink.setString(AnnualLossDiffTable.STATUS, status().name().toLowerCase(Locale.ROOT));
    write(sink, Type.NUMERICAL, AnnualLossDiffTable.ANNUAL);
    write(sink, Type.SAMPLED, AnnualLossDiffTable.SAMPLES);
    sink.endRow();
  }

  private void write(RowSink sink, Type type, int first) {
    number(sink, first, type.of(a));
    number(sink, first + AnnualLossDiffTable.B, type.of(b));
    sink.setDouble(first + AnnualLossDiffTable.CHANGE, change(type));
    if (isSplit(type)) {
      sink.setDouble(first + AnnualLossDiffTable.BY_OCCURRENCE, byOccurrence(type));
      sink.setDouble(first + AnnualLossDiffTable.BY_LOSS, byLoss(type));
      sink.setDouble(first + AnnualLossDiffTable.BY_COMPOSITION, byComposition(type));
      sink.setDouble(first + AnnualLossDiffTable.BY_ROUNDING, byRounding(type));
    }
  }

  private static void number(RowSink sink, int column, double value) {
    if (!Double.isNaN(value)) {
      sink.setDouble(column, value);
    }
  }
}
