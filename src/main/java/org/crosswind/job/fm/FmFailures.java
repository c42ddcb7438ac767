package org.crosswind.job.fm;

import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.csv.CsvTableWriter;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.job.fm.FmPart.BadEvent;
import org.crosswind.model.run.Failure;

/**
 * Writes the table of failures of a run: a row for each event that was left out ({@code id} is the
 * analysis and the event id, {@code input_index} the event's place in its stream), one for each
 * stream that could not be read on ({@code id} is the analysis and "rest of the stream"), and one
 * for each analysis of which nothing was published ({@code id} is its name, {@code input_index} its
 * place in the manifest).
 */
final class FmFailures {
  private final Storage storage;

  FmFailures(Storage storage) {
    this.storage = storage;
  }

  /** Writes the table, also when it has no row: so it says that nothing failed. */
  void write(FmRun run, Path file) {
    boolean parquet = file.getName().toLowerCase(Locale.ROOT).endsWith(".parquet");
    try (RowSink rows =
        parquet
            ? new ParquetTableWriter(storage, file, FailuresTable.SCHEMA, Map.of())
            : new CsvTableWriter(storage, file, FailuresTable.SCHEMA)) {
      write(run, rows);
    }
  }

  /** Writes the rows of the table. */
  static void write(FmRun run, RowSink rows) {
    for (int i = 0; i < run.results().size(); i++) {
      FmRun.Result result = run.results().get(i);
      String id = result.analysis().runId();
      for (BadEvent bad : result.bad()) {
        row(rows, bad.event(), id + " " + bad.name(), bad.failure());
      }
      if (result.failure().isPresent()) {
        row(rows, i, id, result.failure().get());
      }
    }
  }

  private static void row(RowSink rows, long index, String id, Failure failure) {
    FailuresTable.write(rows, (int) Math.min(Integer.MAX_VALUE, index), id, failure);
  }
}
