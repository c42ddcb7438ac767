package org.crosswind.job;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.RunTable;
import org.crosswind.format.file.Storage;
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

  /** A table of the run, which need not be there. */
  public RunTable table(TableSchema schema) {
    return new RunTable(storage, path, schema);
  }

  /**
   * The files of a table that must be there, in the order of its rows.
   *
   * @throws FailureException when the run has no such table
   */
  public List<Path> required(TableSchema schema) {
    return table(schema)
        .files()
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureReason.MISSING,
                    Storage.name(path),
                    "has no table " + schema.name() + ", which a night of xva has"));
  }
}
