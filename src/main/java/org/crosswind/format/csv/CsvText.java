package org.crosswind.format.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** How every CSV file of ours is opened, and what its parser's complaints become. */
final class CsvText {
  private CsvText() {}

  /** UTF-8 text, unpacked when it is gzip; bytes that are not UTF-8 are an error, not a "?". */
  static Reader open(Storage storage, Path file) {
    return new BufferedReader(
        new InputStreamReader(storage.openUnpacked(file), StandardCharsets.UTF_8.newDecoder()),
        1 << 16);
  }

  /** A parser that leaves the count of cells to us and skips empty lines. */
  static CsvReader.CsvReaderBuilder parser() {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  /** What the parser or the stream below it threw, as a failure that names the file and line. */
  static RuntimeException failure(Path file, long line, RuntimeException e) {
    String name = Storage.name(file);
    if (e.getCause() instanceof FailureException inner) {
      return inner; // thrown by a handler of ours inside the parser
    }
    if (e instanceof UncheckedIOException io) {
      if (io.getCause() instanceof CharacterCodingException) {
        return new FailureException(
            new Failure(
                FailureReason.MALFORMED,
                name,
                "has bytes that are not UTF-8 text"
                    + (line == 0 ? "" : " after line " + line)
                    + ", expected a CSV file"),
            e);
      }
      return Storage.failure(file, "read", io);
    }
    if (e instanceof CsvParseException) {
      return new FailureException(
          new Failure(
              FailureReason.MALFORMED,
              name + ":" + (line + 1),
              "cannot be read as CSV: " + e.getMessage()),
          e);
    }
    return e;
  }

  static String withoutMark(String cell) {
    return cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
  }
}
