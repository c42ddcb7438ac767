package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** What the readers of packed records and of their tables have in common. */
final class PackedRecords {
  /** Bytes of memory that a record needs at most. */
  static final int MEMORY_BYTES = 16;

  private PackedRecords() {}

  /** Size of a file in bytes. */
  static long length(Storage storage, Path file) {
    if (storage.isFolder(file)) {
      throw FailureException.of(
          FailureReason.INVALID, Storage.name(file), "is a folder, expected a file");
    }
    return storage.status(file).getLen();
  }

  /** How many records the rest of a file has, checked before memory is taken for them. */
  static int count(String name, long bytes, int recordBytes, String which) {
    if (bytes % recordBytes != 0) {
      throw malformed(
          name,
          "has "
              + bytes
              + " bytes"
              + (which.isEmpty() ? "" : " " + which)
              + ", expected a multiple of "
              + recordBytes
              + ": cut off, or not such a file");
    }
    if (bytes == 0) {
      throw noRow(name);
    }
    return StaticBinary.rowsThatFit(name, bytes / recordBytes, MEMORY_BYTES);
  }

  static byte[] block(InputStream in, int bytes, String name, long at, long length)
      throws IOException {
    byte[] block = in.readNBytes(bytes);
    if (block.length < bytes) {
      throw malformed(name, "ends at byte " + (at + block.length) + ", expected " + length);
    }
    return block;
  }

  static int column(RowSource rows, String name) {
    int at = rows.columns().indexOf(name);
    if (at < 0 || rows.columns().lastIndexOf(name) != at) {
      throw FailureException.of(
          at < 0 ? FailureReason.MISSING : FailureReason.MALFORMED,
          rows.headerPlace(),
          "has "
              + (at < 0 ? "no column " : "two columns ")
              + name
              + "; found "
              + String.join(",", rows.columns()));
    }
    return at;
  }

  static FailureException noRow(String name) {
    return FailureException.of(FailureReason.MISSING, name, "has no row, expected at least one");
  }

  static FailureException malformed(String where, String message) {
    return FailureException.of(FailureReason.MALFORMED, where, message);
  }
}
