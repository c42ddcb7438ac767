package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * The table {@code fmsummaryxref}: which outputs of the financial module are added up to which
 * summaries. There may be several sets of summaries (by account, by country, ...), each of which
 * divides the outputs in its own way.
 *
 * <p>Sample, as text:
 *
 * <pre>
 * output,summary_id,summaryset_id
 * 1,1,1
 * 2,1,1
 * 3,2,1
 * </pre>
 *
 * The outputs are those of {@link FmXref}; ground-up items have a table of their own.
 *
 * @param outputId an output of the loss stream
 * @param summaryId the summary that its losses belong to
 * @param summarySetId the set that the summary is of
 * @param source where the rows came from; not part of equality
 */
public record SummaryXref(int[] outputId, int[] summaryId, int[] summarySetId, TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public SummaryXref {
    Objects.requireNonNull(source, "source");
    Columns.sameLength("fmsummaryxref", outputId.length, summaryId.length, summarySetId.length);
  }

  /** Number of rows. */
  public int size() {
    return outputId.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SummaryXref that
        && Arrays.equals(outputId, that.outputId)
        && Arrays.equals(summaryId, that.summaryId)
        && Arrays.equals(summarySetId, that.summarySetId);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(outputId) + Arrays.hashCode(summaryId))
        + Arrays.hashCode(summarySetId);
  }

  @Override
  public String toString() {
    return "SummaryXref[" + size() + " rows of " + source + "]";
  }
}
