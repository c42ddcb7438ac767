package org.crosswind.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.json.JsonTableReader;
import org.crosswind.format.table.RowSource;
import org.crosswind.format.table.TableSchema;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A table that a run has written, in whichever format: a folder of Parquet parts, a CSV file or a
 * JSON array.
 *
 * @param storage where files are
 * @param folder of the run
 * @param schema of the table
 */
public record RunTable(Storage storage, Path folder, TableSchema schema) {
  /**
   * The files of the table, in the order of its rows.
   *
   * @return empty when the run has no such table
   */
  public Optional<List<Path>> files() {
    Path parts = new Path(folder, schema.name());
    if (storage.exists(parts)) {
      List<Path> files = new ArrayList<>();
      for (FileStatus part : storage.list(parts)) {
        if (part.getPath().getName().endsWith(".parquet")) {
          files.add(part.getPath());
        }
      }
      return Optional.of(files);
    }
    for (Tables.Format format : Tables.Format.values()) {
      Path file = Tables.file(folder, schema, format);
      if (storage.exists(file)) {
        return Optional.of(List.of(file));
      }
    }
    return Optional.empty();
  }

  /** Opens one of {@link #files}. */
  public RowSource open(Path file) {
    return file.getName().endsWith(".json")
        ? new JsonTableReader(storage, file, schema)
        : Tables.read(storage, file);
  }

  /**
   * Where columns of the schema stand in a file.
   *
   * @param columns places in the schema
   * @return the place in the file of each column in {@code columns}; an element for each
   * @throws FailureException when one is not there
   */
  public int[] places(RowSource rows, int... columns) {
    int[] places = new int[columns.length];
    for (int c = 0; c < places.length; c++) {
      String name = schema.column(columns[c]).name();
      places[c] = rows.columns().indexOf(name);
      if (places[c] < 0) {
        throw FailureException.of(
            FailureReason.MISSING, rows.headerPlace(), "has no column " + name);
      }
    }
    return places;
  }
}
