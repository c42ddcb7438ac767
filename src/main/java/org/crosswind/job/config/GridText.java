package org.crosswind.job.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.crosswind.model.market.TimeOfDay;

/** Times of a grid as a person writes them. */
final class GridText {
  private static final Pattern RANGE = Pattern.compile("([^-/]+)-([^-/]+)/(\\d{1,4})");

  private GridText() {}

  /**
   * The times of {@code 0945}, or of the range {@code 0930-1600/5}: from, to (included when a step
   * ends there), and the step in minutes.
   *
   * @return milliseconds since midnight, ascending; empty when the text is neither
   */
  static int[] times(String text) {
    Matcher range = RANGE.matcher(text.strip());
    if (!range.matches()) {
      int time = TimeOfDay.parse(text.strip());
      return time < 0 ? new int[0] : new int[] {time};
    }
    int from = TimeOfDay.parse(range.group(1).strip());
    int to = TimeOfDay.parse(range.group(2).strip());
    int step = Integer.parseInt(range.group(3)) * TimeOfDay.MINUTE;
    if (from < 0 || to < from || step == 0) {
      return new int[0];
    }
    return IntStream.rangeClosed(0, (to - from) / step).map(i -> from + i * step).toArray();
  }
}
