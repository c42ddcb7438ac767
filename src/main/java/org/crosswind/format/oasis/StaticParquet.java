package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.parquet.hadoop.ParquetWriter;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The Parquet form of a static table: the columns of the text form by name, none of them null, the
 * order of rows kept. Columns are found by name, others are ignored.
 */
final class StaticParquet {
  /** Fewer bytes than this for so many rows cannot be: a forged count. */
  private static final int ROWS_PER_BYTE = 1 << 16;

  private StaticParquet() {}

  /**
   * Reads a whole file.
   *
   * @throws FailureException when it is no Parquet file, or a column is missing, of another type,
   *     or null somewhere
   */
  static TableData read(StaticTable table, StaticFolder folder, String file) {
    String where = folder.name(file);
    byte[] bytes = allBytes(folder, file, where);
    try (WordParquet parquet = WordParquet.open(where, new MemoryInput(bytes), table.columns())) {
      int columns = table.columns().size();
      if (parquet.rows() < 0 || parquet.rows() / ROWS_PER_BYTE > bytes.length) {
        throw FailureException.of(
            FailureReason.MALFORMED,
            where,
            "declares " + parquet.rows() + " rows in " + bytes.length + " bytes");
      }
      int rows = StaticBinary.rowsThatFit(where, parquet.rows(), Integer.BYTES * columns);
      int[][] words = new int[columns][rows];
      int done = 0;
      while (parquet.next()) {
        for (int c = 0; c < columns; c++) {
          parquet.read(c, words[c], done);
        }
        done += parquet.groupRows();
      }
      return new TableData(table, words, done, TableSource.rows(where));
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, where, "could not read: " + e), e);
    }
  }

  private static byte[] allBytes(StaticFolder folder, String file, String where) {
    OptionalLong length = folder.length(file);
    StaticBinary.rowsThatFit(where, length.orElse(0), 1);
    try (InputStream in = folder.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, where, "could not read: " + e), e);
    }
  }

  /** Writes a whole table. */
  static void write(TableData data, StaticFolder folder) {
    String file = data.table().fileName(StaticForm.PARQUET);
    int[][] words = data.words();
    int[] cells = new int[words.length];
    try (ParquetWriter<int[]> writer =
        WordParquet.writer(
            folder.create(file), data.table().stem(), data.table().columns(), Map.of())) {
      for (int row = 0; row < data.rows(); row++) {
        for (int c = 0; c < cells.length; c++) {
          cells[c] = words[c][row];
        }
        writer.write(cells);
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, folder.name(file), "could not write: " + e), e);
    }
  }
}
