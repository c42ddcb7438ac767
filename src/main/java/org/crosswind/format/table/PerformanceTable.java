package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

/** Output table {@code performance}: a row for each stock that has a day with a result. */
public final class PerformanceTable {
  /** Column {@code stock}: the stock. */
  public static final int STOCK = 0;

  /** Column {@code first_day}: first day used. */
  public static final int FIRST_DAY = 1;

  /** Column {@code last_day}: last day used. */
  public static final int LAST_DAY = 2;

  /** Column {@code days}: days used. */
  public static final int DAYS = 3;

  /** Column {@code returns}: simple returns used. */
  public static final int RETURNS = 4;

  /** Column {@code periods_per_year}: returns of a year. */
  public static final int PERIODS_PER_YEAR = 5;

  /** Column {@code mean_return}: mean simple return per period. */
  public static final int MEAN_RETURN = 6;

  /** Column {@code total_return}: compounded return. */
  public static final int TOTAL_RETURN = 7;

  /** Column {@code annualised_volatility}: of the simple returns. */
  public static final int ANNUALISED_VOLATILITY = 8;

  /** Column {@code sharpe}: annualised Sharpe ratio. */
  public static final int SHARPE = 9;

  /** Column {@code maximum_drawdown}: largest fall from a peak. */
  public static final int MAXIMUM_DRAWDOWN = 10;

  /** Column {@code win_rate}: share of returns above 0. */
  public static final int WIN_RATE = 11;

  /** Column {@code average_win}: mean of the returns above 0. */
  public static final int AVERAGE_WIN = 12;

  /** Column {@code average_loss}: mean of the returns below 0. */
  public static final int AVERAGE_LOSS = 13;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "performance",
          required("stock", STRING, "", "the stock"),
          required("first_day", STRING, "", "first day used, yyyy-mm-dd"),
          required("last_day", STRING, "", "last day used, yyyy-mm-dd"),
          required("days", INT, "", "days used: those with a result"),
          required("returns", INT, "", "simple returns used"),
          required("periods_per_year", DOUBLE, "1/year", "returns of a year, for annualising"),
          optional("mean_return", DOUBLE, "1", "mean simple return per period"),
          required("total_return", DOUBLE, "1", "compounded return over all periods"),
          optional(
              "annualised_volatility",
              DOUBLE,
              "1",
              "standard deviation of the simple returns times sqrt(periods per year)"),
          optional("sharpe", DOUBLE, "1", "annualised Sharpe ratio; none without variation"),
          required("maximum_drawdown", DOUBLE, "1", "largest fall from a peak, as a share of it"),
          optional("win_rate", DOUBLE, "1", "share of returns above 0"),
          optional("average_win", DOUBLE, "1", "mean of the returns above 0; none without"),
          optional("average_loss", DOUBLE, "1", "mean of the returns below 0; none without"));

  private PerformanceTable() {}
}
