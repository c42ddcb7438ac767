package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.BOOLEAN;
import static org.crosswind.format.table.ColumnType.DOUBLE;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.STRING;

import java.util.List;

/**
 * Output table {@code book}, written when a run resamples: a row for each model of the run, the
 * figures summed over all netting sets that have results, with their sampling errors.
 */
public final class BookFiguresTable {
  /** Column {@code model}: dependence model of the sets that have none of their own. */
  public static final int MODEL = 0;

  /** Column {@code parameter}: parameter of the model; null for models that have none. */
  public static final int PARAMETER = 1;

  /** Column {@code degrees_of_freedom}: of the Student-t copula; null for other models. */
  public static final int DEGREES_OF_FREEDOM = 2;

  /** Column {@code netting_sets}: how many sets are in the sums. */
  public static final int NETTING_SETS = 3;

  /** Column {@code epe}: time-weighted expected positive exposure, summed over sets. */
  public static final int EPE = 4;

  /** The first error column of epe. */
  public static final int EPE_ERRORS = 5;

  /** Column {@code baseline_cva}: CVA without dependence, summed over sets. */
  public static final int BASELINE_CVA = EPE_ERRORS + ErrorColumns.COUNT;

  /** The first error column of baseline_cva. */
  public static final int BASELINE_CVA_ERRORS = BASELINE_CVA + 1;

  /** Column {@code wwr_cva}: CVA under the models, summed over sets. */
  public static final int WWR_CVA = BASELINE_CVA_ERRORS + ErrorColumns.COUNT;

  /** The first error column of wwr_cva. */
  public static final int WWR_CVA_ERRORS = WWR_CVA + 1;

  /** Column {@code alpha}: wwr_cva over baseline_cva; 1 when the baseline is zero. */
  public static final int ALPHA = WWR_CVA_ERRORS + ErrorColumns.COUNT;

  /** The first error column of alpha. */
  public static final int ALPHA_ERRORS = ALPHA + 1;

  /** Column {@code replicates}: how many resamples. */
  public static final int REPLICATES = ALPHA_ERRORS + ErrorColumns.COUNT;

  /** Column {@code confidence}: probability that an interval shall cover. */
  public static final int CONFIDENCE = REPLICATES + 1;

  /** Column {@code method}: percentile, basic or bca. */
  public static final int METHOD = CONFIDENCE + 1;

  /** Column {@code resampling}: ordinary or poisson. */
  public static final int RESAMPLING = METHOD + 1;

  /** Column {@code shared_scenarios}: whether sets were resampled jointly. */
  public static final int SHARED_SCENARIOS = RESAMPLING + 1;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA = schema();

  private BookFiguresTable() {}

  private static TableSchema schema() {
    return TableSchema.of(
            "book",
            required(
                "model", STRING, "", "dependence model of the sets that have none of their own"),
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
            required("netting_sets", INT, "", "how many netting sets are in the sums"),
            required(
                "epe",
                DOUBLE,
                "money",
                "time-weighted expected positive exposure of each set over its grid, summed"))
        .plus(ErrorColumns.of("epe", "money"))
        .plus(List.of(required("baseline_cva", DOUBLE, "money", "CVA without dependence, summed")))
        .plus(ErrorColumns.of("baseline_cva", "money"))
        .plus(
            List.of(
                required(
                    "wwr_cva",
                    DOUBLE,
                    "money",
                    "CVA under the model, or under the set's own where it has one, summed")))
        .plus(ErrorColumns.of("wwr_cva", "money"))
        .plus(
            List.of(
                required(
                    "alpha",
                    DOUBLE,
                    "1",
                    "wwr_cva over baseline_cva; 1 when the baseline is zero")))
        .plus(ErrorColumns.of("alpha", "1"))
        .plus(
            List.of(
                required("replicates", INT, "", "how many resamples"),
                required("confidence", DOUBLE, "1", "probability that an interval shall cover"),
                required("method", STRING, "", "of the intervals: percentile, basic or bca"),
                required("resampling", STRING, "", "of the scenarios: ordinary or poisson"),
                required(
                    "shared_scenarios",
                    BOOLEAN,
                    "",
                    "whether sets with equally many scenarios were resampled jointly")));
  }
}
