package org.crosswind.job.diff;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;

/**
 * Where the table goes.
 *
 * @param storage where files are
 * @param folder that receives it; null when no table is wanted
 * @param format of the table
 */
record DiffOutput(Storage storage, String folder, Tables.Format format) {
  /**
   * Writes a table under a hidden name and moves it to its place when it is whole.
   *
   * @param work writes the rows; its sink is null when no table is wanted
   * @return what the work returns, and where the table is
   */
  String write(TableSchema schema, Function<RowSink, String> work) {
    if (folder == null) {
      return work.apply(null);
    }
    Path target = Tables.file(Storage.path(folder), schema, format);
    Path hidden = new Path(Storage.path(folder), ".diff-" + UUID.randomUUID());
    try {
      String result;
      try (RowSink sink = Tables.write(storage, hidden, schema, format, Map.of())) {
        result = work.apply(sink);
      }
      storage.delete(target);
      storage.rename(Tables.file(hidden, schema, format), target);
      return result + "table in " + Storage.name(target) + System.lineSeparator();
    } finally {
      storage.delete(hidden);
    }
  }
}
