package org.crosswind.kernel.fm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The minimum and maximum deductible rules on single losses, worked out by hand from their
 * definition: a case for each branch, and for each bound the loss that is just on it.
 */
class MinMaxRulesTest {
  /** A loss, the deductible so far, the loss above limits, the room under limits. */
  private record State(float loss, float ded, float over, float under) {}

  /** Terms: rule, deductible, minimum, maximum, limit, share. */
  private record Rule(int id, float d, float min, float max, float limit, float share) {
    State of(float loss, float ded, float over, float under) {
      float[] t = new float[Terms.STRIDE];
      t[Terms.DEDUCTIBLE] = d;
      t[Terms.MIN_DEDUCTIBLE] = min;
      t[Terms.MAX_DEDUCTIBLE] = max;
      t[Terms.LIMIT] = limit;
      t[Terms.SHARE1] = share;
      float[] out = new float[1];
      float[] extra = {0, ded};
      float[] extraOver = {0, over};
      float[] extraUnder = {0, under};
      CalcRules.applyWithExtras(
          id, t, 0, new float[] {loss}, out, extra, extraOver, extraUnder, 1, 1);
      return new State(out[0], extra[1], extraOver[1], extraUnder[1]);
    }
  }

  @Test
  void aMaximumGivesBackWhatFitsUnderTheLimits() {
    Rule rule = new Rule(10, 100, 0, 300, 0, 0);
    // At most 200 deducted below: the deductible is taken.
    assertThat(rule.of(250, 0, 0, 20)).isEqualTo(new State(150, 100, 0, 120));
    assertThat(rule.of(60, 0, 0, 0)).isEqualTo(new State(0, 60, 0, 60));
    assertThat(rule.of(100, 0, 0, 0)).isEqualTo(new State(0, 100, 0, 100));
    assertThat(rule.of(250, 200, 0, 50)).isEqualTo(new State(150, 300, 0, 150));
    // 500 deducted, 200 too many; 150 fit, 50 go above the limit.
    assertThat(rule.of(1000, 500, 0, 150)).isEqualTo(new State(1150, 300, 50, 0));
    // All 200 fit.
    assertThat(rule.of(1000, 500, 7, 250)).isEqualTo(new State(1200, 300, 7, 50));
    assertThat(rule.of(1000, 500, 7, 200)).isEqualTo(new State(1200, 300, 7, 0));
    // Between 200 and 300: what is missing to the maximum is taken, as far as there is loss.
    assertThat(rule.of(60, 250, 0, 80)).isEqualTo(new State(10, 300, 0, 130));
    assertThat(rule.of(50, 250, 0, 80)).isEqualTo(new State(0, 300, 0, 130));
    assertThat(rule.of(40, 250, 0, 80)).isEqualTo(new State(0, 290, 0, 120));
  }

  @Test
  void aMaximumOfZeroDeductsNothing() {
    assertThat(new Rule(10, 100, 0, 0, 0, 0).of(250, 0, 0, 0)).isEqualTo(new State(250, 0, 0, 0));
    assertThat(new Rule(13, 100, 0, 0, 0, 0).of(250, 30, 0, 40))
        .isEqualTo(new State(280, 0, 0, 10));
  }

  @Test
  void aMinimumTakesFromTheCutLossFirst() {
    Rule rule = new Rule(11, 100, 400, 0, 0, 0);
    // 50 deducted, 250 missing beside the 100: all of it from the 300 above the limit.
    assertThat(rule.of(500, 50, 300, 9)).isEqualTo(new State(500, 400, 50, 9));
    // A loss not above the deductible: it and the cut loss together, if they suffice ...
    assertThat(rule.of(80, 50, 300, 9)).isEqualTo(new State(0, 400, -50, 89));
    // ... and all there is if not.
    assertThat(rule.of(80, 50, 260, 9)).isEqualTo(new State(0, 390, 0, 89));
    assertThat(rule.of(90, 50, 260, 9)).isEqualTo(new State(0, 400, 0, 99));
    // Only 100 above the limit: the other 150 from the loss.
    assertThat(rule.of(500, 50, 100, 9)).isEqualTo(new State(250, 400, 0, 159));
    assertThat(rule.of(250, 50, 100, 9)).isEqualTo(new State(0, 400, 0, 259));
    assertThat(rule.of(200, 50, 100, 9)).isEqualTo(new State(0, 350, 0, 209));
    // 300 deducted below and 100 here are the minimum.
    assertThat(rule.of(500, 300, 0, 9)).isEqualTo(new State(400, 400, 0, 109));
  }

