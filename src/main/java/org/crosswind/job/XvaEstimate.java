package org.crosswind.job;

import java.util.Objects;
import org.crosswind.calc.xva.XvaReplicates;
import org.crosswind.model.credit.XvaResult;

/**
 * What a task computes of one netting set.
 *
 * @param result its figures
 * @param replicates the same in resamples of its scenarios; null when the run does not resample
 */
record XvaEstimate(XvaResult result, XvaReplicates replicates) {
  XvaEstimate {
    Objects.requireNonNull(result, "result");
  }
}
