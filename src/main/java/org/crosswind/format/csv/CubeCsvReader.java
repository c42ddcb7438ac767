package org.crosswind.format.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.DecimalText;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads a cube as wayfault writes it: the header has the tenors in years, strictly increasing and
 * greater than zero; then a line for each scenario, a value for each tenor, no index column.
 *
 * <pre>
 * 0.5,1.0,1.5,2.0
 * 1.21,1.55,1.80,2.10
 * -0.40,0.25,2.25,3.5
 * </pre>
 *
 * <p>Values are money of one currency, signed; {@code nan} and {@code inf} are read as what they
 * say and left to whoever computes with them. A row that is longer or shorter than the header, an
 * empty cell and text are refused (wayfault reads an empty cell as NaN). Empty lines are skipped.
 * Today's value is unknown.
 *
 * <p>Keeps its memory from cube to cube; not thread-safe.
 */
public final class CubeCsvReader {
  private static final int NO_ROOM = Integer.MAX_VALUE - 8;

  private final Storage storage;
  private double[] cells = new double[1 << 12];

  /** A reader of cubes, one after the other. */
  public CubeCsvReader(Storage storage) {
    this.storage = storage;
  }

  /**
   * Reads one cube.
   *
   * @param file the file
   * @param buffer receives the values; the cube is valid until the buffer is used again
   * @throws FailureException naming file, line, column, the text found and what was expected
   */
  public ExposureCube read(Path file, CubeBuffer buffer) {
    Rows rows = new Rows(Storage.name(file));
    try (CsvReader<Rows> reader = CsvText.parser().build(rows, CsvText.open(storage, file));
        CloseableIterator<Rows> lines = reader.iterator()) {
      while (lines.hasNext()) {
        lines.next();
      }
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    } catch (RuntimeException e) {
      throw CsvText.failure(file, rows.line, e);
    }
    return rows.cube(buffer);
  }

  /** Takes the parser's cells as they pass, without a string for a number. */
  private final class Rows extends AbstractBaseCsvCallbackHandler<Rows> {
    private final String file;
    private long line;
    private double[] tenors = new double[16];
    private int tenorCount;
    private TenorGrid grid;
    private int size;
    private int scenarios;

    Rows(String file) {
      this.file = file;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      line = startingLineNumber;
    }

    @Override
    protected void handleField(int column, char[] text, int from, int length, boolean quoted) {
      if (grid == null) {
        int start = column == 0 && length > 0 && text[from] == '\uFEFF' ? 1 : 0;
        if (column == tenors.length) {
          tenors = Arrays.copyOf(tenors, 2 * column);
        }
        tenors[column] = number(column, text, from + start, length - start);
        tenorCount = column + 1;
      } else if (column < tenorCount) {
        if (size == cells.length) {
          grow();
        }
        cells[size++] = number(column, text, from, length);
      }
    }

    @Override
    protected Rows buildRecord() {
      if (getRecordType() != RecordType.DATA) {
        return this;
      }
      if (grid == null) {
        grid = TenorGrid.of(file + ":" + line, Arrays.copyOf(tenors, tenorCount));
      } else if (getFieldCount() != tenorCount) {
        throw FailureException.of(
            FailureReason.MALFORMED,
            file + ":" + line,
            "the row has "
                + getFieldCount()
                + " values, expected "
                + tenorCount
                + " as there are tenors in the header");
      } else {
        scenarios++;
      }
      return this;
    }

    private double number(int column, char[] text, int from, int length) {
      try {
        return DecimalText.parse(text, from, length);
      } catch (NumberFormatException e) {
        String found = new String(text, from, length).strip();
        throw FailureException.of(
            FailureReason.MALFORMED,
            file + ":" + line,
            "column "
                + (column + 1)
                + (grid == null ? "" : " (tenor " + grid.time(column) + ")")
                + (found.isEmpty() ? " is empty" : " is '" + found + "'")
                + ", expected "
                + (grid == null ? "a tenor in years" : "a number"));
      }
    }

    private void grow() {
      if (size == NO_ROOM) {
        throw FailureException.of(
            FailureReason.INVALID,
            file + ":" + line,
            "the cube has more than " + NO_ROOM + " values, expected at most that many");
      }
      long more = Math.min(2L * size, NO_ROOM);
      CubeBuffer.checkFits(file + ":" + line, more);
      cells = Arrays.copyOf(cells, (int) more);
    }

    ExposureCube cube(CubeBuffer buffer) {
      if (grid == null) {
        throw FailureException.of(
            FailureReason.MALFORMED, file, "is empty, expected a header line with tenors in years");
      }
      if (scenarios == 0) {
        throw FailureException.of(
            FailureReason.INVALID,
            file,
            "the cube has no scenarios, expected at least one row after the header");
      }
      double[] values = buffer.array(file, size);
      for (int t = 0; t < tenorCount; t++) {
        for (int s = 0, to = t * scenarios, from = t; s < scenarios; s++, from += tenorCount) {
          values[to + s] = cells[from];
        }
      }
      return new ExposureCube(file, grid, scenarios, values, Double.NaN);
    }
  }
}
