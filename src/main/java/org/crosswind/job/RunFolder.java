package org.crosswind.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.json.JsonTableReader;
import org.crosswind.format.table.RowSource;
import org.crosswind.format.table.TableSchema;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.report.LatestRun;
import org.crosswind.report.RunDirectory;

/**
 * A finished run and its tables, in whichever format they were written.
 *
 * @param storage where files are
 * @param path of the run's folder
 */
public record RunFolder(Storage storage, Path path) {
  /**
   * Finds a run by what a person calls it: its id below {@code output}, {@code latest}, or the path
   * of its folder.
   *
   * @throws FailureException when there is none, or it is not finished
   */
  public static RunFolder find(Storage storage, String output, String name) {
    Path runs = Storage.path(output);
    Path folder = null;
    if (name.equals(LatestRun.FILE)) {
      String id =
          LatestRun.read(storage.configuration(), runs)
              .orElseThrow(() -> unknown(name, Storage.name(runs) + " has no latest run"));
      folder = new Path(runs, id);
    } else if (!name.contains("/") && storage.isFolder(new Path(runs, name))) {
      folder = new Path(runs, name);
    } else if (storage.isFolder(Storage.path(name))) {
      folder = Storage.path(name);
    }
    if (folder == null) {
      throw unknown(
          name, "there is no run of this id in " + Storage.name(runs) + ", and no such folder");
    }
    if (!storage.exists(new Path(folder, RunDirectory.SUCCESS))) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(folder),
          "is not a finished run: it has no " + RunDirectory.SUCCESS);
    }
    return new RunFolder(storage, folder);
  }

  private static FailureException unknown(String name, String why) {
    return FailureException.of(FailureReason.MISSING, name, why);
  }

  /** What the run is called. */
  public String id() {
    return path.getName();
  }

  /**
   * The files of a table, in the order of its rows.
   *
   * @return empty when the run has no such table
   */
  public Optional<List<Path>> files(TableSchema schema) {
    Path parts = new Path(path, schema.name());
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
      Path file = Tables.file(path, schema, format);
      if (storage.exists(file)) {
        return Optional.of(List.of(file));
      }
    }
    return Optional.empty();
  }

  /** As {@link #files}, for a table that must be there. */
  public List<Path> required(TableSchema schema) {
    return files(schema)
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureReason.MISSING,
                    Storage.name(path),
                    "has no table " + schema.name() + ", which a night of xva has"));
  }

  /** Opens a file of a table. */
  public RowSource open(Path file, TableSchema schema) {
    return file.getName().endsWith(".json")
        ? new JsonTableReader(storage, file, schema)
        : Tables.read(storage, file);
  }

  /**
   * Where the columns of a schema stand in a file.
   *
   * @param columns places in the schema
   * @return the place in the file of each column in {@code columns}; an element for each
   * @throws FailureException when one is not there
   */
  public static int[] places(RowSource rows, TableSchema schema, int... columns) {
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
