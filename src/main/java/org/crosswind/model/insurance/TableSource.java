package org.crosswind.model.insurance;

import java.util.Objects;

/**
 * Where the rows of a table came from, so that a message can name the place that a person has to
 * open: {@code input/fm_policytc.csv:17} or {@code input/fm_policytc.bin record 16 (byte 240)}.
 */
public final class TableSource {
  private enum Kind {
    TEXT,
    BINARY,
    ROWS
  }

  private final String path;
  private final Kind kind;
  private final int headerBytes;
  private final int recordBytes;
  private final int[] lineOfRow;

  private TableSource(String path, Kind kind, int headerBytes, int recordBytes, int[] lineOfRow) {
    this.path = Objects.requireNonNull(path, "path");
    this.kind = kind;
    this.headerBytes = headerBytes;
    this.recordBytes = recordBytes;
    this.lineOfRow = lineOfRow;
  }

  /** A text file whose first line is the header and whose row {@code i} is line {@code i + 2}. */
  public static TableSource text(String path) {
    return new TableSource(path, Kind.TEXT, 0, 0, null);
  }

  /**
   * A text file with empty lines in between.
   *
   * @param path the file
   * @param lineOfRow for each row the 1-based line; kept, not copied
   */
  public static TableSource text(String path, int[] lineOfRow) {
    return new TableSource(path, Kind.TEXT, 0, 0, Objects.requireNonNull(lineOfRow, "lineOfRow"));
  }

  /** A packed binary file whose row {@code i} starts at byte {@code i * recordBytes}. */
  public static TableSource binary(String path, int recordBytes) {
    return binary(path, 0, recordBytes);
  }

  /** As {@link #binary(String, int)}, with so many bytes before the first row. */
  public static TableSource binary(String path, int headerBytes, int recordBytes) {
    return new TableSource(path, Kind.BINARY, headerBytes, recordBytes, null);
  }

  /** A table with numbered rows and no bytes to point at: a Parquet file, or one made in memory. */
  public static TableSource rows(String path) {
    return new TableSource(path, Kind.ROWS, 0, 0, null);
  }

  /** The file, or the name of the table when there is no file. */
  public String path() {
    return path;
  }

  /**
   * The place of a row, for the {@code where} of a failure.
   *
   * @param row 0-based
   */
  public String where(int row) {
    return switch (kind) {
      case TEXT -> path + ":" + (lineOfRow == null ? row + 2L : lineOfRow[row]);
      case BINARY ->
          path
              + " record "
              + (row + 1L)
              + " (byte "
              + (headerBytes + (long) row * recordBytes)
              + ")";
      case ROWS -> path + " row " + (row + 1L);
    };
  }

  @Override
  public String toString() {
    return path;
  }
}
