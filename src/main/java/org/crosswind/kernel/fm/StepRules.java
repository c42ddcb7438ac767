package org.crosswind.kernel.fm;

import static org.crosswind.kernel.fm.Terms.DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.LIMIT;
import static org.crosswind.kernel.fm.Terms.LIMIT2;
import static org.crosswind.kernel.fm.Terms.PAYOUT;
import static org.crosswind.kernel.fm.Terms.SCALE1;
import static org.crosswind.kernel.fm.Terms.SCALE2;
import static org.crosswind.kernel.fm.Terms.TRIGGER_END;
import static org.crosswind.kernel.fm.Terms.TRIGGER_START;

/**
 * The step rules. A step looks at the incoming loss x and changes {@code out}, in which the steps
 * of a policy add up: {@code in} and {@code out} are different rows. With the payout L, a step pays
 * (L + min(L scale2, limit2)) scale1, where scale1 has the 1 already added.
 */
final class StepRules {
  private StepRules() {}

  /** Rule 27 (and 29, 30, 31): a prepared amount of money when start <= x < end and x or D > 0. */
  static void payout(float[] t, int at, float[] in, float[] out, float[] ded, int e, int n) {
    float start = t[at + TRIGGER_START];
    float end = t[at + TRIGGER_END];
    float payout = t[at + PAYOUT];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      if ((x > 0 || ded[e + i] > 0) && start <= x && x < end) {
        out[i] += payout;
      }
    }
  }

  /**
   * Rule 28: a share of the loss less d; replaces what earlier steps paid. In f64 after x ps - d.
   */
  static void shareOfLoss(float[] t, int at, float[] in, float[] out, int n) {
    shareOfLoss(t, at, Double.POSITIVE_INFINITY, in, out, n);
  }

  /** Rule 37: rule 28 with a limit. */
  static void limitedShareOfLoss(float[] t, int at, float[] in, float[] out, int n) {
    shareOfLoss(t, at, t[at + LIMIT], in, out, n);
  }

  /** x ps - d is rounded once: the product of two floats is exact in f64. */
  private static void shareOfLoss(float[] t, int at, double limit, float[] in, float[] out, int n) {
    float start = t[at + TRIGGER_START];
    float end = t[at + TRIGGER_END];
    double share = t[at + PAYOUT];
    float d = t[at + DEDUCTIBLE];
    double limit2 = t[at + LIMIT2];
    double scale1 = t[at + SCALE1];
    double scale2 = t[at + SCALE2];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      if (start <= x && x < end) {
        double paid = Math.min(Math.max((float) (share * x - d), 0.0), limit);
        out[i] = (float) ((paid + Math.min(paid * scale2, limit2)) * scale1);
      }
    }
  }

  /** Rule 32: a share of the loss, at most l, when x >= start; adds. The sum is rounded once. */
  static void limitedShareAboveMoney(float[] t, int at, float[] in, float[] out, int n) {
    float start = t[at + TRIGGER_START];
    float share = t[at + PAYOUT];
    float l = t[at + LIMIT];
    float limit2 = t[at + LIMIT2];
    float scale1 = t[at + SCALE1];
    float scale2 = t[at + SCALE2];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      if (start <= x) {
        float paid = Math.min(share * x, l);
        float both = paid + Math.min(paid * scale2, limit2);
        out[i] = (float) (out[i] + (double) both * scale1);
      }
    }
  }

  /** Rule 38: extra expenses and debris on what earlier steps paid, when start <= x < end. */
  static void onPriorSteps(float[] t, int at, float[] in, float[] out, int n) {
    float start = t[at + TRIGGER_START];
    float end = t[at + TRIGGER_END];
    float limit2 = t[at + LIMIT2];
    float scale1 = t[at + SCALE1];
    float scale2 = t[at + SCALE2];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      if (start <= x && x < end) {
        float y = out[i];
        out[i] = (y + Math.min(y * scale2, limit2)) * scale1;
      }
    }
  }
}
