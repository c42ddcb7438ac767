package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** The binary form of a static table: packed little-endian records, no header. */
final class StaticBinary {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int RECORDS_PER_BLOCK = 8192;

  private StaticBinary() {}

  /**
   * Reads a whole file.
   *
   * @param length of the file in bytes
   * @throws FailureException when the length is no whole number of records, or when the file turns
   *     out to be shorter
   */
  static TableData read(StaticTable table, StaticFolder folder, String file, long length) {
    String where = folder.name(file);
    int recordBytes = table.recordBytes();
    if (length % recordBytes != 0) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where,
          "has "
              + length
              + " bytes, expected a multiple of "
              + recordBytes
              + " (records of "
              + (recordBytes / Integer.BYTES)
              + " fields of 4 bytes): cut off, or not a "
              + table.stem()
              + " file");
    }
    int rows = rowsThatFit(where, length / recordBytes, recordBytes);
    int first = table.firstBinaryColumn();
    int columns = table.columns().size();
    int[][] words = new int[columns][rows];
    byte[] block = new byte[RECORDS_PER_BLOCK * recordBytes];
    try (InputStream in = folder.open(file)) {
      for (int row = 0; row < rows; row += RECORDS_PER_BLOCK) {
        int records = Math.min(RECORDS_PER_BLOCK, rows - row);
        int read = in.readNBytes(block, 0, records * recordBytes);
        if (read < records * recordBytes) {
          throw FailureException.of(
              FailureReason.MALFORMED,
              where,
              "ends at byte " + ((long) row * recordBytes + read) + ", expected " + length);
        }
        for (int c = first; c < columns; c++) {
          int[] column = words[c];
          for (int r = 0, at = (c - first) * Integer.BYTES; r < records; r++, at += recordBytes) {
            column[row + r] = (int) WORD.get(block, at);
          }
        }
      }
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, where, "could not read: " + e), e);
    }
    if (first > 0) {
      for (int r = 0; r < rows; r++) {
        words[0][r] = r + 1;
      }
    }
    return new TableData(table, words, rows, TableSource.binary(where, recordBytes));
  }

  /** Refuses a table that cannot be in memory, before anything is allocated for it. */
  static int rowsThatFit(String where, long rows, int recordBytes) {
    long needed = 2 * rows * recordBytes;
    long heap = Runtime.getRuntime().maxMemory();
    if (rows > Integer.MAX_VALUE - 8 || needed > heap) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "has "
              + rows
              + " records, which need about "
              + (needed >> 20)
              + " MB of memory, but the heap is limited to "
              + (heap >> 20)
              + " MB (-Xmx)");
    }
    return (int) rows;
  }

  /**
   * Writes a whole table.
   *
   * @throws FailureException when the table has something that the form cannot hold: coverages that
   *     are not 1, 2, ...
   */
  static void write(TableData data, StaticFolder folder) {
    StaticTable table = data.table();
    String file = table.fileName(StaticForm.BINARY);
    int recordBytes = table.recordBytes();
    int first = table.firstBinaryColumn();
    if (first > 0) {
      checkPositional(data, folder.name(file));
    }
    byte[] block = new byte[RECORDS_PER_BLOCK * recordBytes];
    try (OutputStream out = folder.create(file)) {
      for (int row = 0; row < data.rows(); row += RECORDS_PER_BLOCK) {
        int records = Math.min(RECORDS_PER_BLOCK, data.rows() - row);
        for (int c = first; c < data.words().length; c++) {
          int[] column = data.words()[c];
          for (int r = 0, at = (c - first) * Integer.BYTES; r < records; r++, at += recordBytes) {
            WORD.set(block, at, column[row + r]);
          }
        }
        out.write(block, 0, records * recordBytes);
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, folder.name(file), "could not write: " + e), e);
    }
  }

  private static void checkPositional(TableData data, String where) {
    int[] ids = data.words()[0];
    for (int r = 0; r < data.rows(); r++) {
      if (ids[r] != r + 1) {
        throw FailureException.of(
            FailureReason.INVALID,
            data.source().where(r),
            "has "
                + data.table().columns().get(0).name()
                + " "
                + ids[r]
                + ", expected "
                + (r + 1)
                + ": the binary form "
                + where
                + " has no place for the id and counts records instead");
      }
    }
  }
}
