package org.crosswind.model.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOfDayTest {
  private static final int HALF_PAST_NINE = (9 * 60 + 31) * 60_000;

  @ParameterizedTest
  @CsvSource({
    "931, 0",
    "0931, 0",
    "09:31, 0",
    "093105, 5000",
    "93105, 5000",
    "09:31:05, 5000",
    "09:31:05.25, 5250",
    "093105.123456789, 5123",
  })
  void readsTheFormsOfVendors(String text, int after) {
    assertThat(TimeOfDay.parse(text)).isEqualTo(HALF_PAST_NINE + after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2400",
        "0960",
        "093160",
        "9:31",
        "09-31",
        "-931",
        "+931",
        "09:31:5",
        "0931.5",
        "1234567",
        "09:31.5",
        "093105.",
        "093105.1234567890",
        "noon",
        "０９３１"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(TimeOfDay.parse(text)).isEqualTo(-1);
  }

  @Test
  void writesThemAsShortAsTheyCanBe() {
    assertThat(TimeOfDay.text(HALF_PAST_NINE)).isEqualTo("09:31");
    assertThat(TimeOfDay.text(HALF_PAST_NINE + 5_000)).isEqualTo("09:31:05");
    assertThat(TimeOfDay.text(HALF_PAST_NINE + 5_250)).isEqualTo("09:31:05.250");
    assertThat(TimeOfDay.parse("0")).isZero();
    assertThat(TimeOfDay.parse("5")).isEqualTo(5 * 60_000);
  }
}
