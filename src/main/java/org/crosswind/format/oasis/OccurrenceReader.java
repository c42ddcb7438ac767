package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.insurance.Occurrences;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads when events happen. The file has a packed little-endian form and a table form, told apart
 * by its ending: {@code .csv} and {@code .parquet} are tables, every other name is binary.
 *
 * <pre>
 * occurrence.bin  i32 options, i32 periods, then records of i32 event_id, i32 period_no, i32 date
 * occurrence.csv  event_id,period_no[,occ_year,occ_month,occ_day[,occ_hour,occ_minute]]
 * </pre>
 *
 * Bit 0 of the options says that dates are counted in days, and must be set; bit 1 that they are
 * counted in minutes, of 64 bits then. In tables columns are found by name and others are passed
 * over. Rows may come in any order.
 *
 * <p>Every problem is a {@link FailureException} that names the file and the line or record.
 * Thread-safe: it keeps nothing.
 */
public final class OccurrenceReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER_BYTES = 8;
  private static final int RECORDS_PER_BLOCK = 8192;

  private static final List<String> DAY = List.of("occ_year", "occ_month", "occ_day");
  private static final List<String> TIME = List.of("occ_hour", "occ_minute");

  private final Storage storage;

  /** Reads through this storage. */
  public OccurrenceReader(Storage storage) {
    this.storage = Objects.requireNonNull(storage, "storage");
  }

  /**
   * How many periods there are, when something beside the occurrences says so.
   *
   * @param count at least 1
   * @param by what says so, for messages: {@code --periods 1000}, or the file of weights
   */
  public record Declared(int count, String by) {}

  /** Whether a file of occurrences says by itself how many periods there are. */
  public static boolean saysPeriods(Path file) {
    return OasisConverter.formOf(file) == StaticForm.BINARY;
  }

  /**
   * Reads occurrences.
   *
   * @param declared the number of periods; a binary file must agree. Without it, that of a table is
   *     the greatest {@code period_no}, which is too low when the last periods are empty
   * @throws FailureException when the file is not there, cut off, without a row, or has an event id
   *     below 1, a period outside 1 to their number, or a date that is none
   */
  public Occurrences occurrences(Path file, Optional<Declared> declared) {
    return saysPeriods(file) ? binary(file, declared) : table(file, declared);
  }

  private Occurrences binary(Path file, Optional<Declared> declared) {
    String name = Storage.name(file);
    long length = PackedRecords.length(storage, file);
    if (length < HEADER_BYTES) {
      throw PackedRecords.malformed(
          name, "has " + length + " bytes, expected a header of " + HEADER_BYTES);
    }
    try (InputStream in = storage.open(file)) {
      byte[] head = PackedRecords.block(in, HEADER_BYTES, name, 0, length);
      int options = (int) INT.get(head, 0);
      int periods = (int) INT.get(head, Integer.BYTES);
      if (options != 1 && options != 3) {
        throw PackedRecords.malformed(
            name + ": byte 0",
            "options " + options + ", expected 1 (dates in days) or 3 (in minutes)");
      }
      if (periods < 1) {
        throw PackedRecords.malformed(name + ": byte 4", periods + " periods, expected at least 1");
      }
      if (declared.isPresent() && declared.get().count() != periods) {
        throw FailureException.of(
            FailureReason.INVALID,
            name + ": byte 4",
            periods + " periods, expected " + declared.get().count() + " as " + by(declared));
      }
      boolean granular = options == 3;
      int recordBytes = 2 * Integer.BYTES + (granular ? Long.BYTES : Integer.BYTES);
      int rows = PackedRecords.count(name, length - HEADER_BYTES, recordBytes, "behind the header");
      Occurrences read =
          new Occurrences(
              new int[rows],
              new int[rows],
              new long[rows],
              granular,
              periods,
              TableSource.binary(name, HEADER_BYTES, recordBytes));
      for (int row = 0; row < rows; row += RECORDS_PER_BLOCK) {
        int count = Math.min(RECORDS_PER_BLOCK, rows - row);
        long at = HEADER_BYTES + (long) row * recordBytes;
        byte[] bytes = PackedRecords.block(in, count * recordBytes, name, at, length);
        for (int r = 0; r < count; r++) {
          record(bytes, r * recordBytes, read, row + r);
        }
      }
      return read;
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    }
  }

  private static void record(byte[] bytes, int at, Occurrences to, int row) {
    int event = (int) INT.get(bytes, at);
    int period = (int) INT.get(bytes, at + Integer.BYTES);
    if (event < 1 || period < 1 || period > to.periods()) {
      throw outOfRange(to.source().where(row), event, period, to.periods());
    }
    to.eventId()[row] = event;
    to.periodNo()[row] = period;
    int date = at + 2 * Integer.BYTES;
    to.dateId()[row] = to.granular() ? (long) LONG.get(bytes, date) : (int) INT.get(bytes, date);
  }

  private Occurrences table(Path file, Optional<Declared> declared) {
    try (RowSource rows = Tables.read(storage, file)) {
      int event = PackedRecords.column(rows, "event_id");
      int period = PackedRecords.column(rows, "period_no");
      int[] day = dates(rows, DAY);
      int[] time = day == null ? null : dates(rows, TIME);
      int most = declared.map(Declared::count).orElse(Integer.MAX_VALUE);
      Growing read = new Growing(rows.file(), day != null);
      while (rows.next()) {
        rows.checkShape();
        int id = rows.integer(event);
        int no = rows.integer(period);
        if (id < 1 || no < 1 || no > most) {
          throw outOfRange(rows.where(), id, no, most);
        }
        read.add(id, no, day == null ? 0 : date(rows, day, time));
      }
      return read.occurrences(declared, time != null);
    }
  }

  private static long date(RowSource rows, int[] day, int[] time) {
    long date =
        Occurrences.dateId(
            cell(rows, day[0], 0, 1_000_000), cell(rows, day[1], 1, 12), cell(rows, day[2], 1, 31));
    return time == null
        ? date
        : date * 1440 + 60L * cell(rows, time[0], 0, 23) + cell(rows, time[1], 0, 59);
  }

  private static int cell(RowSource rows, int column, int least, int most) {
    int value = rows.integer(column);
    if (value < least || value > most) {
      throw FailureException.of(
          FailureReason.INVALID,
          rows.where(),
          rows.columns().get(column) + " " + value + ", expected " + least + " to " + most);
    }
    return value;
  }

  private static FailureException outOfRange(String where, int event, int period, int periods) {
    return FailureException.of(
        FailureReason.INVALID,
        where,
        event < 1
            ? "event_id " + event + ", expected 1 or more"
            : "period_no "
                + period
                + ", expected "
                + (periods == Integer.MAX_VALUE ? "1 or more" : "1 to " + periods));
  }

  /** Rows of a table of occurrences, of which nobody knows how many there will be. */
  private static final class Growing {
    private final String file;
    private int[] events = new int[1024];
    private int[] periods = new int[1024];
    private long[] dates;
    private int rows;
    private int greatest;

    Growing(String file, boolean dated) {
      this.file = file;
      this.dates = new long[dated ? 1024 : 0];
    }

    void add(int event, int period, long date) {
      if (rows == events.length) {
        int more = StaticBinary.rowsThatFit(file, 2L * rows, PackedRecords.MEMORY_BYTES);
        events = Arrays.copyOf(events, more);
        periods = Arrays.copyOf(periods, more);
        dates = Arrays.copyOf(dates, dates.length == 0 ? 0 : more);
      }
      events[rows] = event;
      periods[rows] = period;
      if (dates.length > 0) {
        dates[rows] = date;
      }
      greatest = Math.max(greatest, period);
      rows++;
    }

    Occurrences occurrences(Optional<Declared> declared, boolean granular) {
      if (rows == 0) {
        throw PackedRecords.noRow(file);
      }
      return new Occurrences(
          Arrays.copyOf(events, rows),
          Arrays.copyOf(periods, rows),
          Arrays.copyOf(dates, dates.length == 0 ? 0 : rows),
          granular,
          declared.map(Declared::count).orElse(greatest),
          TableSource.rows(file));
    }
  }

  /** The places of columns of which a table has all or none; null for none. */
  private static int[] dates(RowSource rows, List<String> names) {
    List<Integer> places = new ArrayList<>();
    if (names.stream().noneMatch(rows.columns()::contains)) {
      return null;
    }
    names.forEach(name -> places.add(PackedRecords.column(rows, name)));
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String by(Optional<Declared> declared) {
    return declared.orElseThrow().by() + " says";
  }
}
