package org.crosswind.format.ore;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.crosswind.format.table.DecimalText;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Walks the lines of a comma-separated file with their byte offsets, cells split, no object for a
 * line or a cell. (A CSV library counts characters; reading one id out of a large file needs the
 * bytes.) A cell may be in double quotes, without line breaks; carriage returns and empty lines are
 * skipped.
 */
final class LineScanner implements Closeable {
  private static final int MAX_CELLS = 64;
  private static final int MAX_LINE = 1 << 24;

  private final String file;
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private final int[] from = new int[MAX_CELLS];
  private final int[] to = new int[MAX_CELLS];
  private char[] text = new char[64];
  private int position;
  private int limit;
  private int lineStart;
  private int lineEnd;
  private int cells;
  private long line;
  private long bufferOffset;

  /**
   * A scanner.
   *
   * @param file for messages
   * @param in the bytes, from a line start on
   * @param offset of the first byte
   * @param line number of the line before the first
   */
  LineScanner(String file, InputStream in, long offset, long line) {
    this.file = file;
    this.in = in;
    this.bufferOffset = offset;
    this.line = line;
  }

  /** Moves to the next line that is not empty; false at the end of the file. */
  boolean next() throws IOException {
    do {
      int end = newline();
      if (end < 0) {
        return false;
      }
      line++;
      lineEnd = end > lineStart && buffer[end - 1] == '\r' ? end - 1 : end;
    } while (lineEnd == lineStart);
    return true;
  }

  /** The index of the end of the line that begins at {@code position}, or -1 at the end. */
  private int newline() throws IOException {
    lineStart = position;
    int i = position;
    while (true) {
      while (i < limit) {
        if (buffer[i] == '\n') {
          position = i + 1;
          return i;
        }
        i++;
      }
      if (lineStart > 0) {
        System.arraycopy(buffer, lineStart, buffer, 0, limit - lineStart);
        bufferOffset += lineStart;
        i -= lineStart;
        limit -= lineStart;
        lineStart = 0;
      } else if (limit == buffer.length) {
        if (limit >= MAX_LINE) {
          throw FailureException.of(
              FailureReason.MALFORMED,
              file + ":" + (line + 1),
              "the line has more than " + MAX_LINE + " bytes, expected text");
        }
        buffer = Arrays.copyOf(buffer, 2 * limit);
      }
      int n = in.read(buffer, limit, buffer.length - limit);
      if (n < 0) {
        position = limit;
        return limit > lineStart ? limit : -1;
      }
      limit += n;
    }
  }

  /** Splits the current line at its commas; how many cells. */
  int split() {
    cells = 0;
    int i = lineStart;
    while (true) {
      if (cells == MAX_CELLS) {
        throw problem("the line has more than " + MAX_CELLS + " cells");
      }
      if (i < lineEnd && buffer[i] == '"') {
        int close = i + 1;
        while (close < lineEnd && buffer[close] != '"') {
          close++;
        }
        from[cells] = i + 1;
        to[cells++] = close;
        i = Math.min(close + 1, lineEnd);
      } else {
        from[cells] = i;
        while (i < lineEnd && buffer[i] != ',') {
          i++;
        }
        to[cells++] = i;
      }
      if (i >= lineEnd) {
        return cells;
      }
      if (buffer[i] != ',') {
        throw problem("there is text after a closing quote");
      }
      i++;
    }
  }

  /** The current line's first byte in the file. */
  long offset() {
    return bufferOffset + lineStart;
  }

  /** The first byte after the current line and its line feed. */
  long endOffset() {
    return bufferOffset + position;
  }

  /** The number of the current line, from 1. */
  long line() {
    return line;
  }

  /** The first byte of the current line. */
  byte firstByte() {
    return buffer[lineStart];
  }

  /** The current line as text. */
  String text() {
    return new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
  }

  /** Whether a cell has these bytes. */
  boolean cellIs(int cell, byte[] expected) {
    return Arrays.equals(buffer, from[cell], to[cell], expected, 0, expected.length);
  }

  /** The bytes of a cell, copied. */
  byte[] bytes(int cell) {
    return Arrays.copyOfRange(buffer, from[cell], to[cell]);
  }

  /** A cell as text. */
  String cell(int cell) {
    return new String(buffer, from[cell], to[cell] - from[cell], StandardCharsets.UTF_8).strip();
  }

  /** A cell as a number. */
  double number(int cell, String name) {
    int n = to[cell] - from[cell];
    if (n > text.length) {
      text = new char[n];
    }
    for (int i = 0; i < n; i++) {
      text[i] = (char) (buffer[from[cell] + i] & 0xff);
    }
    try {
      return DecimalText.parse(text, 0, n);
    } catch (NumberFormatException e) {
      throw problem(name + " is '" + cell(cell) + "', expected a number");
    }
  }

  /** A cell as a whole number of at most nine digits, not negative. */
  int whole(int cell, String name) {
    int value = 0;
    int n = to[cell] - from[cell];
    boolean good = n > 0 && n <= 9;
    for (int i = from[cell]; good && i < to[cell]; i++) {
      int digit = buffer[i] - '0';
      good = digit >= 0 && digit <= 9;
      value = 10 * value + digit;
    }
    if (!good) {
      throw problem(name + " is '" + cell(cell) + "', expected a whole number >= 0");
    }
    return value;
  }

  /** The place of the current line. */
  String where() {
    return file + ":" + line;
  }

  FailureException problem(String message) {
    return FailureException.of(FailureReason.MALFORMED, where(), message);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
