package org.crosswind.kernel.fm;

/**
 * The minimum and maximum deductible rules, which give back or take more according to what levels
 * below have deducted.
 *
 * <p>Extras of a loss, in money, one float each beside it: D the deductible applied so far, O the
 * loss above limits so far, U the room left under limits, which can still be given back. The order
 * of the tests is the reference's.
 */
final class MinMaxRules {
  /** No cap after the deductible. */
  static final int NO_CAP = 0;

  /** A cap in money. */
  static final int MONEY_CAP = 1;

  /** A cap as a share of the incoming loss. */
  static final int SHARE_CAP = 2;

  private MinMaxRules() {}

  /**
   * Rules 7, 8, 10, 11, 13, 36: a deductible of money.
   *
   * @param d the deductible
   * @param min minimum, used if {@code hasMin}
   * @param max maximum, used if {@code hasMax}
   * @param maxFrom D above which the maximum is exceeded (max - d); infinity: never
   * @param minTo D below which the minimum is not reached (min - d); minus infinity: never
   */
  static void money(
      float d,
      float min,
      float minTo,
      float max,
      float maxFrom,
      int cap,
      float l,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    for (int i = 0; i < n; i++) {
      float x = in[i];
      float deducted = ded[e + i];
      if (deducted > maxFrom) {
        out[i] = aboveMaximum(x, max, ded, over, under, e + i);
      } else if (deducted < minTo) {
        out[i] = belowMinimum(x, min, d, ded, over, under, e + i);
      } else {
        out[i] = plain(x, d, ded, under, e + i);
      }
    }
    cap(cap, l, in, out, over, under, e, n);
  }

  /**
   * Rules 19, 26, 35: a deductible that is a share of the loss.
   *
   * @param share the deductible as a share of the loss
   * @param min minimum; 0 for none
   * @param max maximum; 0 or less for none
   */
  static void share(
      float share,
      float min,
      float max,
      int cap,
      float l,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    for (int i = 0; i < n; i++) {
      float x = in[i];
      float d = x * share;
      float both = d + ded[e + i];
      if (both > max && max > 0) {
        out[i] = aboveMaximum(x, max, ded, over, under, e + i);
      } else if (both < min) {
        out[i] = belowMinimum(x, min, d, ded, over, under, e + i);
      } else {
        out[i] = plain(x, d, ded, under, e + i);
      }
    }
    cap(cap, l, in, out, over, under, e, n);
  }

  private static float plain(float x, float d, float[] ded, float[] under, int e) {
    if (x > d) {
      ded[e] += d;
      under[e] += d;
      return x - d;
    }
    ded[e] += x;
    under[e] += x;
    return 0f;
  }

  /** More than the maximum has been deducted below: give back what fits under the limits. */
  private static float aboveMaximum(
      float x, float max, float[] ded, float[] over, float[] under, int e) {
    float delta = ded[e] - max;
    float room = under[e];
    if (delta > room) {
      over[e] += delta - room;
      ded[e] = max;
      under[e] = 0f;
      return x + room;
    }
    if (x >= -delta) {
      under[e] = room - delta;
      ded[e] = max;
      return x + delta;
    }
    ded[e] += x;
    under[e] = room + x;
    return 0f;
  }

  /** Less than the minimum has been deducted below: take it from the cut loss first. */
  private static float belowMinimum(
      float x, float min, float d, float[] ded, float[] over, float[] under, int e) {
    float delta = min - d - ded[e];
    float cut = over[e];
    if (delta <= cut) {
      if (x > d) {
        over[e] = cut - delta;
        ded[e] = min;
        return x;
      }
      if (cut - delta + x > d) {
        over[e] = cut - (delta + d);
        ded[e] = min;
        under[e] += x;
        return 0f;
      }
      ded[e] += x + cut;
      over[e] = 0f;
      under[e] += x;
      return 0f;
    }
    float rest = delta - cut;
    if (x > rest + d) {
      over[e] = 0f;
      ded[e] = min;
      under[e] += rest;
      return x - rest - d;
    }
    ded[e] += x + cut;
    under[e] += x;
    over[e] = 0f;
    return 0f;
  }

  private static void cap(
      int kind, float l, float[] in, float[] out, float[] over, float[] under, int e, int n) {
    if (kind == NO_CAP) {
      return;
    }
    for (int i = 0; i < n; i++) {
      float limit = kind == MONEY_CAP ? l : in[i] * l;
      float y = out[i];
      if (y > limit) {
        over[e + i] += y - limit;
        under[e + i] = 0f;
        out[i] = limit;
      } else {
        under[e + i] = Math.min(limit - y, under[e + i]);
      }
    }
  }
}
