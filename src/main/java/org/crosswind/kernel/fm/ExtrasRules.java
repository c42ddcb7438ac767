package org.crosswind.kernel.fm;

import static org.crosswind.kernel.fm.Terms.ATTACHMENT;
import static org.crosswind.kernel.fm.Terms.DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.LIMIT;
import static org.crosswind.kernel.fm.Terms.SHARE1;

/**
 * The rules that a node with extras uses instead of {@link PlainRules}: the same results, and D, O
 * and U (see {@link MinMaxRules}) kept in step. {@code in} and {@code out} are different rows; the
 * three extras begin at {@code e} of their arrays.
 */
final class ExtrasRules {
  private ExtrasRules() {}

  /** Rule 1. */
  static void deductibleAndLimit(
      float[] t,
      int at,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    float d = t[at + DEDUCTIBLE];
    float l = t[at + LIMIT];
    float top = l + d;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      int j = e + i;
      if (x <= d) {
        under[j] = Math.min(under[j] + x, l);
        ded[j] += x;
        out[i] = 0f;
      } else if (x <= top) {
        under[j] = Math.min(under[j] + d, top - x);
        ded[j] += d;
        out[i] = x - d;
      } else {
        over[j] += x - top;
        under[j] = 0f;
        ded[j] += d;
        out[i] = l;
      }
    }
  }

  /** Rule 3. */
  static void franchiseAndLimit(
      float[] t,
      int at,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    float d = t[at + DEDUCTIBLE];
    float l = t[at + LIMIT];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      int j = e + i;
      if (x <= d) {
        under[j] = Math.min(under[j] + x, l);
        ded[j] += x;
        out[i] = 0f;
      } else if (x <= l) {
        under[j] = Math.min(under[j], l - x);
        out[i] = x;
      } else {
        under[j] = 0f;
        over[j] += x - l;
        out[i] = l;
      }
    }
  }

  /** Rule 5. */
  static void deductibleAndLimitOfLoss(
      float[] t,
      int at,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    float d = t[at + DEDUCTIBLE];
    float l = t[at + LIMIT];
    boolean unlimited = d + l >= 1;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      int j = e + i;
      float deducted = x * d;
      float limit = x * l;
      ded[j] += deducted;
      if (unlimited) {
        float y = x - deducted;
        under[j] = Math.min(limit - y, under[j] + deducted);
        out[i] = y;
      } else {
        over[j] += x - deducted - limit;
        under[j] = 0f;
        out[i] = limit;
      }
    }
  }

  /** Rule 12. */
  static void deductible(
      float[] t, int at, float[] in, float[] out, float[] ded, float[] under, int e, int n) {
    float d = t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      float taken = Math.min(x, d);
      under[e + i] += taken;
      ded[e + i] += taken;
      out[i] = Math.max(x - d, 0f);
    }
  }

  /** Rule 14. */
  static void limit(
      float[] t, int at, float[] in, float[] out, float[] over, float[] under, int e, int n) {
    float l = t[at + LIMIT];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      int j = e + i;
      if (x <= l) {
        under[j] = Math.min(l - x, under[j]);
        out[i] = x;
      } else {
        over[j] += x - l;
        under[j] = 0f;
        out[i] = l;
      }
    }
  }

  /** Rule 15; the upper bound and the room below it are in f64. */
  static void deductibleAndLimitShareOfLoss(
      float[] t,
      int at,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    float d = t[at + DEDUCTIBLE];
    float l = t[at + LIMIT];
    double bound = d / (1.0 - l);
    for (int i = 0; i < n; i++) {
      float x = in[i];
      int j = e + i;
      if (x <= d) {
        under[j] = (float) Math.min(bound, under[j] + x);
        ded[j] += x;
        out[i] = 0f;
      } else if (x <= bound) {
        under[j] = (float) Math.min(bound - x, under[j] + d);
        ded[j] += d;
        out[i] = x - d;
      } else {
        float y = x * l;
        ded[j] += d;
        over[j] += x - y - d;
        under[j] = 0f;
        out[i] = y;
      }
    }
  }

  /** Rule 16. */
  static void deductibleShareOfLoss(
      float[] t, int at, float[] in, float[] out, float[] ded, float[] under, int e, int n) {
    float d = t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      float deducted = x * d;
      ded[e + i] += deducted;
      under[e + i] += deducted;
      out[i] = x - deducted;
    }
  }

  /** Rule 17; the middle part is in f32 here, and extras stay as they are. */
  static void deductibleShareAttachmentLimitShare(
      float[] t, int at, float[] in, float[] out, int n) {
    float d = t[at + DEDUCTIBLE];
    float a = t[at + ATTACHMENT];
    float l = t[at + LIMIT];
    float s = t[at + SHARE1];
    if (d >= 1) {
      java.util.Arrays.fill(out, 0, n, 0f);
      return;
    }
    double k = 1.0 - d;
    float low = Select.floor(a / k);
    float high = Select.floor((a + l) / k);
    float most = l * s;
    for (int i = 0; i < n; i++) {
      float x = in[i];
      out[i] = x <= low ? 0f : x <= high ? (x - x * d - a) * s : most;
    }
  }

  /** Rule 33; the bound of the limit is in f64. */
  static void deductibleShareAndLimit(
      float[] t,
      int at,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    float d = t[at + DEDUCTIBLE];
    float l = t[at + LIMIT];
    if (d >= 1) {
      for (int i = 0; i < n; i++) {
        ded[e + i] += in[i];
        out[i] = 0f;
      }
      return;
    }
    float high = Select.floor(l / (1.0 - d));
    for (int i = 0; i < n; i++) {
      float x = in[i];
      int j = e + i;
      float deducted = x * d;
      ded[j] += deducted;
      if (x <= high) {
        float y = x - deducted;
        under[j] = Math.min(under[j] + deducted, l - y);
        out[i] = y;
      } else {
        over[j] += x - deducted - l;
        under[j] = 0f;
        out[i] = l;
      }
    }
  }

  /** Rule 39. */
  static void franchise(
      float[] t, int at, float[] in, float[] out, float[] ded, float[] under, int e, int n) {
    float d = t[at + DEDUCTIBLE];
    for (int i = 0; i < n; i++) {
      float x = in[i];
      if (x <= d) {
        under[e + i] += x;
        ded[e + i] += x;
        out[i] = 0f;
      } else {
        out[i] = x;
      }
    }
  }
}
