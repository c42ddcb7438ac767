package org.crosswind.job.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads a column of a table, CSV or Parquet by file ending, or of a folder of Parquet parts as our
 * own runs and Spark write them; columns by name, others ignored.
 *
 * <pre>
 * region,period,loss
 * north,1,1250.5
 * north,2,0
 * south,1,88.25
 * </pre>
 */
final class SampleReader {
  /** Rows left out are counted all and named up to this many. */
  static final int MOST_SKIPPED_NAMED = 10_000;

  private final String column;
  private final String groupColumn;
  private final String strataColumn;
  private final OnBadRow onBadRow;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final List<SampleTable.BadRow> skipped = new ArrayList<>();
  private long rows;
  private long rowsSkipped;

  /**
   * Of these columns.
   *
   * @param groupColumn null for one group
   * @param strataColumn null for none
   */
  SampleReader(String column, String groupColumn, String strataColumn, OnBadRow onBadRow) {
    this.column = column;
    this.groupColumn = groupColumn;
    this.strataColumn = strataColumn;
    this.onBadRow = onBadRow;
  }

  /**
   * Reads the whole table.
   *
   * @throws FailureException when it cannot be read, has not these columns, or has no rows
   */
  SampleTable read(Storage storage, Path table) {
    for (Path file : files(storage, table)) {
      try (RowSource source = Tables.read(storage, file)) {
        read(source);
      }
    }
    if (rows == 0) {
      throw FailureException.of(
          FailureReason.MISSING, Storage.name(table), "the table has no rows, expected some");
    }
    return table();
  }

  private static List<Path> files(Storage storage, Path table) {
    if (!storage.isFolder(table)) {
      return List.of(table);
    }
    List<Path> parts = new ArrayList<>();
    for (FileStatus found : storage.list(table)) {
      String name = found.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".") && name.endsWith(".parquet")) {
        parts.add(found.getPath());
      }
    }
    if (parts.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING,
          Storage.name(table),
          "is a folder without .parquet files, expected a table");
    }
    return parts;
  }

  private void read(RowSource source) {
    int value = place(source, column);
    int group = groupColumn == null ? -1 : place(source, groupColumn);
    int stratum = strataColumn == null ? -1 : place(source, strataColumn);
    while (source.next()) {
      rows++;
      String id = "";
      try {
        source.checkShape();
        id = group < 0 ? "" : source.string(group);
        String layer = stratum < 0 ? "" : source.string(stratum);
        double x = source.number(value);
        if (!Double.isFinite(x)) {
          throw FailureException.of(
              FailureReason.INVALID,
              source.where(),
              column + " is " + x + ", expected a finite number");
        }
        group(id).add(x, layer);
      } catch (FailureException e) {
        bad(id, e.failure());
      }
    }
  }

  private static int place(RowSource source, String name) {
    List<String> names = source.columns();
    int place = names.indexOf(name);
    if (place < 0 || place != names.lastIndexOf(name)) {
      throw FailureException.of(
          place < 0 ? FailureReason.MISSING : FailureReason.INVALID,
          source.headerPlace(),
          "column '"
              + name
              + (place < 0 ? "' is missing" : "' is there twice")
              + "; the columns are "
              + String.join(", ", names));
    }
    return place;
  }

  private Group group(String id) {
    return groups.computeIfAbsent(id, absent -> new Group());
  }

  private void bad(String id, Failure why) {
    if (onBadRow == OnBadRow.FAIL) {
      group(id).bad(why);
      return;
    }
    rowsSkipped++;
    if (skipped.size() < MOST_SKIPPED_NAMED) {
      skipped.add(new SampleTable.BadRow((int) Math.min(Integer.MAX_VALUE, rows - 1), id, why));
    }
  }

  private SampleTable table() {
    List<GroupSample> samples = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<SampleTable.BadGroup> failures = new ArrayList<>();
    List<Group> good = new ArrayList<>();
    long total = 0;
    int place = 0;
    for (Group group : groups.values()) {
      if (group.firstBad == null) {
        good.add(group);
        places.add(place);
        total += group.size;
      } else {
        failures.add(new SampleTable.BadGroup(place, group.failure()));
      }
      place++;
    }
    List<String> ids = new ArrayList<>(groups.keySet());
    if (total > Integer.MAX_VALUE - 8) {
      throw FailureException.of(
          FailureReason.INVALID,
          "column " + column,
          total + " rows, expected at most 2^31; split the table by group");
    }
    double[] values = new double[(int) total];
    int from = 0;
    for (int g = 0; g < good.size(); g++) {
      int[] strata = good.get(g).writeTo(values, from);
      samples.add(new GroupSample(ids.get(places.get(g)), values, from, strata));
      from += strata[strata.length - 1];
    }
    return new SampleTable(ids, samples, places, failures, skipped, rows, total, rowsSkipped);
  }

  /** The rows of a group while they are read. */
  private static final class Group {
    private double[] values = new double[16];
    private int[] layers = new int[16];
    private int size;
    private final Map<String, Integer> layerNumbers = new LinkedHashMap<>();
    private Failure firstBad;
    private int bad;

    void add(double value, String layer) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
        layers = Arrays.copyOf(layers, 2 * size);
      }
      layers[size] = layerNumbers.computeIfAbsent(layer, absent -> layerNumbers.size());
      values[size++] = value;
    }

    void bad(Failure why) {
      if (bad++ == 0) {
        firstBad = why;
      }
    }

    Failure failure() {
      return bad == 1
          ? firstBad
          : new Failure(
              firstBad.reason(),
              firstBad.where(),
              firstBad.message() + "; " + (bad - 1) + " more rows of the group are bad");
    }

    /** Writes the values stratum by stratum; returns where each begins, and the number of rows. */
    int[] writeTo(double[] out, int from) {
      int[] starts = new int[layerNumbers.size() + 1];
      for (int i = 0; i < size; i++) {
        starts[layers[i] + 1]++;
      }
      for (int s = 1; s < starts.length; s++) {
        starts[s] += starts[s - 1];
      }
      int[] next = starts.clone();
      for (int i = 0; i < size; i++) {
        out[from + next[layers[i]]++] = values[i];
      }
      return starts;
    }
  }
}
