package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

import java.util.ArrayList;
import java.util.List;

/**
 * Output table {@code profiles}: a row for each netting set, model and tenor, in input order. Its
 * column names are part of the contract with those who read the tables. Profiles are of the cube's
 * values as given.
 */
public final class ProfilesTable {
  /** Column {@code input_index}: place of the netting set in the book, 0-based. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code netting_set_id}: netting set. */
  public static final int NETTING_SET_ID = 1;

  /** Column {@code model}: dependence model, or the class of a user model. */
  public static final int MODEL = 2;

  /** Column {@code parameter}: parameter of the model; null for models that have none. */
  public static final int PARAMETER = 3;

  /**
   * Column {@code degrees_of_freedom}: degrees of freedom of the Student-t copula; null for other
   * models.
   */
  public static final int DEGREES_OF_FREEDOM = 4;

  /** Column {@code tenor_index}: place of the tenor in the grid, 0-based. */
  public static final int TENOR_INDEX = 5;

  /** Column {@code tenor}: time from the valuation date, > 0. */
  public static final int TENOR = 6;

  /** Column {@code epe}: expected positive exposure, >= 0. */
  public static final int EPE = 7;

  /** Column {@code ene}: expected negative exposure, >= 0. */
  public static final int ENE = 8;

  /** Column {@code pfe}: potential future exposure at the first configured quantile, >= 0. */
  public static final int PFE = 9;

  /** Column {@code effective_ee}: running maximum of epe. */
  public static final int EFFECTIVE_EE = 10;

  /**
   * Column {@code conditional_ee}: expected positive exposure given default in the interval, >= 0.
   */
  public static final int CONDITIONAL_EE = 11;

  /** Column {@code ee_ratio}: conditional_ee over epe; 1 where epe is zero. */
  public static final int EE_RATIO = 12;

  /**
   * Column {@code effective_sample_size}: effective number of scenarios behind conditional_ee, in
   * [1, scenarios].
   */
  public static final int EFFECTIVE_SAMPLE_SIZE = 13;

  /**
   * Column {@code basel_ee}: epe before discounting: over the discount factor for deflated cubes,
   * else epe.
   */
  public static final int BASEL_EE = 14;

  /** Column {@code basel_eee}: running maximum of basel_ee. */
  public static final int BASEL_EEE = 15;

  /** Column {@code time_weighted_basel_epe}: mean of basel_ee over time up to the tenor. */
  public static final int TIME_WEIGHTED_BASEL_EPE = 16;

  /** Column {@code time_weighted_basel_eepe}: mean of basel_eee over time up to the tenor. */
  public static final int TIME_WEIGHTED_BASEL_EEPE = 17;

  /**
   * Column {@code survival}: probability that the counterparty survives to the tenor, in [0, 1].
   */
  public static final int SURVIVAL = 18;

  /**
   * Column {@code marginal_pd}: probability of default in the interval that ends at the tenor, in
   * [0, 1].
   */
  public static final int MARGINAL_PD = 19;

  /** Column {@code discount_factor}: discount factor to the tenor; 1 without a discount curve. */
  public static final int DISCOUNT_FACTOR = 20;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "profiles",
          required("input_index", INT, "", "place of the netting set in the book, 0-based"),
          required("netting_set_id", STRING, "", "netting set"),
          required("model", STRING, "", "dependence model, or the class of a user model"),
          optional(
              "parameter",
              DOUBLE,
              "b in 1/money, rho or theta in 1",
              "parameter of the model; null for models that have none"),
          optional(
              "degrees_of_freedom",
              DOUBLE,
              "1",
              "degrees of freedom of the Student-t copula; null for other models"),
          required("tenor_index", INT, "", "place of the tenor in the grid, 0-based"),
          required("tenor", DOUBLE, "years", "time from the valuation date, > 0"),
          required("epe", DOUBLE, "money", "expected positive exposure, >= 0"),
          required("ene", DOUBLE, "money", "expected negative exposure, >= 0"),
          required(
              "pfe",
              DOUBLE,
              "money",
              "potential future exposure at the first configured quantile, >= 0"),
          required("effective_ee", DOUBLE, "money", "running maximum of epe"),
          required(
              "conditional_ee",
              DOUBLE,
              "money",
              "expected positive exposure given default in the interval, >= 0"),
          required("ee_ratio", DOUBLE, "1", "conditional_ee over epe; 1 where epe is zero"),
          required(
              "effective_sample_size",
              DOUBLE,
              "1",
              "effective number of scenarios behind conditional_ee, in [1, scenarios]"),
          optional(
              "basel_ee",
              DOUBLE,
              "money",
              "epe before discounting: over the discount factor for deflated cubes, else epe"),
          optional("basel_eee", DOUBLE, "money", "running maximum of basel_ee"),
          optional(
              "time_weighted_basel_epe",
              DOUBLE,
              "money",
              "mean of basel_ee over time up to the tenor"),
          optional(
              "time_weighted_basel_eepe",
              DOUBLE,
              "money",
              "mean of basel_eee over time up to the tenor"),
          required(
              "survival",
              DOUBLE,
              "1",
              "probability that the counterparty survives to the tenor, in [0, 1]"),
          required(
              "marginal_pd",
              DOUBLE,
              "1",
              "probability of default in the interval that ends at the tenor, in [0, 1]"),
          required(
              "discount_factor",
              DOUBLE,
              "1",
              "discount factor to the tenor; 1 without a discount curve"));

  private ProfilesTable() {}

  /**
   * The schema with a column for each further quantile of potential future exposure: {@code
   * pfe_0_99} for 0.99, after the columns of {@link #SCHEMA}.
   *
   * @param quantiles as configured, in (0, 1); the first is the column {@code pfe}
   */
  public static TableSchema schema(double... quantiles) {
    List<Column> more = new ArrayList<>();
    for (int i = 1; i < quantiles.length; i++) {
      more.add(
          required(
              pfeName(quantiles[i]),
              DOUBLE,
              "money",
              "potential future exposure at quantile " + quantiles[i] + ", >= 0"));
    }
    return SCHEMA.plus(more);
  }

  /**
   * The place of the column of a quantile in {@link #schema(double...)}.
   *
   * @param i which quantile, 0-based as configured
   */
  public static int pfeColumn(int i) {
    return i == 0 ? PFE : SCHEMA.size() + i - 1;
  }

  private static String pfeName(double quantile) {
    return "pfe_" + java.math.BigDecimal.valueOf(quantile).toPlainString().replace('.', '_');
  }
}
