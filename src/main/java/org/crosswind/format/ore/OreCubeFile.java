package org.crosswind.format.ore;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * One cube file of the Open Source Risk Engine, with the cubes of one or many ids: trades in {@code
 * rawcube.csv}, netting sets in {@code netcube.csv}. The forms that ORE writes:
 *
 * <pre>
 * #Id,Date,Sample,Depth,Value
 * CPTY_A,2016-02-05,0,0,2515649.7500
 * CPTY_A,2016-05-06,1,0,2408262.5000
 * </pre>
 *
 * <p>and the same with columns NettingSet and DateIndex after Id (newer versions), columns by name
 * whatever the case; the earliest date is the as-of date and has one row for each id, today's
 * value, with sample 0; samples are numbered from 1, or from 0. And the storage form {@code
 * #id,date,sample,depth,value} after lines {@code # asof : ...}, {@code # numIds : ...}, in which
 * ids and dates are numbers, samples begin at 0 and zeros are left out. Plain or gzip, by content.
 *
 * <p>Only depth 0 is read: the value at the date; further depths hold close-out values and flows.
 * Values are in the base currency divided by the numeraire: {@code deflated}. Dates become years by
 * Actual/Actual (ISDA) from the as-of date, as ORE does in its exposure reports.
 *
 * <p>Opening scans the file once and notes where the rows of each id are; reading an id reads its
 * rows only (a gzip file is unpacked again up to them). Not thread-safe; holds no open file.
 */
public final class OreCubeFile {
  /** Neighbouring lines of one id. */
  private record Run(long offset, long end, long lineBefore) {}

  private final Storage storage;
  private final Path path;
  private final String file;
  private final Map<String, List<Run>> runs = new LinkedHashMap<>();
  private OreHeader header;
  private LocalDate asOf;

  private OreCubeFile(Storage storage, Path path) {
    this.storage = storage;
    this.path = path;
    this.file = Storage.name(path);
  }

  /**
   * Finds out what is in a file.
   *
   * @throws FailureException when it is absent or not an ORE cube
   */
  public static OreCubeFile open(Storage storage, Path path) {
    OreCubeFile cube = new OreCubeFile(storage, path);
    try {
      cube.scan();
    } catch (IOException e) {
      throw cube.unreadable(e);
    }
    return cube;
  }

  /** Whether a file that begins with this line can be an ORE cube. */
  public static boolean isFirstLine(String line) {
    return OreHeader.isFirstLine(line);
  }

  /** The ids in the order of the file. */
  public Set<String> ids() {
    return java.util.Collections.unmodifiableSet(runs.keySet());
  }

  /** The as-of date. */
  public LocalDate asOf() {
    return asOf;
  }

  /** The bytes of an id's rows, a measure of the work of reading them. */
  public long bytes(String id) {
    return runs.getOrDefault(id, List.of()).stream().mapToLong(r -> r.end() - r.offset()).sum();
  }

  /**
   * Reads the cube of one id.
   *
   * @param id of a trade or netting set, as in the file
   * @param buffer receives the values; the cube is valid until it is used again
   * @return the cube; its present value is the value at the as-of date
   * @throws FailureException UNKNOWN_REFERENCE when the file has no such id; MALFORMED, with the
   *     line, when a cell is missing, double or not a number
   */
  public ExposureCube read(String id, CubeBuffer buffer) {
    List<Run> own = runs.get(id);
    if (own == null) {
      throw FailureException.of(
          FailureReason.UNKNOWN_REFERENCE,
          file,
          "has no cube of '" + id + "'; it has " + some(runs.keySet()));
    }
    OreRows rows = new OreRows(file, id);
    try {
      for (Run run : own) {
        read(run, rows);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return header.storageForm() ? rows.sparse(header, buffer) : rows.complete(asOf, buffer);
  }

  private void scan() throws IOException {
    try (LineScanner lines = new LineScanner(file, stream(0), 0, 0)) {
      header = OreHeader.read(lines, file);
      byte[] id = null;
      byte[] earliest = null;
      long earliestLine = 0;
      long start = 0;
      long end = 0;
      long lineBefore = 0;
      while (lines.next()) {
        cells(lines);
        if (id == null || !lines.cellIs(header.id, id)) {
          note(lines, id, new Run(start, end, lineBefore));
          id = lines.bytes(header.id);
          start = lines.offset();
          lineBefore = lines.line() - 1;
        }
        end = lines.endOffset();
        if (!header.storageForm() && (earliest == null || before(lines, earliest))) {
          earliest = lines.bytes(header.date);
          earliestLine = lines.line();
        }
      }
      note(lines, id, new Run(start, end, lineBefore));
      if (runs.isEmpty()) {
        throw FailureException.of(
            FailureReason.MALFORMED, file, "has no rows, expected a cube after the header");
      }
      asOf = header.storageForm() ? header.asOf : asOf(earliest, earliestLine);
    }
  }

  /** ISO dates in bytes sort like the dates. */
  private boolean before(LineScanner lines, byte[] earliest) {
    return !lines.cellIs(header.date, earliest)
        && Arrays.compare(lines.bytes(header.date), earliest) < 0;
  }

  private LocalDate asOf(byte[] earliest, long line) {
    String text = new String(earliest, java.nio.charset.StandardCharsets.UTF_8);
    LocalDate date = OreHeader.date(text);
    if (date == null) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          file + ":" + line,
          "Date is '" + text + "', expected yyyy-mm-dd");
    }
    return date;
  }

  private void note(LineScanner lines, byte[] id, Run run) {
    if (id == null) {
      return;
    }
    String name = new String(id, java.nio.charset.StandardCharsets.UTF_8).strip();
    if (header.storageForm()) {
      int number = name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
      if (number < 0 || number >= header.ids.size()) {
        throw FailureException.of(
            FailureReason.MALFORMED,
            file + ":" + (run.lineBefore() + 1),
            "id is '" + name + "', expected a number from 0 to " + (header.ids.size() - 1));
      }
      name = header.ids.get(number);
    }
    if (name.isEmpty()) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          file + ":" + (run.lineBefore() + 1),
          "the id is empty, expected a trade or netting set");
    }
    runs.computeIfAbsent(name, key -> new ArrayList<>(2)).add(run);
  }

  private void cells(LineScanner lines) {
    int cells = lines.split();
    if (cells != header.cells) {
      throw lines.problem(
          "the row has " + cells + " cells, expected " + header.cells + " as in the header");
    }
  }

  private void read(Run run, OreRows rows) throws IOException {
    try (LineScanner lines =
        new LineScanner(file, stream(run.offset()), run.offset(), run.lineBefore())) {
      byte[] dateText = new byte[0];
      LocalDate date = null;
      int dateNumber = -1;
      while (lines.next() && lines.offset() < run.end()) {
        cells(lines);
        if (header.depth >= 0 && lines.whole(header.depth, "Depth") != 0) {
          continue;
        }
        if (date == null || !lines.cellIs(header.date, dateText)) {
          dateText = lines.bytes(header.date);
          date = date(lines);
          dateNumber = date.equals(asOf) ? -1 : rows.date(date);
        }
        int sample = lines.whole(header.sample, "Sample");
        double value = lines.number(header.value, "Value");
        if (dateNumber < 0) {
          rows.today(lines.line(), value);
        } else {
          rows.add(lines.line(), dateNumber, sample, value);
        }
      }
    }
  }

  private LocalDate date(LineScanner lines) {
    if (header.storageForm()) {
      int number = lines.whole(header.date, "date");
      if (number > header.dates.size()) {
        throw lines.problem(
            "date is " + number + ", expected a number from 0 to " + header.dates.size());
      }
      return number == 0 ? asOf : header.dates.get(number - 1);
    }
    LocalDate date = OreHeader.date(lines.cell(header.date));
    if (date == null) {
      throw lines.problem("Date is '" + lines.cell(header.date) + "', expected yyyy-mm-dd");
    }
    return date;
  }

  /** The bytes of the text from an offset on, unpacked when the file is packed. */
  private InputStream stream(long offset) throws IOException {
    FSDataInputStream raw = storage.open(path);
    boolean opened = false;
    try {
      byte[] head = new byte[2];
      int n = raw.read(0, head, 0, 2);
      InputStream in;
      if (n == 2 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b) {
        in = new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
        in.skipNBytes(offset);
      } else {
        raw.seek(offset);
        in = raw;
      }
      opened = true;
      return in;
    } finally {
      if (!opened) {
        raw.close();
      }
    }
  }

  private FailureException unreadable(IOException e) {
    if (e instanceof EOFException || e instanceof java.util.zip.ZipException) {
      return FailureException.of(
          FailureReason.MALFORMED, file, "is cut off or damaged: " + e.getMessage());
    }
    return Storage.failure(path, "read", e);
  }

  private static String some(Set<String> ids) {
    List<String> first = ids.stream().limit(5).toList();
    return String.join(", ", first)
        + (ids.size() > first.size() ? " and " + (ids.size() - first.size()) + " more" : "");
  }
}
