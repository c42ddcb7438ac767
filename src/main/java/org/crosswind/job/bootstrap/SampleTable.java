package org.crosswind.job.bootstrap;

import java.util.List;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.model.run.Failure;

/**
 * The rows of the input table by group, groups in the order in which they first appear, rows in the
 * order of the table within their stratum.
 *
 * @param ids of all groups
 * @param samples of the groups that can be computed, in order; {@code places} says which they are
 * @param places place in {@code ids} of each sample
 * @param failures of the groups that cannot; place in {@code ids} and why
 * @param skipped rows that were left out, the first {@link SampleReader#MOST_SKIPPED_NAMED} of them
 * @param rowsRead rows of the table
 * @param rowsUsed rows of the samples
 * @param rowsSkipped rows that were left out of samples
 */
record SampleTable(
    List<String> ids,
    List<GroupSample> samples,
    List<Integer> places,
    List<BadGroup> failures,
    List<BadRow> skipped,
    long rowsRead,
    long rowsUsed,
    long rowsSkipped) {
  SampleTable {
    ids = List.copyOf(ids);
    samples = List.copyOf(samples);
    places = List.copyOf(places);
    failures = List.copyOf(failures);
    skipped = List.copyOf(skipped);
  }

  /** A group that cannot be computed. */
  record BadGroup(int place, Failure why) {}

  /** A row that was left out, and the id of its group as far as it is known. */
  record BadRow(int row, String group, Failure why) {}
}
