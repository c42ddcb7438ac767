package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

import java.util.List;

/**
 * Output table {@code results}: a row for each netting set and model, in input order. Its column
 * names are part of the contract with those who read the tables.
 */
public final class ResultsTable {
  /** Column {@code input_index}: place of the netting set in the book, 0-based. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code netting_set_id}: netting set. */
  public static final int NETTING_SET_ID = 1;

  /** Column {@code counterparty_id}: counterparty. */
  public static final int COUNTERPARTY_ID = 2;

  /** Column {@code model}: dependence model, or the class of a user model. */
  public static final int MODEL = 3;

  /** Column {@code parameter}: parameter of the model; null for models that have none. */
  public static final int PARAMETER = 4;

  /**
   * Column {@code degrees_of_freedom}: degrees of freedom of the Student-t copula; null for other
   * models.
   */
  public static final int DEGREES_OF_FREEDOM = 5;

  /**
   * Column {@code probability}: interval or cumulative: on which default probability copulas are
   * evaluated.
   */
  public static final int PROBABILITY = 6;

  /** Column {@code recovery}: recovered share of the exposure at default, in [0, 1). */
  public static final int RECOVERY = 7;

  /** Column {@code baseline_cva}: CVA without dependence, >= 0. */
  public static final int BASELINE_CVA = 8;

  /** Column {@code wwr_cva}: CVA under the model, >= 0. */
  public static final int WWR_CVA = 9;

  /**
   * Column {@code worst_case_cva}: CVA under the comonotone worst case, an upper bound; null when
   * it was not computed.
   */
  public static final int WORST_CASE_CVA = 10;

  /** Column {@code alpha}: wwr_cva over baseline_cva; 1 when the baseline is zero. */
  public static final int ALPHA = 11;

  /** Column {@code classification}: WRONG_WAY, RIGHT_WAY or NEUTRAL. */
  public static final int CLASSIFICATION = 12;

  /** Column {@code eepe}: effective expected positive exposure over the whole grid. */
  public static final int EEPE = 13;

  /** Column {@code ead}: exposure at default: alpha times eepe. */
  public static final int EAD = 14;

  /** Column {@code uplift_pct}: wwr_cva above baseline_cva, in percent of it. */
  public static final int UPLIFT_PCT = 15;

  /**
   * Column {@code ee_hazard_corr}: correlation over tenors of expected exposure and hazard rate.
   */
  public static final int EE_HAZARD_CORR = 16;

  /**
   * Column {@code basel_epe}: time-weighted expected exposure before discounting, first year; ORE
   * BaselEPE.
   */
  public static final int BASEL_EPE = 17;

  /** Column {@code basel_eepe}: as basel_epe of the running maximum; ORE BaselEEPE. */
  public static final int BASEL_EEPE = 18;

  /** Column {@code scenarios}: scenarios of the cube. */
  public static final int SCENARIOS = 19;

  /** Column {@code tenors}: tenors of the cube. */
  public static final int TENORS = 20;

  /**
   * Column {@code min_effective_sample_size}: smallest effective number of scenarios over the
   * tenors, in [1, scenarios].
   */
  public static final int MIN_EFFECTIVE_SAMPLE_SIZE = 21;

  /** Column {@code cube_values}: undiscounted or deflated: what the values of the cube are. */
  public static final int CUBE_VALUES = 22;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "results",
          required("input_index", INT, "", "place of the netting set in the book, 0-based"),
          required("netting_set_id", STRING, "", "netting set"),
          required("counterparty_id", STRING, "", "counterparty"),
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
          required(
              "probability",
              STRING,
              "",
              "interval or cumulative: on which default probability copulas are evaluated"),
          required(
              "recovery", DOUBLE, "1", "recovered share of the exposure at default, in [0, 1)"),
          required("baseline_cva", DOUBLE, "money", "CVA without dependence, >= 0"),
          required("wwr_cva", DOUBLE, "money", "CVA under the model, >= 0"),
          optional(
              "worst_case_cva",
              DOUBLE,
              "money",
              "CVA under the comonotone worst case, an upper bound; null when it was not computed"),
          required("alpha", DOUBLE, "1", "wwr_cva over baseline_cva; 1 when the baseline is zero"),
          required("classification", STRING, "", "WRONG_WAY, RIGHT_WAY or NEUTRAL"),
          required(
              "eepe", DOUBLE, "money", "effective expected positive exposure over the whole grid"),
          required("ead", DOUBLE, "money", "exposure at default: alpha times eepe"),
          required("uplift_pct", DOUBLE, "percent", "wwr_cva above baseline_cva, in percent of it"),
          required(
              "ee_hazard_corr",
              DOUBLE,
              "1",
              "correlation over tenors of expected exposure and hazard rate"),
          optional(
              "basel_epe",
              DOUBLE,
              "money",
              "time-weighted expected exposure before discounting, first year; ORE BaselEPE"),
          optional(
              "basel_eepe", DOUBLE, "money", "as basel_epe of the running maximum; ORE BaselEEPE"),
          required("scenarios", INT, "", "scenarios of the cube"),
          required("tenors", INT, "", "tenors of the cube"),
          required(
              "min_effective_sample_size",
              DOUBLE,
              "1",
              "smallest effective number of scenarios over the tenors, in [1, scenarios]"),
          required(
              "cube_values",
              STRING,
              "",
              "undiscounted or deflated: what the values of the cube are"));

  /** Of a run that resamples, column {@code epe}: time-weighted expected positive exposure. */
  public static final int EPE = CUBE_VALUES + 1;

  /** The first error column of epe ({@link ErrorColumns}). */
  public static final int EPE_ERRORS = EPE + 1;

  /** The first error column of baseline_cva. */
  public static final int BASELINE_CVA_ERRORS = EPE_ERRORS + ErrorColumns.COUNT;

  /** The first error column of wwr_cva. */
  public static final int WWR_CVA_ERRORS = BASELINE_CVA_ERRORS + ErrorColumns.COUNT;

  /** The first error column of alpha. */
  public static final int ALPHA_ERRORS = WWR_CVA_ERRORS + ErrorColumns.COUNT;

  private static final TableSchema WITH_ERRORS =
      SCHEMA
          .plus(
              List.of(
                  required(
                      "epe",
                      DOUBLE,
                      "money",
                      "time-weighted expected positive exposure over the whole grid, of the values"
                          + " as given")))
          .plus(ErrorColumns.of("epe", "money"))
          .plus(ErrorColumns.of("baseline_cva", "money"))
          .plus(ErrorColumns.of("wwr_cva", "money"))
          .plus(ErrorColumns.of("alpha", "1"));

  private ResultsTable() {}

  /**
   * The columns of a run.
   *
   * @param withErrors whether the run resamples: then {@code epe} and the error columns follow
   *     those of {@link #SCHEMA}
   */
  public static TableSchema schema(boolean withErrors) {
    return withErrors ? WITH_ERRORS : SCHEMA;
  }
}
