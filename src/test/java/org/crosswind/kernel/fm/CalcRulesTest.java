package org.crosswind.kernel.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule against its definition written with comparisons, to the bit, bounds included. */
class CalcRulesTest {
  private static final int N = 83;

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 5, 12, 14, 15, 16, 17, 20, 22, 23, 25, 33, 34, 39, 40, 41, 101, 103, 200})
  void aRuleIsItsDefinition(int rule) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      float[] t = terms(random, rule);
      float[] in = losses(random, t);
      float[] out = new float[N];
      CalcRules.apply(rule, t, 0, in, out, N);
      float[] same = in.clone();
      CalcRules.apply(rule, t, 0, same, same, N);
      for (int i = 0; i < N; i++) {
        float expected = definition(rule, in[i], t);
        assertThat(out[i]).as("seed %s, rule %s of %s", seed, rule, in[i]).isEqualTo(expected);
        assertThat(same[i]).isEqualTo(expected);
      }
    }
  }

  @Test
  void anUnknownRuleIsRefused() {
    assertThat(CalcRules.isKnown(281)).isFalse();
    assertThatThrownBy(
            () -> CalcRules.apply(281, new float[Terms.STRIDE], 0, new float[1], new float[1], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 12, 14, 15, 16, 33, 39})
  void aRuleWithExtrasKeepsLossDeductibleAndCutTogether(int rule) {
    Random random = new Random(rule);
    float[] t = terms(random, rule);
    float[] in = losses(random, t);
    float[] out = new float[N];
    float[] ded = new float[N];
    float[] over = new float[N];
    float[] under = new float[N];
    CalcRules.applyWithExtras(rule, t, 0, in, out, ded, over, under, 0, N);
    for (int i = 0; i < N; i++) {
      float sum = out[i] + ded[i] + over[i];
      // A franchise limit below the deductible gives what was deducted to neither.
      if (rule != 3 || t[Terms.LIMIT] >= t[Terms.DEDUCTIBLE]) {
        assertThat(Math.abs(sum - in[i])).isLessThanOrEqualTo(1e-5f * in[i] + 1e-3f);
      }
      assertThat(under[i]).isGreaterThanOrEqualTo(0);
    }
  }

  private static float[] terms(Random random, int rule) {
    float[] t = new float[Terms.STRIDE];
    boolean ofLoss = rule == 5 || rule == 16 || rule == 17 || rule == 33;
    t[Terms.DEDUCTIBLE] = ofLoss ? 1.2f * random.nextFloat() : 1000 * random.nextFloat();
    t[Terms.ATTACHMENT] = random.nextBoolean() ? 0 : 300 * random.nextFloat();
    t[Terms.LIMIT] =
        rule == 5 || rule == 15 ? 0.99f * random.nextFloat() : 1e4f * random.nextFloat();
    if (random.nextInt(10) == 0) {
      t[Terms.LIMIT] = 0;
    }
    t[Terms.SHARE1] = random.nextInt(5) == 0 ? 0 : random.nextFloat();
    t[Terms.SHARE2] = random.nextFloat();
    t[Terms.SHARE3] = random.nextFloat();
    return t;
  }

  private static float[] losses(Random random, float[] t) {
    float[] x = new float[N];
    float[] bounds = {
      0,
      t[Terms.DEDUCTIBLE],
      t[Terms.LIMIT],
      t[Terms.LIMIT] + t[Terms.DEDUCTIBLE],
      t[Terms.LIMIT] + (t[Terms.DEDUCTIBLE] + t[Terms.ATTACHMENT]),
      t[Terms.LIMIT] / t[Terms.SHARE1],
      (float) (t[Terms.DEDUCTIBLE] / (1.0 - t[Terms.LIMIT])),
    };
    for (int i = 0; i < N; i++) {
      float bound = bounds[random.nextInt(bounds.length)];
      x[i] =
          switch (i % 4) {
            case 0 -> bound;
            case 1 -> Math.nextUp(bound);
            case 2 -> Math.nextDown(bound);
            default -> (float) Math.exp(20 * random.nextDouble() - 3);
          };
      if (!(x[i] >= 0 && x[i] < 1e19f)) {
        x[i] = 5e8f;
      }
    }
    return x;
  }

  private static float definition(int rule, float x, float[] t) {
    if (rule > 100 && rule < 200) {
      return definition(rule - 100, x, t) * t[Terms.SHARE1];
    }
    float d = t[Terms.DEDUCTIBLE];
    float a = t[Terms.ATTACHMENT];
    float l = t[Terms.LIMIT];
    float s1 = t[Terms.SHARE1];
    float s2 = t[Terms.SHARE2];
    float s3 = t[Terms.SHARE3];
    float da = d + a;
    switch (rule) {
      case 1, 40:
        return x <= d ? 0 : x <= l + d ? x - d : l;
      case 2:
        return x <= da ? 0 : x <= l + da ? (x - da) * s1 : l * s1;
      case 3:
        return x <= d ? 0 : x <= l ? x : l;
      case 5:
        return d + l >= 1 ? x - x * d : x * l;
      case 12:
        return x <= d ? 0 : x - d;
      case 14, 41:
        return x <= l ? x : l;
      case 15:
        return x <= d ? 0 : x <= d / (1.0 - l) ? x - d : x * l;
      case 16:
        return (float) (x * (1.0 - d));
      case 17:
        {
          double k = 1.0 - d;
          if (d >= 1 || x <= a / k) {
            return 0;
          }
          return x <= (a + l) / k ? (float) ((x * k - a) * s1) : l * s1;
        }
      case 20:
        return x > d ? 0 : x;
      case 22:
        return s1 == 0 ? 0 : x <= l / s1 ? x * (s1 * s2 * s3) : l * s2 * s3;
      case 23:
        return x <= l ? x * (s2 * s3) : l * (s2 * s3);
      case 25:
        return x * (s1 * s2 * s3);
      case 33:
        {
          double k = 1.0 - d;
          return d >= 1 ? 0 : x <= l / k ? (float) (x * k) : l;
        }
      case 34:
        return x <= da ? 0 : (x - da) * s1;
      case 39:
        return x <= d ? 0 : x;
      case 200:
        return x * s1;
      default:
        throw new IllegalArgumentException("rule " + rule);
    }
  }
}
