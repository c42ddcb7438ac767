package org.crosswind.job.bootstrap;

import java.io.PrintStream;
import java.util.Optional;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.format.file.Storage;
import org.crosswind.job.MemoryNeed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;

/**
 * The part of {@code validate} that knows intervals of a column: reads the table and computes
 * nothing.
 */
public final class BootstrapCheck {
  private final Storage storage;
  private final PrintStream out;
  private SampleTable table;
  private long problems;

  /**
   * A check.
   *
   * @param out receives a line for each problem
   */
  public BootstrapCheck(Storage storage, PrintStream out) {
    this.storage = storage;
    this.out = out;
  }

  /**
   * Reads the columns; prints the groups of which nothing can be computed.
   *
   * @param file CSV file, Parquet file or folder
   * @param column whose statistics
   * @param group column of groups, null for none
   * @param strata column of strata, null for none
   * @throws FailureException when the table cannot be read or has not these columns
   */
  public void run(String file, String column, String group, String strata) {
    table =
        new SampleReader(column, group, strata, OnBadRow.FAIL).read(storage, Storage.path(file));
    table.failures().forEach(bad -> problem(bad.why()));
  }

  private void problem(Failure failure) {
    problems++;
    out.println(failure.oneLine());
  }

  /** What was looked at, for people. */
  public String summary() {
    return table.rowsRead() + " rows, " + table.ids().size() + " groups";
  }

  /** How many groups have failed. */
  public long problems() {
    return problems;
  }

  /** Memory for the groups that can be computed; empty when there are none. */
  public Optional<MemoryNeed> memory(int statistics, int replicates) {
    long largest = table.samples().stream().mapToLong(GroupSample::rows).max().orElse(0);
    return largest == 0
        ? Optional.empty()
        : Optional.of(
            MemoryNeed.bootstrap(
                table.rowsUsed(), largest, table.samples().size(), statistics, replicates));
  }
}
