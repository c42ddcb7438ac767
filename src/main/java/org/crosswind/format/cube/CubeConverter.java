package org.crosswind.format.cube;

import java.io.Closeable;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.csv.CubeCsvWriter;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.CubeTableWriter;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.format.store.RecordFileWriter;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Converts cubes one by one, whatever they come from: the part of a conversion that one task does.
 * Converting to a store goes like this, on any engine:
 *
 * <ol>
 *   <li>driver: {@link CubeStoreOutput#begin}; an atom for each {@link CubeReference};
 *   <li>task: one {@link #toStore} for its atoms, {@link #toStoreEntry} for each, then close;
 *   <li>driver: {@link CubeStoreOutput#commit} with all entries, or {@link CubeStoreOutput#abort}.
 * </ol>
 *
 * <p>Values become float32 only where the caller says {@link CellType#FLOAT32}. Not thread-safe.
 */
public final class CubeConverter implements Closeable {
  private final Storage storage;
  private final CubeReader in;
  private final CubeBuffer buffer = new CubeBuffer();
  private final RecordFileWriter store;
  private final CubeTableWriter table;

  private CubeConverter(Storage storage, RecordFileWriter store, CubeTableWriter table) {
    this.storage = storage;
    this.in = new CubeReader(storage);
    this.store = store;
    this.table = table;
  }

  /**
   * A converter to record files of a store.
   *
   * @param storage where files are
   * @param partFolder of the {@link CubeStoreOutput}
   * @param part unique to this task and attempt, goes into file names
   * @param type how values are written
   */
  public static CubeConverter toStore(
      Storage storage, Path partFolder, String part, CellType type) {
    return new CubeConverter(
        storage,
        new RecordFileWriter(storage, partFolder, part, type, RecordFileWriter.ROLL_BYTES),
        null);
  }

  /** A converter to one Parquet file of the cube table. */
  public static CubeConverter toParquet(Storage storage, Path file) {
    return new CubeConverter(storage, null, new CubeTableWriter(storage, file));
  }

  /** A converter to CSV files, one for each cube. */
  public static CubeConverter toCsv(Storage storage) {
    return new CubeConverter(storage, null, null);
  }

  /** Appends one cube to the record files; the entry is for the commit. */
  public CubeStoreEntry toStoreEntry(CubeReference reference) {
    return store.write(reference.nettingSetId(), in.read(reference, buffer));
  }

  /** Appends one cube to the Parquet file, under the id of its netting set. */
  public void toParquetRow(CubeReference reference) {
    table.write(reference.nettingSetId(), in.read(reference, buffer));
  }

  /**
   * Writes one cube to {@code <netting_set_id>.csv}; today's value is lost.
   *
   * @throws FailureException INVALID when the id cannot be the name of a file
   */
  public Path toCsvFile(CubeReference reference, Path folder) {
    String id = reference.nettingSetId();
    if (id.indexOf('/') >= 0 || id.indexOf(':') >= 0 || id.startsWith(".") || id.startsWith("_")) {
      throw FailureException.of(
          FailureReason.INVALID,
          id,
          "cannot be the name of a CSV file, expected no '/' or ':' and no '.' or '_' at the start");
    }
    Path file = new Path(folder, id + ".csv");
    CubeCsvWriter.write(storage, file, in.read(reference, buffer));
    return file;
  }

  @Override
  public void close() {
    in.close();
    if (store != null) {
      store.close();
    }
    if (table != null) {
      table.close();
    }
  }
}
