package org.crosswind.kernel.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.crosswind.kernel.Golden;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final double[] TIMES = {0.25, 0.5, 0.75, 1, 1.5};
  private static final double[] EE = {5, 4, 7, 6, 9};

  @Test
  void baselExampleComputedByHand() {
    double[] effective = new double[5];
    Profiles.runningMaximum(EE, 5, 3, effective);
    assertThat(effective).isEqualTo(new double[] {5, 5, 7, 7, 9});
    assertThat(Profiles.average(EE, TIMES, 3)).isEqualTo(5.5);
    assertThat(Profiles.average(effective, TIMES, 3)).isEqualTo(6.0);
    assertThat(1.4 * Profiles.average(effective, TIMES, 3)).isEqualTo(8.4, within(1e-15));
    assertThat(Profiles.average(effective, TIMES, 4)).isEqualTo((6 + 4.5) / 1.5);
  }

  private static Offset<Double> within(double x) {
    return Offset.offset(x);
  }

  @Test
  void todaysExposureStartsTheRunningMaximum() {
    double[] effective = new double[5];
    Profiles.runningMaximum(EE, 5, 6, effective);
    assertThat(effective).isEqualTo(new double[] {6, 6, 7, 7, 9});
  }

  @Test
  void brownianProfileAveragesAsItsClosedForm() {
    var golden = Golden.json("xva-closed-forms/closed_forms.json");
    double[] ee = Golden.numbers(golden.get("brownian_profile_monthly_5y").get("EE"));
    double[] expected =
        Golden.numbers(golden.get("brownian_profile_monthly_5y").get("basel").get("EffectiveEE"));
    double[] effective = new double[ee.length];
    Profiles.runningMaximum(ee, ee.length, 0, effective);
    assertThat(effective).isEqualTo(expected);
    double[] times = new double[ee.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (i + 1) / 12.0;
    }
    // The limit of an ever finer grid is 2/3 s / sqrt(2 pi); the right-end rule is above it.
    double limit = 2.0 / 3 * ee[11];
    assertThat(Profiles.average(ee, times, 11)).isBetween(limit, limit * 1.07);
  }

  @Test
  void cvaIsASumOfDiscountedExposureTimesProbability() {
    double[] pd = {0.01, 0.02};
    double[] ee = {100, 50};
    assertThat(Profiles.cva(0.6, null, ee, pd, 2)).isEqualTo(1.2, within(1e-15));
    assertThat(Profiles.cva(0.6, new double[] {1, 0.5}, ee, pd, 2)).isEqualTo(0.9, within(1e-15));
    assertThat(Profiles.cva(0.6, null, ee, pd, 0)).isEqualTo(0);
    assertThat(Profiles.cva(0.6, null, new double[] {Double.NaN, 1}, pd, 2)).isNaN();
  }
}
