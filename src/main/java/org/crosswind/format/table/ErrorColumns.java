package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.ColumnType.DOUBLE;

import java.util.ArrayList;
import java.util.List;

/**
 * The four columns that say how far a figure can be trusted: {@code <figure>_se}, {@code
 * <figure>_lower}, {@code <figure>_upper} and {@code <figure>_analytic_se}, in this order. Each is
 * null where it is not defined.
 */
public final class ErrorColumns {
  /** How many there are for a figure. */
  public static final int COUNT = 4;

  private ErrorColumns() {}

  /** Those of a figure. */
  static List<Column> of(String figure, String unit) {
    List<Column> columns = new ArrayList<>(COUNT);
    columns.add(optional(figure + "_se", DOUBLE, unit, "bootstrap standard error of " + figure));
    columns.add(optional(figure + "_lower", DOUBLE, unit, "lower confidence limit of " + figure));
    columns.add(optional(figure + "_upper", DOUBLE, unit, "upper confidence limit of " + figure));
    columns.add(
        optional(
            figure + "_analytic_se",
            DOUBLE,
            unit,
            "standard error of " + figure + " by the delta method, of copulas by the jackknife"));
    return columns;
  }
}
