package org.crosswind.job.fm;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crosswind.calc.fm.FmCompatibility;

/**
 * How a run of the financial module goes, whatever its analyses are.
 *
 * @param onBadEvent what becomes of an analysis with a bad event
 * @param compatibility whose results where the reference is wrong
 * @param molecules tasks to cut the work into, 0 for as many as suit the engine
 * @param lossTable folder for loss tables in Parquet; empty for none
 * @param toleratedFailures share of events that may be left out without a complaint, in [0, 1]
 */
public record FmOptions(
    OnBadEvent onBadEvent,
    FmCompatibility compatibility,
    int molecules,
    Optional<String> lossTable,
    double toleratedFailures) {
  /** The right results, no bad event tolerated, no loss table. */
  public static final FmOptions DEFAULT =
      new FmOptions(OnBadEvent.STOP, FmCompatibility.STANDARD, 0, Optional.empty(), 0);

  /** Checks ranges. */
  public FmOptions {
    Objects.requireNonNull(onBadEvent, "onBadEvent");
    Objects.requireNonNull(compatibility, "compatibility");
    Objects.requireNonNull(lossTable, "lossTable");
    if (molecules < 0 || !(toleratedFailures >= 0 && toleratedFailures <= 1)) {
      throw new IllegalArgumentException(
          molecules + " molecules, tolerated failures " + toleratedFailures);
    }
  }

  /** The same with the loss table in another place, if there is to be one. */
  FmOptions with(UnaryOperator<String> place) {
    return new FmOptions(
        onBadEvent, compatibility, molecules, lossTable.map(place), toleratedFailures);
  }

  boolean skip() {
    return onBadEvent == OnBadEvent.SKIP;
  }

  /** The reference accepts a last item without delimiter. */
  boolean lenient() {
    return compatibility == FmCompatibility.FMPY;
  }
}
