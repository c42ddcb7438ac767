package org.crosswind.job.watch;

import java.util.List;
import org.crosswind.format.table.BreachesTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.job.config.Limit;
import org.crosswind.job.config.Words;

/** Writes breaches as rows of {@link BreachesTable}. */
public final class Breaches {
  private Breaches() {}

  /** A row a breach, in order. */
  public static void write(List<Breach> breaches, RowSink rows) {
    for (Breach breach : breaches) {
      Limit limit = breach.limit();
      rows.setString(BreachesTable.LIMIT, limit.name());
      rows.setString(BreachesTable.SEVERITY, Words.of(limit.severity()));
      rows.setString(BreachesTable.ACTION, Words.of(limit.action()));
      rows.setString(BreachesTable.SCOPE, Words.of(limit.scope()));
      rows.setString(BreachesTable.ID, breach.figure().id());
      rows.setString(BreachesTable.COUNTERPARTY_ID, breach.figure().counterparty());
      rows.setString(BreachesTable.MODEL, breach.figure().model());
      rows.setString(BreachesTable.MEASURE, Words.of(limit.measure()));
      rows.setString(BreachesTable.CHANGE, Words.of(limit.change()));
      rows.setDouble(BreachesTable.VALUE, breach.figure().value());
      if (breach.previous() != null) {
        rows.setDouble(BreachesTable.PREVIOUS_VALUE, breach.previous());
      }
      rows.setString(BreachesTable.PREVIOUS_RUN, breach.previousRun());
      rows.setDouble(BreachesTable.COMPARED, breach.compared());
      rows.setString(BreachesTable.COMPARISON, breach.above() ? "max" : "min");
      rows.setDouble(BreachesTable.THRESHOLD, breach.threshold());
      rows.endRow();
    }
  }
}
