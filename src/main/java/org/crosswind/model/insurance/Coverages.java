package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.Objects;

/**
 * The table {@code coverages}: the total insured value (TIV) of each coverage.
 *
 * <p>Sample, as text (the binary form has the second column only):
 *
 * <pre>
 * coverage_id,tiv
 * 1,4400.0
 * 2,48400.0
 * </pre>
 *
 * The reference counts rows and never looks at {@code coverage_id}: row {@code k} (0-based) is
 * coverage {@code k + 1}.
 *
 * @param coverageId the coverage, 1, 2, ...
 * @param tiv total insured value in the portfolio's currency, at least 0
 * @param source where the rows came from; not part of equality
 */
public record Coverages(int[] coverageId, float[] tiv, TableSource source) {
  /** Checks that the columns have the same number of rows. */
  public Coverages {
    Objects.requireNonNull(source, "source");
    Columns.sameLength("coverages", coverageId.length, tiv.length);
  }

  /** Number of rows. */
  public int size() {
    return tiv.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Coverages that
        && Arrays.equals(coverageId, that.coverageId)
        && Arrays.equals(tiv, that.tiv);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(coverageId) + Arrays.hashCode(tiv);
  }

  @Override
  public String toString() {
    return "Coverages[" + size() + " rows of " + source + "]";
  }
}
