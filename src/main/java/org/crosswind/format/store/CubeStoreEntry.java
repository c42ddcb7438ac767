package org.crosswind.format.store;

import java.util.Objects;

/**
 * Where the cube of one netting set is in a store: a row of the index table.
 *
 * @param id the netting set
 * @param file name of the record file in the store's folder
 * @param offset first byte of the record
 * @param length bytes of the record
 * @param scenarios of the cube
 * @param tenors of the cube
 * @param type of its values
 * @param checksum CRC-32C of the record, an unsigned number of 32 bits
 */
public record CubeStoreEntry(
    String id,
    String file,
    long offset,
    long length,
    int scenarios,
    int tenors,
    CellType type,
    long checksum) {
  /** Checks that nothing is null. */
  public CubeStoreEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(type, "type");
  }

  /** Where the record ends. */
  long end() {
    return offset + length;
  }
}
