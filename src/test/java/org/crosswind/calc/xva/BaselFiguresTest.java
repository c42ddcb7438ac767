package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.crosswind.model.credit.BaselProfile;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.junit.jupiter.api.Test;

class BaselFiguresTest {
  private static BaselProfile figures(double today, double[] times, double... ee) {
    double[] ones = new double[ee.length];
    Arrays.fill(ones, 1);
    XvaRequest request =
        new XvaRequest(
            "NS1",
            new ExposureCube("NS1", TenorGrid.of("NS1", times), 1, ee, today),
            CubeValues.UNDISCOUNTED,
            HazardCurve.flat("1%", 0.01),
            0.4,
            DiscountCurve.none(),
            List.of());
    return BaselFigures.of(request, ee, ones, 4);
  }

  @Test
  void theHandExampleOfTheRules() {
    // xva-checks, section C12.
    BaselProfile basel = figures(3, new double[] {0.25, 0.5, 0.75, 1, 1.5}, 5, 4, 7, 6, 9);
    assertThat(basel.effectiveEe()).containsExactly(5, 5, 7, 7, 9);
    assertThat(basel.epe()).isCloseTo(5.5, within(1e-15));
    assertThat(basel.eepe()).isCloseTo(6, within(1e-15));
    assertThat(basel.timeWeightedEpe()[4]).isCloseTo((5 + 4 + 7 + 6 + 2 * 9) / 6.0, within(1e-14));
  }

  @Test
  void theRunningMaximumStartsAtTodaysExposure() {
    double[] times = {0.5, 1};
    assertThat(figures(6, times, 5, 4).effectiveEe()).containsExactly(6, 6);
    assertThat(figures(-6, times, 5, 4).effectiveEe()).containsExactly(5, 5);
    assertThat(figures(Double.NaN, times, 5, 4).effectiveEe()).containsExactly(5, 5);
  }

  @Test
  void theFirstYearMayEndAFewDaysLate() {
    double fourDaysLate = 331 / 366.0 + 39 / 365.0; // 2016-02-05 to 2017-02-09, ActualActual(ISDA)
    assertThat(figures(0, new double[] {0.5, fourDaysLate, 1.5}, 1, 2, 3).epe())
        .isCloseTo((0.5 + 2 * (fourDaysLate - 0.5)) / fourDaysLate, within(1e-15));
    double fiveDaysLate = fourDaysLate + 1 / 365.0;
    assertThat(figures(0, new double[] {0.5, fiveDaysLate, 1.5}, 1, 2, 3).epe()).isEqualTo(1);
  }

  @Test
  void aFirstIntervalLongerThanAYearStandsForTheYear() {
    assertThat(figures(0, new double[] {2, 3}, 5, 9).epe()).isEqualTo(5);
  }

  @Test
  void whatHasMaturedIsNotAveraged() {
    BaselProfile basel = figures(0, new double[] {0.25, 0.5, 0.75, 1}, 4, 2, 0, 0);
    assertThat(basel.timeWeightedEpe()).containsExactly(4, 3, 0, 0);
    assertThat(basel.timeWeightedEepe()).containsExactly(4, 4, 0, 0);
    assertThat(basel.effectiveEe()).containsExactly(4, 4, 4, 4);
    assertThat(basel.epe()).isEqualTo(3);
  }

  @Test
  void aSetWithoutAnyValueHasNoExposure() {
    BaselProfile basel = figures(0, new double[] {0.5, 1}, 0, 0);
    assertThat(basel.epe()).isZero();
    assertThat(basel.eepe()).isZero();
  }
}
