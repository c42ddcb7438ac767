package org.crosswind.kernel.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Short rows against the loops for rows of any length, to the bit. */
class ShortRowsTest {
  @Test
  void rulesAndFactorsAreThoseOfLongRows() {
    int covered = 0;
    for (int rule = 1; rule <= 200; rule++) {
      if (!ShortRows.covers(rule)) {
        continue;
      }
      covered++;
      for (int seed = 0; seed < 2000; seed++) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(ShortRows.MOST);
        float[] t = new float[2 * Terms.STRIDE];
        int r = Terms.STRIDE;
        t[r + Terms.DEDUCTIBLE] = random.nextInt(4) == 0 ? 0 : 100 * random.nextFloat();
        t[r + Terms.ATTACHMENT] = random.nextInt(4) == 0 ? 0 : 100 * random.nextFloat();
        t[r + Terms.LIMIT] = random.nextInt(4) == 0 ? 1e30f : 500 * random.nextFloat();
        t[r + Terms.SHARE1] = random.nextInt(4) == 0 ? 1 : random.nextFloat();
        float top = t[r + Terms.LIMIT] + t[r + Terms.DEDUCTIBLE];
        float[] bounds = {0, t[r + Terms.DEDUCTIBLE], top < 1e20f ? top : 7, -3};
        float[] in = new float[n];
        for (int i = 0; i < n; i++) {
          in[i] = random.nextBoolean() ? bounds[random.nextInt(4)] : 1000 * random.nextFloat();
        }
        float[] out = new float[n];
        CalcRules.apply(rule, t, r, in, out, n);
        float[] factor = new float[n];
        BackAllocation.factors(in, out, factor, n);

        float[] rows = new float[n + 5];
        System.arraycopy(in, 0, rows, 3, n);
        float[] alone = rows.clone();
        float[] shortFactor = new float[n];
        ShortRows.apply(rule, t, r, rows, 3, n, shortFactor);
        ShortRows.apply(rule, t, r, alone, 3, n);
        assertThat(alone).containsExactly(rows);
        for (int i = 0; i < n; i++) {
          String what = "rule " + rule + ", seed " + seed + ", loss " + in[i];
          assertThat(bits(rows[3 + i])).as(what).isEqualTo(bits(out[i]));
          assertThat(bits(shortFactor[i])).as(what).isEqualTo(bits(factor[i]));
        }
      }
    }
    assertThat(covered).isEqualTo(4);
  }

  @Test
  void sumsAreThoseOfLongRows() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(ShortRows.MOST);
      int count = 2 + random.nextInt(5);
      float[] rows = new float[(count + 1) * n];
      int[] from = new int[count + 1];
      for (int i = 0; i < count * n; i++) {
        rows[i] = (float) Math.exp(20 * random.nextDouble() - 5);
      }
      for (int c = 0; c < count; c++) {
        from[c + 1] = c * n;
      }
      float[] sum = new float[n];
      LossSums.losses(rows, from, 1, count, sum, new float[n], n);
      LossSums.shortRows(rows, from, 1, count, count * n, n);
      for (int i = 0; i < n; i++) {
        assertThat(rows[count * n + i]).as("seed %s", seed).isEqualTo(sum[i]);
      }
    }
  }

  private static int bits(float x) {
    return Float.floatToRawIntBits(x);
  }
}
