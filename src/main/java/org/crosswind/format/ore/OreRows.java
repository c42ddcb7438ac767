package org.crosswind.format.ore;

import java.time.LocalDate;
import java.util.Arrays;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The rows of one id as they come, and the cube they make: every date must have every sample once.
 */
final class OreRows {
  /** From this many values on, a promise without rows is not believed: no memory for it. */
  private static final long LARGE = 1 << 24;

  private final String file;
  private final String id;
  private LocalDate[] dates = new LocalDate[16];
  private int[] rowsOfDate = new int[16];
  private long[] firstLineOfDate = new long[16];
  private int dateCount;
  private int[] dateOf = new int[1 << 10];
  private int[] sampleOf = new int[1 << 10];
  private double[] valueOf = new double[1 << 10];
  private long[] lineOf = new long[1 << 10];
  private int size;
  private int minSample = Integer.MAX_VALUE;
  private int maxSample = -1;
  private double today;
  private long todayLine;
  private long lastLine;

  OreRows(String file, String id) {
    this.file = file;
    this.id = id;
  }

  /** The number of a date, in order of appearance. */
  int date(LocalDate date) {
    for (int d = dateCount - 1; d >= 0; d--) {
      if (dates[d].equals(date)) {
        return d;
      }
    }
    if (dateCount == dates.length) {
      dates = Arrays.copyOf(dates, 2 * dateCount);
      rowsOfDate = Arrays.copyOf(rowsOfDate, 2 * dateCount);
      firstLineOfDate = Arrays.copyOf(firstLineOfDate, 2 * dateCount);
    }
    dates[dateCount] = date;
    return dateCount++;
  }

  void today(long line, double value) {
    lastLine = line;
    if (todayLine > 0) {
      throw malformed(
          line,
          "is the second row of '"
              + id
              + "' at the as-of date, after line "
              + todayLine
              + ", expected one row with today's value");
    }
    todayLine = line;
    today = value;
  }

  void add(long line, int date, int sample, double value) {
    lastLine = line;
    if (size == dateOf.length) {
      if (size > Integer.MAX_VALUE / 2 - 8) {
        throw malformed(line, "'" + id + "' has more rows than a cube can hold");
      }
      dateOf = Arrays.copyOf(dateOf, 2 * size);
      sampleOf = Arrays.copyOf(sampleOf, 2 * size);
      valueOf = Arrays.copyOf(valueOf, 2 * size);
      lineOf = Arrays.copyOf(lineOf, 2 * size);
    }
    dateOf[size] = date;
    sampleOf[size] = sample;
    valueOf[size] = value;
    lineOf[size] = line;
    size++;
    minSample = Math.min(minSample, sample);
    maxSample = Math.max(maxSample, sample);
    if (rowsOfDate[date]++ == 0) {
      firstLineOfDate[date] = line;
    }
  }

  /** The cube of the report form, in which every cell has a row. */
  ExposureCube complete(LocalDate asOf, CubeBuffer buffer) {
    if (todayLine == 0) {
      throw malformed(
          lastLine,
          "'"
              + id
              + "' has no row at the as-of date "
              + asOf
              + ", the earliest of the file; expected one with today's value");
    }
    if (size == 0) {
      throw malformed(lastLine, "'" + id + "' has today's value only, expected future dates");
    }
    if (minSample > 1) {
      throw malformed(
          lineOf[0], "the smallest sample of '" + id + "' is " + minSample + ", expected 0 or 1");
    }
    int scenarios = maxSample - minSample + 1;
    for (int d = 0; d < dateCount; d++) {
      if (rowsOfDate[d] < scenarios) {
        throw malformed(
            firstLineOfDate[d],
            "'"
                + id
                + "' has "
                + rowsOfDate[d]
                + " samples at "
                + dates[d]
                + ", expected "
                + scenarios
                + " since its samples are numbered "
                + minSample
                + " to "
                + maxSample);
      }
    }
    // every date has at least as many rows as scenarios, so that this is bounded by the file
    return place(asOf, scenarios, minSample, buffer);
  }

  /** The cube of the storage form, in which a cell without a row is zero. */
  ExposureCube sparse(OreHeader header, CubeBuffer buffer) {
    long cells = (long) header.samples * header.dates.size();
    boolean unlikely = cells > LARGE && size < cells / 1000;
    if (unlikely || cells > Integer.MAX_VALUE - 8) {
      throw malformed(
          1,
          "promises "
              + header.samples
              + " samples and "
              + header.dates.size()
              + " dates, but '"
              + id
              + "' has "
              + size
              + " rows, expected a size that they can fill");
    }
    if (header.samples < 1) {
      throw malformed(1, "promises " + header.samples + " samples, expected at least one");
    }
    if (todayLine == 0) {
      throw malformed(lastLine, "'" + id + "' has no row with today's value (date 0)");
    }
    if (maxSample >= header.samples) {
      throw malformed(
          lastLine,
          "'" + id + "' has sample " + maxSample + ", expected less than " + header.samples);
    }
    for (LocalDate date : header.dates) {
      date(date);
    }
    return place(header.asOf, header.samples, 0, buffer);
  }

  private ExposureCube place(LocalDate asOf, int scenarios, int first, CubeBuffer buffer) {
    Integer[] order = new Integer[dateCount];
    Arrays.setAll(order, d -> d);
    Arrays.sort(order, (a, b) -> dates[a].compareTo(dates[b]));
    double[] times = new double[dateCount];
    int[] column = new int[dateCount];
    for (int t = 0; t < dateCount; t++) {
      column[order[t]] = t;
      times[t] = ActualActualIsda.years(asOf, dates[order[t]]);
    }
    int cells = dateCount * scenarios;
    double[] values = buffer.array(file + " id " + id, cells);
    Arrays.fill(values, 0, cells, 0.0);
    long[] taken = new long[cells / 64 + 1];
    for (int i = 0; i < size; i++) {
      int cell = column[dateOf[i]] * scenarios + sampleOf[i] - first;
      if ((taken[cell >> 6] & 1L << cell) != 0) {
        throw malformed(
            lineOf[i],
            "'"
                + id
                + "' has sample "
                + sampleOf[i]
                + " at "
                + dates[dateOf[i]]
                + " a second time, expected it once");
      }
      taken[cell >> 6] |= 1L << cell;
      values[cell] = valueOf[i];
    }
    String where = file + " id " + id;
    return new ExposureCube(where, TenorGrid.of(where, times), scenarios, values, today);
  }

  private FailureException malformed(long line, String message) {
    return FailureException.of(FailureReason.MALFORMED, file + ":" + line, message);
  }
}
