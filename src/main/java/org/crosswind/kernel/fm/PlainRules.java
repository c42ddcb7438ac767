package org.crosswind.kernel.fm;

import static org.crosswind.kernel.fm.Terms.ATTACHMENT;
import static org.crosswind.kernel.fm.Terms.DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.LIMIT;
import static org.crosswind.kernel.fm.Terms.SHARE1;
import static org.crosswind.kernel.fm.Terms.SHARE2;
import static org.crosswind.kernel.fm.Terms.SHARE3;

/**
 * The calculation rules without steps and without extras, a loop each. In the comments x is the
 * incoming loss, d the deductible, a the attachment, l the limit, s the share.
 *
 * <p>Every method reads {@code n} losses of {@code in} and writes as many of {@code out}, which may
 * be the same row.
 */
final class PlainRules {
  /** No loss is greater; a limit above it is none. */
  static final float MOST = 1e20f;

  private PlainRules() {}

  /** Rules 1, 40: 0 to d, x - d to d + l, then l. */
  static void deductibleAndLimit(float[] t, int at, float[] in, float[] out, int n) {
    layer(t[at + DEDUCTIBLE], t[at + LIMIT], in, out, n);
  }

  /** Rule 2: as rule 1 with d + a for d, times s. */
  static void deductibleAttachmentLimitShare(float[] t, int at, float[] in, float[] out, int n) {
    layer(t[at + DEDUCTIBLE] + t[at + ATTACHMENT], t[at + LIMIT], in, out, n);
    float s = t[at + SHARE1];
    if (s != 1) {
      scale(s, out, n);
    }
  }

  /** x <= d: 0; x <= f32(d + l): x - d; else l. */
  private static void layer(float d, float l, float[] in, float[] out, int n) {
    float top = l + d;
    if (top > MOST) {
      for (int i = 0; i < n; i++) {
        out[i] = Select.positive(in[i] - d);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = Select.either(Select.positive(x - d), l, Select.above(x, top));
    }
  }

  /** Rule 3: 0 to d, then x, at most l. */
  static void franchiseAndLimit(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    float l = Math.min(t[at + LIMIT], MOST);
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = Select.either(x, l, Select.above(x, l)) * Select.above(x, d);
    }
  }

  /** Rule 5: d and l are shares of the loss; d + l >= 1: x - x d, else x l. */
  static void deductibleAndLimitOfLoss(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    float l = Math.min(t[at + LIMIT], MOST);
    if (d + l >= 1) {
      for (int i = 0; i < n; i++) {
        float x = in[i];
        out[i] = x - x * d;
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = in[i] * l;
      }
    }
  }

