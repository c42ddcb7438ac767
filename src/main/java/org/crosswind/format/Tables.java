package org.crosswind.format;

import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.csv.CsvTableReader;
import org.crosswind.format.csv.CsvTableWriter;
import org.crosswind.format.file.Storage;
import org.crosswind.format.json.JsonTableWriter;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.RowSource;
import org.crosswind.format.table.TableSchema;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Opens a table in the file format that its name or the configuration says. */
public final class Tables {
  /** File formats of output tables. */
  public enum Format {
    /** One Parquet file, zstd. */
    PARQUET,
    /** One CSV file. */
    CSV,
    /** One JSON array. */
    JSON;

    /** The file ending without a dot. */
    public String ending() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Tables() {}

  /**
   * Opens an input table: {@code .parquet} as Parquet, every other ending as CSV.
   *
   * @throws FailureException when the file is absent, or not of its format
   */
  public static RowSource read(Storage storage, Path file) {
    String name = file.getName().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet") || name.endsWith(".pq")) {
      return new ParquetTableReader(storage, file);
    }
    if (name.endsWith(".json")) {
      throw FailureException.of(
          FailureReason.INVALID, Storage.name(file), "is JSON, expected a .csv or .parquet file");
    }
    return new CsvTableReader(storage, file);
  }

  /** The file of a table in a folder: {@code folder/results.csv}. */
  public static Path file(Path folder, TableSchema schema, Format format) {
    return new Path(folder, schema.name() + "." + format.ending());
  }

  /**
   * Creates or replaces the file {@link #file} of a table.
   *
   * @param metadata written to the footer of Parquet files; other formats have no place for it
   */
  public static RowSink write(
      Storage storage,
      Path folder,
      TableSchema schema,
      Format format,
      Map<String, String> metadata) {
    Path file = file(folder, schema, format);
    return switch (format) {
      case PARQUET -> new ParquetTableWriter(storage, file, schema, metadata);
      case CSV -> new CsvTableWriter(storage, file, schema);
      case JSON -> new JsonTableWriter(storage, file, schema);
    };
  }
}
