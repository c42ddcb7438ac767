package org.crosswind.format.cube;

import java.io.Serializable;
import java.util.Objects;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;

/**
 * Where the cube of one netting set is: all that a task needs to read it, flat and small so that it
 * can travel.
 *
 * @param nettingSetId whose cube it is
 * @param kind how to read it
 * @param path of a file or folder; for a store the record file
 * @param cubeId the id inside a file that has several; empty for the netting set's own
 * @param position first byte in a record file, or row in a Parquet file from 0; else -1
 * @param length bytes to read, as far as known; else 0
 * @param scenarios as far as known; else 0
 * @param tenors as far as known; else 0
 * @param type of the values in a store; float64 otherwise
 * @param checksum of the record in a store; else 0
 */
public record CubeReference(
    String nettingSetId,
    Kind kind,
    String path,
    String cubeId,
    long position,
    long length,
    int scenarios,
    int tenors,
    CellType type,
    long checksum)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How a cube is read. */
  public enum Kind {
    /** A record of a cube store. */
    STORE,
    /** A row of a Parquet cube table. */
    PARQUET,
    /** An id in an ORE cube file. */
    ORE,
    /** A CSV file with tenors in the header and a scenario a row. */
    CSV,
    /** A file as named in the book; the task that reads it looks what it is. */
    FILE
  }

  /** Checks that nothing is null. */
  public CubeReference {
    Objects.requireNonNull(nettingSetId, "nettingSetId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(cubeId, "cubeId");
    Objects.requireNonNull(type, "type");
  }

  static CubeReference ofRecord(String folder, CubeStoreEntry entry) {
    return new CubeReference(
        entry.id(),
        Kind.STORE,
        folder + "/" + entry.file(),
        "",
        entry.offset(),
        entry.length(),
        entry.scenarios(),
        entry.tenors(),
        entry.type(),
        entry.checksum());
  }

  static CubeReference ofRow(String id, String file, long row, int scenarios, int tenors) {
    return new CubeReference(
        id,
        Kind.PARQUET,
        file,
        "",
        row,
        8L * scenarios * tenors,
        scenarios,
        tenors,
        CellType.FLOAT64,
        0);
  }

  static CubeReference ofFile(String id, Kind kind, String file, String cubeId, long length) {
    return new CubeReference(id, kind, file, cubeId, -1, length, 0, 0, CellType.FLOAT64, 0);
  }

  CubeStoreEntry entry() {
    return new CubeStoreEntry(
        nettingSetId,
        path.substring(path.lastIndexOf('/') + 1),
        position,
        length,
        scenarios,
        tenors,
        type,
        checksum);
  }

  /** The work of reading and computing, in values; for a text file guessed from its size. */
  public long cells() {
    return Math.max(1, scenarios > 0 ? (long) scenarios * tenors : length / 10);
  }
}
