package org.crosswind.job;

import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaResult;

/** A sweep as CSV: a header, then a line a point. */
final class SweepCsv {
  private SweepCsv() {}

  static String lines(XvaResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "model,parameter,alpha,wwr_cva,baseline_cva,worst_case_cva,ead,uplift_pct,classification,"
            + "min_effective_sample_size\n");
    for (WrongWayResult point : result.models()) {
      text.append(point.model().name())
          .append(',')
          .append(point.model().parameter())
          .append(',')
          .append(point.alpha())
          .append(',')
          .append(point.wwrCva())
          .append(',')
          .append(result.baselineCva())
          .append(',')
          .append(result.worstCaseCva())
          .append(',')
          .append(point.ead())
          .append(',')
          .append(point.upliftPct())
          .append(',')
          .append(point.classification())
          .append(',')
          .append(point.minEffectiveSampleSize())
          .append('\n');
    }
    return text.toString();
  }
}
