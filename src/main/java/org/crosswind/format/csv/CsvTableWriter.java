package org.crosswind.format.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowBuffer;
import org.crosswind.format.table.TableSchema;

/**
 * One table as one CSV file: RFC 4180 quoting, UTF-8, a line feed after each row, a header line.
 *
 * <p>Doubles are written so that reading gives the same bits; {@code NaN}, {@code Infinity} and
 * {@code -Infinity} as those words, which is not the same as an empty cell: that is null. A list of
 * doubles is one cell with blanks between. Text that is empty is written as {@code ""}.
 *
 * <pre>
 * input_index,id,reason,where,message
 * 4,NS5,INVALID,book.csv:6,"recovery is 1.2, expected a number in [0, 1)"
 * 9,NS10,MISSING,cubes/NS10.csv,there is no such file or folder
 * </pre>
 */
public final class CsvTableWriter extends RowBuffer {
  private final Path path;
  private final CsvWriter writer;

  /** Creates or replaces the file and writes the header. */
  public CsvTableWriter(Storage storage, Path path, TableSchema schema) {
    super(schema);
    this.path = path;
    this.writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(
                new BufferedWriter(
                    new OutputStreamWriter(storage.create(path), StandardCharsets.UTF_8), 1 << 16));
    try {
      writer.writeRecord(schema.names());
    } catch (UncheckedIOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  @Override
  protected void write() {
    try {
      CsvWriter.CsvWriterRecord row = writer.writeRecord();
      for (int i = 0; i < schema().size(); i++) {
        row.writeField(cell(i));
      }
      row.endRecord();
    } catch (UncheckedIOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  private String cell(int column) {
    if (isNull(column)) {
      return null;
    }
    switch (schema().column(column).type()) {
      case BOOLEAN:
        return Boolean.toString(booleanAt(column));
      case INT, LONG:
        return Long.toString(longAt(column));
      case DOUBLE:
        return Double.toString(doubleAt(column));
      case STRING:
        return stringAt(column);
      case DOUBLE_ARRAY:
        StringBuilder text = new StringBuilder();
        for (double value : doublesAt(column)) {
          text.append(text.isEmpty() ? "" : " ").append(value);
        }
        return text.toString();
    }
    throw new IllegalStateException("column type " + schema().column(column).type());
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }
}
