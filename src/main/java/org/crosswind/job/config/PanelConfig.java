package org.crosswind.job.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crosswind.format.market.PriceLayout;
import org.crosswind.model.market.AlignmentRule;
import org.crosswind.model.market.FeatureSettings;
import org.crosswind.model.market.ResamplingSettings;
import org.crosswind.model.market.RowRules;
import org.crosswind.model.market.TimeIndex;
import org.crosswind.model.market.TimeOfDay;

/**
 * The keys under {@code crosswind.panel}; {@code conf/reference.conf} describes each.
 *
 * @param input Hadoop path of a folder of text files or of a Parquet table, empty when not given
 * @param layout where day, time and price stand
 * @param rows what becomes of irregular rows
 * @param alignment the common time index
 * @param resampling the bootstrap within the day
 * @param features which features
 */
public record PanelConfig(
    String input,
    PriceLayout layout,
    RowRules rows,
    AlignmentRule alignment,
    ResamplingSettings resampling,
    FeatureSettings features) {
  private static final String KEY = "crosswind.panel.";
  private static final int MOST_REPLICATES = 10_000_000;

  /**
   * Refuses a configuration that names no input.
   *
   * @throws ConfigException when the input is empty
   */
  public void requireInput() {
    if (input.isEmpty()) {
      throw new ConfigException(
          KEY + "input is missing: expected a folder of price files or a Parquet table");
    }
  }

  static PanelConfig read(Keys keys) {
    double daysPerYear = keys.number(KEY + "days-per-year", 1, 366);
    return new PanelConfig(
        keys.path(KEY + "input"),
        layout(keys),
        new RowRules(
            keys.choice(KEY + "rows.on-bad-row", RowRules.BadRow.class),
            keys.choice(KEY + "rows.on-duplicate-time", RowRules.DuplicateTime.class),
            keys.choice(KEY + "rows.on-unsorted", RowRules.Unsorted.class)),
        alignment(keys),
        resampling(keys, daysPerYear),
        features(keys, daysPerYear));
  }

  private static PriceLayout layout(Keys keys) {
    String at = KEY + "layout.";
    List<String> endings =
        keys.texts(at + "endings").stream().map(e -> e.toLowerCase(Locale.ROOT)).toList();
    if (endings.isEmpty() || endings.stream().anyMatch(e -> !e.startsWith("."))) {
      keys.problem(at + "endings", "file endings, each with its dot");
    }
    char separator = character(keys, at + "separator");
    char decimal = character(keys, at + "decimal-separator");
    if (separator == decimal || separator == '"' || separator == '\n' || separator == '\r') {
      keys.problem(at + "separator", "a character other than the decimal separator and the quote");
      separator = decimal == ',' ? ';' : ',';
    }
    return new PriceLayout(
        endings,
        separator,
        decimal,
        keys.count(at + "header-lines", 0, 1_000_000),
        keys.count(at + "day-column", 1, 10_000) - 1,
        keys.count(at + "time-column", 1, 10_000) - 1,
        keys.count(at + "price-column", 1, 10_000) - 1,
        new PriceLayout.TableColumns(
            keys.text(at + "table-columns.stock"),
            keys.text(at + "table-columns.day"),
            keys.text(at + "table-columns.time"),
            keys.text(at + "table-columns.price")),
        zone(keys, at + "time-zone"));
  }

  private static char character(Keys keys, String key) {
    String text = keys.text(key);
    if (text.equals("tab")) {
      return '\t';
    }
    if (text.length() == 1) {
      return text.charAt(0);
    }
    keys.problem(key, "one character, or tab");
    return key.endsWith("decimal-separator") ? '.' : ',';
  }

  private static ZoneId zone(Keys keys, String key) {
    try {
      return ZoneId.of(keys.text(key));
    } catch (DateTimeException e) {
      keys.problem(key, "a time zone, as Europe/London or UTC");
      return ZoneId.of("UTC");
    }
  }

  private static AlignmentRule alignment(Keys keys) {
    String at = KEY + "alignment.";
    AlignmentRule.Index index = keys.choice(at + "index", AlignmentRule.Index.class);
    AlignmentRule.Fill fill = keys.choice(at + "fill", AlignmentRule.Fill.class);
    TimeIndex grid = grid(keys, at + "grid");
    boolean isGrid = index == AlignmentRule.Index.GRID;
    if (isGrid != grid.size() > 0) {
      keys.problem(
          at + "grid", isGrid ? "times, since index = grid" : "no times, since index is not grid");
    }
    if (fill == AlignmentRule.Fill.PREVIOUS && !isGrid && index != AlignmentRule.Index.UNION) {
      keys.problem(at + "fill", "none, since only index = union or grid has times to fill");
    }
    int limit = keys.count(at + "fill-limit-minutes", 0, 1440) * TimeOfDay.MINUTE;
    int minimum = keys.count(at + "minimum-observations", 2, 1_000_000);
    AlignmentRule.Calendar calendar = keys.choice(at + "calendar", AlignmentRule.Calendar.class);
    return isGrid == grid.size() > 0
        ? new AlignmentRule(index, calendar, fill, limit, grid, minimum)
        : AlignmentRule.OWN;
  }

  private static TimeIndex grid(Keys keys, String key) {
    int[] times =
        keys.texts(key).stream()
            .flatMapToInt(
                text -> {
                  int[] range = GridText.times(text);
                  if (range.length == 0) {
                    keys.problem(key, "times as 0945, or ranges as 0930-1600/5 in minutes");
                  }
                  return Arrays.stream(range);
                })
            .sorted()
            .distinct()
            .toArray();
    return TimeIndex.of(times);
  }

  private static ResamplingSettings resampling(Keys keys, double daysPerYear) {
    String at = KEY + "bootstrap.";
    double confidence = keys.number(at + "confidence", 0, 1);
    if (!(confidence > 0 && confidence < 1)) {
      keys.problem(at + "confidence", "a number above 0 and below 1");
      confidence = 0.95;
    }
    ResamplingSettings.Scheme scheme = keys.choice(at + "scheme", ResamplingSettings.Scheme.class);
    ResamplingSettings.Interval interval =
        keys.choice(at + "interval", ResamplingSettings.Interval.class);
    if (!ResamplingSettings.fits(scheme, interval)) {
      keys.problem(
          at + "interval",
          scheme == ResamplingSettings.Scheme.WILD
              ? "studentized, since scheme = wild"
              : "percentile or basic, since the scheme draws blocks");
      scheme = ResamplingSettings.Scheme.ORDINARY;
    }
    return new ResamplingSettings(
        keys.count(at + "replicates", 0, MOST_REPLICATES),
        confidence,
        scheme,
        interval,
        keys.count(at + "block-length", 0, 1_000_000),
        keys.whole(at + "seed"),
        daysPerYear);
  }

  private static FeatureSettings features(Keys keys, double daysPerYear) {
    String at = KEY + "features.";
    double riskFree = keys.number(at + "risk-free-rate", -1, 10);
    return new FeatureSettings(
        keys.choice(at + "frequency", FeatureSettings.Frequency.class),
        keys.count(at + "moving-average", 1, 1_000_000),
        keys.count(at + "volatility", 2, 1_000_000),
        keys.count(at + "rsi", 1, 1_000_000),
        daysPerYear,
        Double.isFinite(riskFree) ? riskFree : 0);
  }
}
