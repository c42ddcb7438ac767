package org.crosswind.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;
import org.crosswind.report.PartFile;
import org.crosswind.report.RunDirectory;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;

/**
 * The tables of one run. Tasks write Parquet parts, named after their molecules, so that the names
 * sorted are the order of the input. As Parquet the parts are the table, a folder of that name; as
 * CSV or JSON the driver copies their rows, in order, into one file.
 */
public final class RunTables {
  private final Storage storage;
  private final RunDirectory directory;
  private final Tables.Format format;
  private final RunRecorder recorder;

  /**
   * Of a run that is under way.
   *
   * @param directory where they go
   * @param format what they are written as
   * @param recorder is told of each
   */
  public RunTables(
      Storage storage, RunDirectory directory, Tables.Format format, RunRecorder recorder) {
    this.storage = storage;
    this.directory = directory;
    this.format = format;
    this.recorder = recorder;
  }

  /** The folder in which tasks find a folder for the parts of each of these tables. */
  public Path partsFor(String... tables) {
    Path parts =
        format == Tables.Format.PARQUET
            ? directory.path()
            : new Path(directory.path(), RunDirectory.PARTS);
    for (String table : tables) {
      storage.makeFolders(new Path(parts, table));
    }
    return parts;
  }

  /** A hidden folder for what tasks pass on to the driver besides tables; it is not published. */
  public Path scratch(String name) {
    Path folder = new Path(new Path(directory.path(), RunDirectory.PARTS), name);
    storage.makeFolders(folder);
    return folder;
  }

  /** Makes the table of the parts that tasks have written. */
  public void finish(TableSchema schema) throws IOException {
    if (format == Tables.Format.PARQUET) {
      Path folder = directory.table(schema.name());
      if (parts(folder).isEmpty()) {
        // No task ran; readers of Parquet need one file to know the columns.
        new ParquetTableWriter(
                storage, new Path(folder, PartFile.name(0, "parquet")), schema, Map.of())
            .close();
      }
      long rows = 0;
      long bytes = 0;
      List<FileStatus> parts = parts(folder);
      for (FileStatus part : parts) {
        try (ParquetTableReader reader = new ParquetTableReader(storage, part.getPath())) {
          rows += reader.rowCount();
        }
        bytes += part.getLen();
      }
      recorder.output(new RunManifest.Output(schema.name(), "parquet", rows, parts.size(), bytes));
      return;
    }
    Path folder = new Path(new Path(directory.path(), RunDirectory.PARTS), schema.name());
    write(
        schema,
        rows -> {
          for (FileStatus part : parts(folder)) {
            RowCopy.all(storage, part.getPath(), schema, rows);
          }
        });
  }

  /** Writes a table on the driver. */
  public void write(TableSchema schema, Consumer<RowSink> rows) {
    Path folder =
        format == Tables.Format.PARQUET ? directory.table(schema.name()) : directory.path();
    Path file;
    RowSink sink;
    if (format == Tables.Format.PARQUET) {
      file = new Path(folder, PartFile.name(0, "parquet"));
      sink = new ParquetTableWriter(storage, file, schema, Map.of());
    } else {
      file = Tables.file(folder, schema, format);
      sink = Tables.write(storage, folder, schema, format, Map.of());
    }
    long written;
    try (sink) {
      rows.accept(sink);
      written = sink.rows();
    }
    recorder.output(
        new RunManifest.Output(
            schema.name(),
            format.name().toLowerCase(Locale.ROOT),
            written,
            1,
            storage.status(file).getLen()));
  }

  private List<FileStatus> parts(Path folder) {
    List<FileStatus> parts = new ArrayList<>();
    for (FileStatus found : storage.list(folder)) {
      String name = found.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        parts.add(found);
      }
    }
    return parts;
  }
}
