package org.crosswind.format.oasis;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.InputFile;
import org.crosswind.format.oasis.StaticTable.Column;
import org.crosswind.model.insurance.SampleLanes;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Reads a {@link LossTable} from text or Parquet and writes it as a loss stream. */
public final class LossTableReader {
  /** Items are handed on in pieces of about this many bytes. */
  private static final int PIECE_BYTES = 1 << 20;

  private LossTableReader() {}

  /**
   * Text to stream.
   *
   * @param name the text, for messages
   * @param csv the text; columns are found by name, others are ignored; not closed
   * @param header what the text has no place for; its greatest sample must not be below one of the
   *     table
   * @param out receives header and items; closed
   * @throws FailureException with file and line when a cell is not a number of its type or a sample
   *     index is out of range
   */
  public static void csv(String name, InputStream csv, LossStreamHeader header, OutputStream out) {
    try (LossStreamWriter writer = new LossStreamWriter(name, out, header)) {
      CsvRows rows = new CsvRows(name, header.maxSample());
      readCsv(name, csv, rows, writer);
      rows.items.end();
      writer.append(rows.items.buffer());
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /**
   * The greatest sample index of a table in text, for a header when nobody knows it.
   *
   * @param csv as in {@link #csv}; not closed
   */
  public static int maxSample(String name, InputStream csv) {
    CsvRows rows = new CsvRows(name, SampleLanes.MAX_SAMPLES);
    readCsv(name, csv, rows, null);
    return rows.items.maxSample();
  }

  private static void readCsv(String name, InputStream csv, CsvRows rows, LossStreamWriter writer) {
    // The stream stays open: closing is the caller's business, and only the parser's buffer is
    // lost.
    @SuppressWarnings("resource")
    CsvReader<CsvRows> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .detectBomHeader(true)
            .build(rows, csv, StandardCharsets.UTF_8);
    try {
      for (CsvRows row : reader) {
        row.endRow();
        if (row.items.buffer().length() >= PIECE_BYTES) {
          if (writer == null) {
            row.items.buffer().clear();
          } else {
            writer.append(row.items.buffer());
            row.items.buffer().clear();
          }
        }
      }
    } catch (CsvParseException e) {
      if (e.getCause() instanceof FailureException failure) {
        throw failure;
      }
      throw new FailureException(
          new Failure(FailureReason.MALFORMED, name, "is not CSV: " + e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw failure(name, e.getCause());
    }
    rows.checkHeader();
  }

  /**
   * Parquet to stream.
   *
   * @param name the file, for messages
   * @param file the file
   * @param header what to write instead of what the footer says; needed when it says nothing
   * @param out receives header and items; closed
   */
  public static void parquet(
      String name, InputFile file, Optional<LossStreamHeader> header, OutputStream out) {
    String id =
        WordParquet.hasColumn(name, file, LossTable.OUTPUT_ID)
            ? LossTable.OUTPUT_ID
            : LossTable.ITEM_ID;
    try (WordParquet parquet = WordParquet.open(name, file, LossTable.columns(id))) {
      LossStreamHeader found = header.or(() -> headerOf(parquet)).orElseThrow(() -> noHeader(name));
      LossTable.Items items = new LossTable.Items();
      long row = 0;
      try (LossStreamWriter writer = new LossStreamWriter(name, out, found)) {
        while (parquet.next()) {
          int rows = StaticBinary.rowsThatFit(name, parquet.groupRows(), 4 * Integer.BYTES);
          int[][] words = new int[4][rows];
          for (int c = 0; c < words.length; c++) {
            parquet.read(c, words[c], 0);
          }
          for (int r = 0; r < rows; r++) {
            row++;
            checkSample(name + " row " + row, words[2][r], found.maxSample());
            items.row(words[0][r], words[1][r], words[2][r], words[3][r]);
            if (items.buffer().length() >= PIECE_BYTES) {
              writer.append(items.buffer());
              items.buffer().clear();
            }
          }
        }
        items.end();
        writer.append(items.buffer());
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  private static Optional<LossStreamHeader> headerOf(WordParquet parquet) {
    String type = parquet.metadata().get(LossTable.TYPE_KEY);
    String maxSample = parquet.metadata().get(LossTable.MAX_SAMPLE_KEY);
    if (type == null || maxSample == null || !type.matches("[12] \\d{1,8}")) {
      return Optional.empty();
    }
    try {
      String[] parts = type.split(" ", -1);
      return Optional.of(
          new LossStreamHeader(
              Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(maxSample)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static FailureException noHeader(String name) {
    return FailureException.of(
        FailureReason.MISSING,
        name,
        "the footer does not say the greatest sample index of the stream ("
            + LossTable.MAX_SAMPLE_KEY
            + "); give it");
  }

  private static void checkSample(String where, int sidx, int maxSample) {
    if (sidx < SampleLanes.MAXIMUM_LOSS || sidx > maxSample) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "sidx is "
              + sidx
              + ", expected -5 to -1, 1 to "
              + maxSample
              + ", or 0 for the end of an item");
    }
  }

  private static FailureException failure(String name, IOException e) {
    return new FailureException(new Failure(FailureReason.IO, name, "could not copy: " + e), e);
  }

  /** The rows of a text, cell by cell. */
  private static final class CsvRows extends AbstractBaseCsvCallbackHandler<CsvRows> {
    private final String name;
    private final int maxSample;
    private final LossTable.Items items = new LossTable.Items();
    private final List<String> header = new ArrayList<>();
    private List<Column> columns;
    private int[] columnOfField;
    private final int[] cells = new int[4];
    private int filled;
    private long line;

    CsvRows(String name, int maxSample) {
      this.name = name;
      this.maxSample = maxSample;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      line = startingLineNumber;
      filled = 0;
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
      if (columnOfField == null) {
        header.add(new String(buffer, offset, length).strip());
      } else if (field < columnOfField.length && columnOfField[field] >= 0) {
        int column = columnOfField[field];
        cells[column] = CsvCells.word(columns.get(column), buffer, offset, length, name, line);
        filled++;
      }
    }

    @Override
    protected CsvRows buildRecord() {
      return this;
    }

    void endRow() {
      if (columnOfField == null) {
        String id = header.contains(LossTable.OUTPUT_ID) ? LossTable.OUTPUT_ID : LossTable.ITEM_ID;
        columns = LossTable.columns(id);
        columnOfField = CsvCells.fields(columns, header, name, line);
        return;
      }
      if (filled < cells.length) {
        throw CsvCells.tooShort(getFieldCount(), header, name, line);
      }
      checkSample(name + ":" + line, cells[2], maxSample);
      items.row(cells[0], cells[1], cells[2], cells[3]);
    }

    void checkHeader() {
      if (columnOfField == null) {
        throw FailureException.of(
            FailureReason.MALFORMED,
            name,
            "has no header, expected event_id,item_id,sidx,loss or event_id,output_id,sidx,loss");
      }
    }
  }
}
