package org.crosswind.kernel.fm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The step rules on single losses, worked out by hand from their definition. */
class StepRulesTest {
  private final float[] t = new float[Terms.STRIDE];

  /** Pays from 100 to before 200; extra expenses of a half, debris of a quarter, at most 8. */
  StepRulesTest() {
    t[Terms.TRIGGER_START] = 100;
    t[Terms.TRIGGER_END] = 200;
    t[Terms.PAYOUT] = 0.5f;
    t[Terms.DEDUCTIBLE] = 10;
    t[Terms.LIMIT] = 30;
    t[Terms.LIMIT2] = 8;
    t[Terms.SCALE1] = 1.5f;
    t[Terms.SCALE2] = 0.25f;
  }

  private float after(int rule, float before, float loss) {
    float[] out = {before};
    CalcRules.apply(rule, t, 0, new float[] {loss}, out, 1);
    return out[0];
  }

  private float payout(float before, float loss, float ded) {
    float[] out = {before};
    float[] none = new float[1];
    float[] deducted = {ded};
    CalcRules.applyWithExtras(27, t, 0, new float[] {loss}, out, deducted, none, none, 0, 1);
    assertThat(deducted[0]).isEqualTo(ded);
    return out[0];
  }

  @Test
  void aPayoutOfMoneyIsAddedBetweenTheTriggers() {
    t[Terms.PAYOUT] = 1000;
    assertThat(payout(7, 100, 0)).isEqualTo(1007);
    assertThat(payout(7, 199.9f, 0)).isEqualTo(1007);
    assertThat(payout(7, 99.9f, 0)).isEqualTo(7);
    assertThat(payout(7, 200, 0)).isEqualTo(7);
  }

  @Test
  void noPayoutWithoutALossOrADeductible() {
    t[Terms.PAYOUT] = 1000;
    t[Terms.TRIGGER_START] = 0;
    assertThat(payout(0, 0, 0)).isZero();
    assertThat(payout(0, 0, 5)).isEqualTo(1000);
    assertThat(payout(0, 1, 0)).isEqualTo(1000);
  }

  @Test
  void aShareOfTheLossReplacesEarlierSteps() {
    // 100 / 2 - 10 = 40; debris min(10, 8) = 8; times 1.5.
    assertThat(after(28, 999, 100)).isEqualTo(72);
    // 120 / 2 - 10 = 50; debris 8.
    assertThat(after(28, 999, 120)).isEqualTo(87);
    assertThat(after(28, 999, 200)).isEqualTo(999);
    assertThat(after(28, 999, 99)).isEqualTo(999);
    t[Terms.DEDUCTIBLE] = 60;
    assertThat(after(28, 999, 100)).isZero();
  }

  @Test
  void itMayHaveALimit() {
    // min(40, 30) = 30; debris 7.5; times 1.5.
    assertThat(after(37, 999, 100)).isEqualTo(56.25f);
    assertThat(after(37, 999, 200)).isEqualTo(999);
  }

  @Test
  void aMoneyTriggerHasNoEndAndAdds() {
    // min(50, 30) = 30; debris 7.5; times 1.5.
    assertThat(after(32, 100, 100)).isEqualTo(156.25f);
    assertThat(after(32, 100, 5000)).isEqualTo(156.25f);
    assertThat(after(32, 100, 99)).isEqualTo(100);
  }

  @Test
  void extraExpensesActOnWhatEarlierStepsPaid() {
    // 40 and debris min(10, 8), times 1.5; 20 and debris 5.
    assertThat(after(38, 40, 100)).isEqualTo(72);
    assertThat(after(38, 20, 100)).isEqualTo(37.5f);
    assertThat(after(38, 40, 200)).isEqualTo(40);
    assertThat(after(38, 40, 99)).isEqualTo(40);
  }

  @Test
  void stepsOfAPolicyAddUp() {
    float first = after(32, 0, 150);
    t[Terms.TRIGGER_START] = 120;
    assertThat(after(32, first, 150)).isEqualTo(112.5f);
  }
}
