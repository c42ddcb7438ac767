package org.crosswind.calc.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosswind.kernel.stats.ColumnStatistics.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleStatisticTest {
  @ParameterizedTest
  @CsvSource({
    "mean, MEAN, 0",
    "annual-loss, MEAN, 0",
    "AAL, MEAN, 0",
    "sum, SUM, 0",
    "variance, VARIANCE, 0",
    "sd, STANDARD_DEVIATION, 0",
    "median, QUANTILE, 0.5",
    "quantile:0.05, QUANTILE, 0.05",
    "VaR:0.99, QUANTILE, 0.99",
    "tvar:0.99, EXPECTED_SHORTFALL, 0.99",
    "es:0, EXPECTED_SHORTFALL, 0",
    "return-period:200, QUANTILE, 0.995"
  })
  void namesAreThoseOfTheField(String name, Kind kind, double level) {
    SampleStatistic statistic = SampleStatistic.named(name);
    assertThat(statistic.kind()).isEqualTo(kind);
    assertThat(statistic.level()).isEqualTo(level);
    assertThat(SampleStatistic.named(statistic.name())).isEqualTo(statistic);
  }

  @Test
  void otherNamesAreRefusedWithTheListOfNames() {
    assertThatThrownBy(() -> SampleStatistic.named("average"))
        .hasMessageContaining("'average' is no statistic, expected one of mean, annual-loss");
    assertThatThrownBy(() -> SampleStatistic.named("quantile")).hasMessageContaining("quantile:P");
    assertThatThrownBy(() -> SampleStatistic.named("quantile:95"))
        .hasMessage("quantile:95: the level is 95.0, expected 0 to 1");
    assertThatThrownBy(() -> SampleStatistic.named("tvar:x"))
        .hasMessage("tvar:x: 'x' after the colon, expected a number");
    assertThatThrownBy(() -> SampleStatistic.named("return-period:0.5"))
        .hasMessageContaining("expected 1 period or more");
  }
}
