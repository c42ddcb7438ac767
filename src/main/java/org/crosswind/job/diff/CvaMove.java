package org.crosswind.job.diff;

import org.crosswind.calc.xva.CvaAttribution;
import org.crosswind.calc.xva.CvaDriver;

/**
 * A row of the table {@code diff}: how one measure of one netting set moved.
 *
 * @param a the set in run A, or null
 * @param b the set in run B, or null
 * @param measure what moved
 * @param modelA label of the model in run A, or null
 * @param modelB label of the model in run B, or null
 * @param status how the two runs have it
 * @param note why the move is composition, or null
 * @param valueA NaN when A has none
 * @param valueB NaN when B has none
 * @param parts money, by {@link CvaDriver#ordinal}; all 0 when the move is composition
 */
record CvaMove(
    SetResult a,
    SetResult b,
    Measure measure,
    String modelA,
    String modelB,
    Status status,
    String note,
    double valueA,
    double valueB,
    double[] parts) {
  /** What moves. */
  enum Measure {
    /** CVA without dependence. */
    BASELINE_CVA,
    /** CVA under a dependence model. */
    WWR_CVA
  }

  /** How the runs have it. */
  enum Status {
    /** Both have it. */
    COMPARED,
    /** Only B's book has the netting set. */
    NEW,
    /** Only A's book has it. */
    GONE,
    /** It failed in A. */
    FAILED_IN_A,
    /** It failed in B. */
    FAILED_IN_B,
    /** Both have the set, but only B the model. */
    MODEL_NEW,
    /** Both have the set, but only A the model. */
    MODEL_GONE
  }

  /** A move that is composition. */
  static CvaMove composition(
      SetResult a,
      SetResult b,
      Measure measure,
      String modelA,
      String modelB,
      Status status,
      String note,
      double valueA,
      double valueB) {
    double[] none = new double[CvaDriver.values().length];
    return new CvaMove(a, b, measure, modelA, modelB, status, note, valueA, valueB, none);
  }

  String id() {
    return (b == null ? a : b).id();
  }

  String counterparty() {
    return (b == null ? a : b).counterparty();
  }

  /** B less A; a side that is absent counts as 0. */
  double change() {
    return switch (status) {
      case COMPARED -> valueB - valueA;
      case NEW, FAILED_IN_A, MODEL_NEW -> valueB;
      case GONE, FAILED_IN_B, MODEL_GONE -> -valueA;
    };
  }

  double composition() {
    return status == Status.COMPARED ? 0 : change();
  }

  double rounding() {
    return status == Status.COMPARED ? CvaAttribution.rounding(change(), parts) : 0;
  }

  /** The model as totals are grouped: {@code gaussian 0.3}, or {@code gaussian 0.3 -> 0.35}. */
  String label() {
    if (measure == Measure.BASELINE_CVA) {
      return "baseline";
    }
    if (modelA == null || modelB == null || modelA.equals(modelB)) {
      return modelB == null ? modelA : modelB;
    }
    return modelA + " -> " + modelB;
  }
}
