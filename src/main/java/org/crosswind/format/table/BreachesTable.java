package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code breaches}: a row for each figure that broke a limit, in the order of the
 * limits and then of the input. Written by runs that have limits, also when no limit is broken. Its
 * column names are part of the contract with those who read the tables.
 */
public final class BreachesTable {
  /** Column {@code limit}: name of the limit. */
  public static final int LIMIT = 0;

  /** Column {@code severity}: info, warning or critical. */
  public static final int SEVERITY = 1;

  /** Column {@code action}: report or withhold. */
  public static final int ACTION = 2;

  /** Column {@code scope}: netting-set, counterparty, book or portfolio. */
  public static final int SCOPE = 3;

  /** Column {@code id}: netting set, counterparty, analysis, or the word book. */
  public static final int ID = 4;

  /** Column {@code counterparty_id}: counterparty of a netting set; null for other scopes. */
  public static final int COUNTERPARTY_ID = 5;

  /** Column {@code model}: dependence model with its parameters; null when there is none. */
  public static final int MODEL = 6;

  /** Column {@code measure}: what was measured, as in the configuration. */
  public static final int MEASURE = 7;

  /** Column {@code change}: none, absolute or relative. */
  public static final int CHANGE = 8;

  /** Column {@code value}: the figure of this run; NaN is a breach. */
  public static final int VALUE = 9;

  /** Column {@code previous_value}: the figure of the previous run; null without change. */
  public static final int PREVIOUS_VALUE = 10;

  /** Column {@code previous_run}: the run that was compared with; null without change. */
  public static final int PREVIOUS_RUN = 11;

  /** Column {@code compared}: what was compared with the threshold: the figure or its change. */
  public static final int COMPARED = 12;

  /** Column {@code comparison}: max or min: on which side it broke the threshold. */
  public static final int COMPARISON = 13;

  /** Column {@code threshold}: the limit. */
  public static final int THRESHOLD = 14;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "breaches",
          required("limit", STRING, "", "name of the limit"),
          required("severity", STRING, "", "info, warning or critical"),
          required("action", STRING, "", "report or withhold"),
          required("scope", STRING, "", "netting-set, counterparty, book or portfolio"),
          required("id", STRING, "", "netting set, counterparty, analysis, or the word book"),
          optional(
              "counterparty_id",
              STRING,
              "",
              "counterparty of a netting set; null for other scopes"),
          optional(
              "model", STRING, "", "dependence model with its parameters; null when there is none"),
          required("measure", STRING, "", "what was measured, as in the configuration"),
          required("change", STRING, "", "none, absolute or relative"),
          required(
              "value",
              DOUBLE,
              "money, or 1 for alpha, failed, failed-share, loss-ratio",
              "the figure of this run; NaN is a breach"),
          optional(
              "previous_value",
              DOUBLE,
              "as value",
              "the figure of the previous run; null without change"),
          optional(
              "previous_run", STRING, "", "the run that was compared with; null without change"),
          required(
              "compared",
              DOUBLE,
              "as value, or 1 for a relative change",
              "what was compared with the threshold: the figure or its change"),
          required("comparison", STRING, "", "max or min: on which side it broke the threshold"),
          required("threshold", DOUBLE, "as compared", "the limit"));

  private BreachesTable() {}
}
