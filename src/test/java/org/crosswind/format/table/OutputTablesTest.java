package org.crosswind.format.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OutputTablesTest {
  @Test
  void theConstantsOfATableAreThePlacesOfItsColumns() throws IllegalAccessException {
    Class<?>[] tables = {
      ResultsTable.class,
      ProfilesTable.class,
      FailuresTable.class,
      BreachesTable.class,
      MetricsTable.class,
      BookTable.class,
      CurvesTable.class,
      CubesTable.class,
      RealisedTable.class,
      FeaturesTable.class,
      PerformanceTable.class,
      AlignmentTable.class,
      RejectedTable.class
    };
    for (Class<?> table : tables) {
      TableSchema schema = null;
      int constants = 0;
      for (Field field : table.getDeclaredFields()) {
        if (field.getName().equals("SCHEMA")) {
          schema = (TableSchema) field.get(null);
        }
      }
      for (Field field : table.getDeclaredFields()) {
        // Places beyond the schema are those of columns that only some runs have.
        if (field.getType() == int.class && field.getInt(null) < schema.size()) {
          assertThat(schema.column(field.getInt(null)).name())
              .isEqualTo(field.getName().toLowerCase(Locale.ROOT));
          constants++;
        }
      }
      assertThat(constants).isEqualTo(schema.size());
      assertThat(schema.columns()).allSatisfy(c -> assertThat(c.description()).isNotBlank());
    }
  }

  @Test
  void theErrorColumnsOfResultsFollowTheOthers() {
    TableSchema schema = ResultsTable.schema(true);
    assertThat(schema.names().subList(0, ResultsTable.SCHEMA.size()))
        .isEqualTo(ResultsTable.SCHEMA.names());
    assertThat(schema.column(ResultsTable.EPE).name()).isEqualTo("epe");
    assertThat(schema.column(ResultsTable.EPE_ERRORS).name()).startsWith("epe_");
    assertThat(schema.column(ResultsTable.BASELINE_CVA_ERRORS).name()).startsWith("baseline_cva_");
    assertThat(schema.column(ResultsTable.WWR_CVA_ERRORS).name()).startsWith("wwr_cva_");
    assertThat(schema.column(ResultsTable.ALPHA_ERRORS).name()).startsWith("alpha_");
    assertThat(schema.size()).isEqualTo(ResultsTable.ALPHA_ERRORS + ErrorColumns.COUNT);
  }

  @Test
  void theContractsColumnsAreThere() {
    assertThat(FailuresTable.SCHEMA.names())
        .containsExactly("input_index", "id", "reason", "where", "message");
    assertThat(ResultsTable.SCHEMA.names())
        .containsSubsequence(
            "input_index",
            "netting_set_id",
            "counterparty_id",
            "model",
            "parameter",
            "baseline_cva",
            "wwr_cva",
            "alpha",
            "classification",
            "eepe",
            "ead",
            "uplift_pct",
            "ee_hazard_corr",
            "scenarios",
            "min_effective_sample_size");
    assertThat(ProfilesTable.SCHEMA.names())
        .containsSubsequence(
            "tenor",
            "epe",
            "ene",
            "pfe",
            "conditional_ee",
            "ee_ratio",
            "survival",
            "marginal_pd",
            "discount_factor");
  }

  @Test
  void furtherQuantilesAreFurtherColumns() {
    TableSchema schema = ProfilesTable.schema(0.95, 0.99, 0.999);
    assertThat(schema.indexOf("pfe_0_99")).isEqualTo(ProfilesTable.pfeColumn(1));
    assertThat(schema.indexOf("pfe_0_999")).isEqualTo(ProfilesTable.pfeColumn(2));
    assertThat(schema.indexOf("pfe")).isEqualTo(ProfilesTable.pfeColumn(0));
    assertThat(schema.size()).isEqualTo(ProfilesTable.SCHEMA.size() + 2);
    assertThat(ProfilesTable.schema(0.95).size()).isEqualTo(ProfilesTable.SCHEMA.size());
  }
}