  @Test
  void aMinimumAndAMaximumExcludeEachOther() {
    Rule rule = new Rule(13, 100, 300, 600, 0, 0);
    assertThat(rule.of(1000, 700, 0, 500)).isEqualTo(new State(1100, 600, 0, 400));
    assertThat(rule.of(1000, 350, 0, 0)).isEqualTo(new State(900, 450, 0, 100));
    assertThat(rule.of(1000, 100, 0, 0)).isEqualTo(new State(800, 300, 0, 100));
  }

  @Test
  void aLimitComesAfterTheDeductible() {
    Rule minimum = new Rule(8, 100, 400, 0, 200, 0);
    assertThat(minimum.of(500, 300, 5, 30)).isEqualTo(new State(200, 400, 205, 0));
    assertThat(minimum.of(250, 300, 5, 30)).isEqualTo(new State(150, 400, 5, 50));
    assertThat(minimum.of(300, 300, 5, 30)).isEqualTo(new State(200, 400, 5, 0));
    Rule both = new Rule(7, 100, 0, 300, 1100, 0);
    assertThat(both.of(1000, 500, 0, 250)).isEqualTo(new State(1100, 300, 100, 0));
    // Above 100 the rule of the same name, times the share; extras stay whole.
    assertThat(new Rule(107, 100, 0, 300, 1100, 0.5f).of(1000, 500, 0, 250))
        .isEqualTo(new State(550, 300, 100, 0));
  }

  @Test
  void aDeductibleMayBeAShareOfTheLoss() {
    // 800 / 8 = 100.
    assertThat(new Rule(19, 0.125f, 50, 300, 0, 0).of(800, 0, 0, 0))
        .isEqualTo(new State(700, 100, 0, 100));
    assertThat(new Rule(19, 0.125f, 50, 300, 0, 0).of(800, 200, 0, 0))
        .isEqualTo(new State(700, 300, 0, 100));
    assertThat(new Rule(19, 0.125f, 50, 300, 0, 0).of(800, 250, 0, 0))
        .isEqualTo(new State(750, 300, 0, 50));
    assertThat(new Rule(19, 0.125f, 500, 0, 0, 0).of(800, 0, 0, 0))
        .isEqualTo(new State(300, 500, 0, 400));
    // No maximum when it is 0.
    assertThat(new Rule(19, 0.125f, 50, 0, 0, 0).of(800, 250, 0, 0))
        .isEqualTo(new State(700, 350, 0, 100));
    assertThat(new Rule(26, 0.125f, 0, 0, 600, 0).of(800, 0, 0, 0))
        .isEqualTo(new State(600, 100, 100, 0));
    assertThat(new Rule(35, 0.125f, 0, 0, 0.5f, 0).of(800, 0, 0, 0))
        .isEqualTo(new State(400, 100, 300, 0));
  }

  @Test
  void ruleThirtySixHasNoMaximumBelowItsDeductible() {
    assertThat(new Rule(36, 100, 0, 50, 0.5f, 0).of(800, 1000, 0, 0))
        .isEqualTo(new State(400, 1100, 300, 0));
    assertThat(new Rule(36, 100, 0, 300, 0.5f, 0).of(800, 250, 0, 0))
        .isEqualTo(new State(400, 300, 350, 0));
  }
}
