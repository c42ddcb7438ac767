package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.RunTable;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.ResultsTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.job.RunFolder;
import org.crosswind.job.watch.SetFigures;

/**
 * The netting sets of a night of XVA: those with results, in the order of the book, and those that
 * failed.
 *
 * @param sets by id
 * @param failures why, by id
 */
record XvaResults(Map<String, SetResult> sets, Map<String, String> failures) {
  private static final int[] COLUMNS = {
    ResultsTable.INPUT_INDEX,
    ResultsTable.NETTING_SET_ID,
    ResultsTable.COUNTERPARTY_ID,
    ResultsTable.RECOVERY,
    ResultsTable.CUBE_VALUES,
    ResultsTable.BASELINE_CVA,
    ResultsTable.MODEL,
    ResultsTable.PARAMETER,
    ResultsTable.DEGREES_OF_FREEDOM,
    ResultsTable.PROBABILITY,
    ResultsTable.WWR_CVA
  };

  /** Reads the tables {@code results} and {@code failures}. */
  static XvaResults read(RunFolder run) {
    Map<String, SetResult> sets = new LinkedHashMap<>();
    RunTable table = run.table(ResultsTable.SCHEMA);
    for (Path file : run.required(ResultsTable.SCHEMA)) {
      try (RowSource rows = table.open(file)) {
        int[] at = table.places(rows, COLUMNS);
        while (rows.next()) {
          String id = rows.string(at[1]);
          SetResult set = sets.get(id);
          if (set == null) {
            set = set(rows, at, id);
            sets.put(id, set);
          }
          set.models().add(model(rows, at));
        }
      }
    }
    return new XvaResults(sets, failures(run));
  }

  private static SetResult set(RowSource rows, int[] at, String id) {
    return new SetResult(
        rows.integer(at[0]),
        id,
        rows.isNull(at[2]) ? "" : rows.string(at[2]),
        rows.number(at[3]),
        rows.string(at[4]).equals("deflated"),
        number(rows, at[5]),
        new ArrayList<>());
  }

  private static SetResult.Model model(RowSource rows, int[] at) {
    String name = rows.string(at[6]);
    return new SetResult.Model(
        name,
        SetFigures.label(name, number(rows, at[7]), number(rows, at[8])),
        rows.string(at[9]),
        number(rows, at[10]));
  }

  /** Null where there is none, and where JSON could not write it. */
  private static double number(RowSource rows, int column) {
    return rows.isNull(column) ? Double.NaN : rows.number(column);
  }

  private static Map<String, String> failures(RunFolder run) {
    Map<String, String> failures = new LinkedHashMap<>();
    RunTable table = run.table(FailuresTable.SCHEMA);
    for (Path file : table.files().orElse(List.of())) {
      try (RowSource rows = table.open(file)) {
        int[] at =
            table.places(
                rows,
                FailuresTable.ID,
                FailuresTable.REASON,
                FailuresTable.WHERE,
                FailuresTable.MESSAGE);
        while (rows.next()) {
          if (!rows.isNull(at[0])) {
            String where = rows.isNull(at[2]) ? "" : rows.string(at[2]) + ": ";
            String message = rows.isNull(at[3]) ? "" : rows.string(at[3]);
            failures.put(rows.string(at[0]), where + message + " [" + rows.string(at[1]) + "]");
          }
        }
      }
    }
    return failures;
  }
}