  /** Rule 12: x - d, at least 0. */
  static void deductible(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      out[i] = Select.positive(in[i] - d);
    }
  }

  /** Rules 14, 41: at most l. */
  static void limit(float[] t, int at, float[] in, float[] out, int n) {
    float l = Math.min(t[at + LIMIT], MOST);
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = Select.either(x, l, Select.above(x, l));
    }
  }

  /** Rule 15: l is a share of the loss; 0 to d, x - d to d / (1 - l) (f64), then x l. */
  static void deductibleAndLimitShareOfLoss(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    float l = Math.min(t[at + LIMIT], MOST);
    double bound = d / (1.0 - l);
    // Not so with a limit above the whole loss: then whatever is above d is above the bound.
    float e = bound >= d ? Select.floor(Math.min(bound, MOST)) : d;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = Select.either(Select.positive(x - d), x * l, Select.above(x, e));
    }
  }

  /** Rule 16: d is a share of the loss; x (1 - d) in f64. */
  static void deductibleShareOfLoss(float[] t, int at, float[] in, float[] out, int n) {
    double kept = 1.0 - t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      out[i] = (float) (in[i] * kept);
    }
  }

  /**
   * Rule 17: d is a share of the loss; with k = 1 - d, 0 to a / k, (x k - a) s to (a + l) / k, then
   * l s; in f64. Nothing when d >= 1.
   */
  static void deductibleShareAttachmentLimitShare(
      float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    float a = t[at + ATTACHMENT];
    float l = Math.min(t[at + LIMIT], MOST);
    float s = t[at + SHARE1];
    if (d >= 1) {
      zero(out, n);
      return;
    }
    double k = 1.0 - d;
    float low = Select.floor(a / k);
    float high = Select.floor((a + l) / k);
    float most = l * s;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = x <= low ? 0f : x <= high ? (float) ((x * k - a) * s) : most;
    }
  }

  /** Rule 20: x to d, then 0. */
  static void reverseFranchise(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = x * (1f - Select.above(x, d));
    }
  }

  /** Rule 22: x s1 s2 s3 to l / s1, then l s2 s3. Nothing when s1 is 0. */
  static void cededLimitPlaced(float[] t, int at, float[] in, float[] out, int n) {
    float l = Math.min(t[at + LIMIT], MOST);
    float s1 = t[at + SHARE1];
    float s2 = t[at + SHARE2];
    float s3 = t[at + SHARE3];
    if (s1 == 0) {
      zero(out, n);
      return;
    }
    float k = s1 * s2 * s3;
    float high = l / s1;
    float most = l * s2 * s3;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = Select.either(x * k, most, Select.above(x, high));
    }
  }

  /** Rule 23: at most l, times s2 s3. */
  static void limitPlaced(float[] t, int at, float[] in, float[] out, int n) {
    float l = Math.min(t[at + LIMIT], MOST);
    float k = t[at + SHARE2] * t[at + SHARE3];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = Select.either(x, l, Select.above(x, l)) * k;
    }
  }

  /**
   * Rule 24: 0 to a / s1, (x s1 - a) s2 s3 to (a + l) / s1, then l s2 s3. Nothing when s1 is 0. The
   * middle part is in f64: the reference's bits depend on its compiler here, so that the accurate
   * number is taken.
   */
  static void excess(float[] t, int at, float[] in, float[] out, int n) {
    float a = t[at + ATTACHMENT];
    float l = Math.min(t[at + LIMIT], MOST);
    float s1 = t[at + SHARE1];
    float s2 = t[at + SHARE2];
    float s3 = t[at + SHARE3];
    if (s1 == 0) {
      zero(out, n);
      return;
    }
    float low = a / s1;
    float high = (l + a) / s1;
    float most = l * s2 * s3;
    double ceded = s1;
    double placed = (double) s2 * s3;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = x <= low ? 0f : x <= high ? (float) ((x * ceded - a) * placed) : most;
    }
  }

  /** Rule 25: x s1 s2 s3. */
  static void proportional(float[] t, int at, float[] in, float[] out, int n) {
    float k = t[at + SHARE1] * t[at + SHARE2] * t[at + SHARE3];
    for (int i = 0; i < n; i++) {
      out[i] = in[i] * k;
    }
  }

  /** Rule 33: d is a share of the loss; x (1 - d) in f64, at most l. Nothing when d >= 1. */
  static void deductibleShareAndLimit(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    float l = Math.min(t[at + LIMIT], MOST);
    if (d >= 1) {
      zero(out, n);
      return;
    }
    double k = 1.0 - d;
    float high = Select.floor(l / k);
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = x <= high ? (float) (x * k) : l;
    }
  }

  /** Rule 34: x - (d + a), at least 0, times s. */
  static void deductibleAttachmentShare(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE] + t[at + ATTACHMENT];
    float s = t[at + SHARE1];
    for (int i = 0; i < n; i++) {
      out[i] = Select.positive(in[i] - d) * s;
    }
  }

  /** Rule 39: 0 to d, then x. */
  static void franchise(float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = x * Select.above(x, d);
    }
  }

  /** Rule 100: x. */
  static void pass(float[] in, float[] out, int n) {
    if (in != out) {
      System.arraycopy(in, 0, out, 0, n);
    }
  }

  /** Rule 200: x s. */
  static void share(float[] t, int at, float[] in, float[] out, int n) {
    float s = t[at + SHARE1];
    for (int i = 0; i < n; i++) {
      out[i] = in[i] * s;
    }
  }

  /** Multiplies a row in place. */
  static void scale(float s, float[] row, int n) {
    for (int i = 0; i < n; i++) {
      row[i] *= s;
    }
  }

  private static void zero(float[] out, int n) {
    java.util.Arrays.fill(out, 0, n, 0f);
  }
}
