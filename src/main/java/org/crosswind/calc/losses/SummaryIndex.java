package org.crosswind.calc.losses;

import java.util.Arrays;
import java.util.Optional;
import org.crosswind.model.insurance.SummaryXref;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Which summaries the losses of an output are added to. Summaries are numbered by set and id, both
 * ascending; before them all comes number 0, the total of every output, with set 0 and id 0.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class SummaryIndex {
  /** Number of the total, and its set and id. */
  public static final int TOTAL = 0;

  private final long[] keys;
  private final int sets;
  private final int[] outputs;
  private final int[] starts;
  private final int[] summaries;

  private SummaryIndex(long[] keys, int sets, int[] outputs, int[] starts, int[] summaries) {
    this.keys = keys;
    this.sets = sets;
    this.outputs = outputs;
    this.starts = starts;
    this.summaries = summaries;
  }

  /**
   * The index of a table.
   *
   * @param xref empty: there is the total and no other summary
   * @throws FailureException for an id below 1, or an output that is twice in one set; it names the
   *     row
   */
  public static SummaryIndex of(Optional<SummaryXref> xref) {
    if (xref.isEmpty()) {
      return new SummaryIndex(new long[] {0}, 0, new int[0], new int[] {0}, new int[0]);
    }
    SummaryXref table = xref.get();
    checkIds(table);
    long[] keys = new long[table.size() + 1];
    long[] byOutput = new long[table.size()];
    int[] sets = table.summarySetId().clone();
    for (int row = 0; row < byOutput.length; row++) {
      keys[row + 1] = key(table.summarySetId()[row], table.summaryId()[row]);
      byOutput[row] = key(table.outputId()[row], row);
    }
    keys = distinct(keys);
    Arrays.sort(byOutput);
    Arrays.sort(sets);
    return build(table, keys, byOutput, sets);
  }

  private static SummaryIndex build(
      SummaryXref table, long[] keys, long[] byOutput, int[] sortedSets) {
    int[] outputs = new int[byOutput.length];
    int[] starts = new int[byOutput.length + 1];
    int[] summaries = new int[byOutput.length];
    int[] lastRow = new int[sortedSets.length]; // of each set, 1-based, at its place when sorted
    int count = 0;
    for (int i = 0; i < byOutput.length; i++) {
      int row = (int) byOutput[i];
      int output = table.outputId()[row];
      if (i == 0 || output != outputs[count - 1]) {
        outputs[count] = output;
        starts[count++] = i;
      }
      int set = Arrays.binarySearch(sortedSets, table.summarySetId()[row]);
      int before = lastRow[set] - 1;
      if (before >= 0 && table.outputId()[before] == output) {
        throw FailureException.of(
            FailureReason.INVALID,
            table.source().where(row),
            "output "
                + output
                + " is in summary set "
                + table.summarySetId()[row]
                + " a second time, after "
                + table.source().where(before)
                + "; expected once, since its loss would count twice");
      }
      lastRow[set] = row + 1;
      summaries[i] =
          Arrays.binarySearch(keys, key(table.summarySetId()[row], table.summaryId()[row]));
    }
    starts[count] = byOutput.length;
    return new SummaryIndex(
        keys,
        distinct(sortedSets),
        Arrays.copyOf(outputs, count),
        Arrays.copyOf(starts, count + 1),
        summaries);
  }

  private static void checkIds(SummaryXref table) {
    for (int row = 0; row < table.size(); row++) {
      check(table, row, "output", table.outputId()[row]);
      check(table, row, "summary_id", table.summaryId()[row]);
      check(table, row, "summaryset_id", table.summarySetId()[row]);
    }
  }

  private static void check(SummaryXref table, int row, String column, int id) {
    if (id < 1) {
      throw FailureException.of(
          FailureReason.INVALID, table.source().where(row), column + " " + id + ", expected >= 1");
    }
  }

  private static long key(int high, int low) {
    return (long) high << Integer.SIZE | low;
  }

  private static long[] distinct(long[] keys) {
    return Arrays.stream(keys).sorted().distinct().toArray();
  }

  private static int distinct(int[] sorted) {
    return (int) Arrays.stream(sorted).distinct().count();
  }

  /** How many summaries there are, the total included. */
  public int size() {
    return keys.length;
  }

  /** The set of a summary; 0 for the total. */
  public int summarySetId(int summary) {
    return (int) (keys[summary] >>> Integer.SIZE);
  }

  /** The id of a summary within its set; 0 for the total. */
  public int summaryId(int summary) {
    return (int) keys[summary];
  }

  /** How many sets there are, the total not counted. */
  int sets() {
    return sets;
  }

  /** Where an output stands, or -1 when it is in no set. */
  int find(int output) {
    if (outputs.length == 0) {
      return -1;
    }
    int guess = output - outputs[0]; // ids are usually consecutive
    if (guess >= 0 && guess < outputs.length && outputs[guess] == output) {
      return guess;
    }
    int at = Arrays.binarySearch(outputs, output);
    return at < 0 ? -1 : at;
  }

  /** The first of an output's summaries, for {@link #summary}. */
  int from(int place) {
    return starts[place];
  }

  /** The end of an output's summaries, for {@link #summary}. */
  int to(int place) {
    return starts[place + 1];
  }

  /** The number of a summary. */
  int summary(int k) {
    return summaries[k];
  }
}
