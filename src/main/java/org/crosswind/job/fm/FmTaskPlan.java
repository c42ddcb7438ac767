package org.crosswind.job.fm;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What all tasks of a run know besides the structures.
 *
 * @param analyses the analyses, by the number that slices name
 * @param skip whether bad events are left out instead of failing their analysis
 * @param lenient whether a last item without delimiter is accepted
 * @param hadoop what the run adds to Hadoop's configuration
 */
record FmTaskPlan(
    List<Analysis> analyses, boolean skip, boolean lenient, Map<String, String> hadoop)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * An analysis as a task sees it.
   *
   * @param structure which structure
   * @param inputs its streams
   * @param sourceType source type of their headers
   * @param aggregationType aggregation type of their headers
   * @param maxSample greatest sample index of their headers
   * @param sortOutput whether outputs are in the order of items or groups
   * @param alone whether one molecule has all events, so that its part is the whole stream
   * @param grossParts folder for the parts of the gross stream; null when it is not wanted
   * @param netParts folder for the parts of the net stream; null when it is not wanted
   * @param grossTable folder for the gross loss table; null when it is not wanted
   * @param netTable folder for the net loss table; null when it is not wanted
   */
  record Analysis(
      int structure,
      List<String> inputs,
      int sourceType,
      int aggregationType,
      int maxSample,
      boolean sortOutput,
      boolean alone,
      String grossParts,
      String netParts,
      String grossTable,
      String netTable)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }
}
