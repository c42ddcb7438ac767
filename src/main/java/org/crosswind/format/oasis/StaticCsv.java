package org.crosswind.format.oasis;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The text form of a static table: a header, then comma-separated rows. Columns are found by name,
 * in any order, other columns are ignored; the columns of {@code coverages} are found by place, as
 * the reference does.
 */
final class StaticCsv {
  private static final int FLUSH_CHARS = 1 << 16;

  private StaticCsv() {}

  /**
   * Reads a whole file.
   *
   * @throws FailureException with file and line when a column is missing or a cell is not a number
   *     of its type
   */
  static TableData read(StaticTable table, StaticFolder folder, String file) {
    String where = folder.name(file);
    StaticCsvHandler rows = new StaticCsvHandler(table, where);
    try (InputStream in = folder.open(file);
        CsvReader<StaticCsvHandler> reader =
            CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .detectBomHeader(true)
                .build(rows, in, StandardCharsets.UTF_8)) {
      for (StaticCsvHandler row : reader) {
        row.endRow();
      }
    } catch (CsvParseException e) {
      if (e.getCause() instanceof FailureException failure) {
        throw failure;
      }
      throw new FailureException(
          new Failure(FailureReason.MALFORMED, where, "is not CSV: " + e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw failure(where, e.getCause());
    } catch (IOException e) {
      throw failure(where, e);
    }
    return rows.table();
  }

  private static FailureException failure(String where, IOException e) {
    return new FailureException(new Failure(FailureReason.IO, where, "could not read: " + e), e);
  }

  /** Writes a whole table, real numbers so that they read back to the same bits. */
  static void write(TableData data, StaticFolder folder) {
    String file = data.table().fileName(StaticForm.CSV);
    List<StaticTable.Column> columns = data.table().columns();
    StringBuilder text = new StringBuilder(FLUSH_CHARS + 1024);
    text.append(String.join(",", data.table().columnNames())).append('\n');
    try (OutputStream out = folder.create(file);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      for (int r = 0; r < data.rows(); r++) {
        for (int c = 0; c < columns.size(); c++) {
          if (c > 0) {
            text.append(',');
          }
          int word = data.words()[c][r];
          switch (columns.get(c).type()) {
            case INTEGER -> text.append(word);
            case UNSIGNED -> text.append(Integer.toUnsignedLong(word));
            case REAL -> FloatText.append(text, Float.intBitsToFloat(word));
          }
        }
        text.append('\n');
        if (text.length() >= FLUSH_CHARS) {
          writer.append(text);
          text.setLength(0);
        }
      }
      writer.append(text);
    } catch (IOException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, folder.name(file), "could not write: " + e), e);
    }
  }
}
