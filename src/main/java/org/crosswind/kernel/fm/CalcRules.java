package org.crosswind.kernel.fm;

import static org.crosswind.kernel.fm.Terms.DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.LIMIT;
import static org.crosswind.kernel.fm.Terms.MAX_DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.MIN_DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.SHARE1;

/**
 * The door to the calculation rules: applies one prepared profile row to one row of losses. Rules
 * that the preparation turns into others (4, 6, 9, 18, 21, 29, 30, 31) do not arrive here.
 */
public final class CalcRules {
  /** Rules from here to 199 are rule id - 100 times the share. */
  private static final int SHARED = 100;

  private static final int SHARED_END = 199;

  private CalcRules() {}

  /** Whether a prepared rule can be computed. */
  public static boolean isKnown(int rule) {
    return switch (rule) {
      case 1, 2, 3, 5, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20 -> true;
      case 22, 23, 24, 25, 26, 27, 28, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41 -> true;
      case 100, 101, 103, 105, 107, 108, 110, 111, 112, 113, 114, 115, 116 -> true;
      case 119, 120, 126, 133, 135, 136, 200 -> true;
      default -> false;
    };
  }

  /** Whether a prepared rule reads extras, so that its node must have them. */
  public static boolean needsExtras(int rule) {
    return switch (rule) {
      case 7, 8, 10, 11, 13, 19, 26, 27, 35, 36 -> true;
      case 107, 108, 110, 111, 113, 119, 126, 135, 136 -> true;
      default -> false;
    };
  }

  /**
   * Whether a prepared rule is a step rule, which needs different rows for {@code in}, {@code out}.
   */
  public static boolean isStep(int rule) {
    return switch (rule) {
      case 27, 28, 32, 37, 38 -> true;
      default -> false;
    };
  }

  /**
   * Applies a rule at a node without extras.
   *
   * @param rule a known prepared rule that needs no extras
   * @param t terms, a row at {@code at}: see {@link Terms}
   * @param in losses, {@code n} of them from 0
   * @param out receives the result from 0; the same array as {@code in} is fine unless the rule is
   *     a step rule, which changes what is there
   */
  public static void apply(int rule, float[] t, int at, float[] in, float[] out, int n) {
    switch (rule) {
      case 1, 40, 101 -> PlainRules.deductibleAndLimit(t, at, in, out, n);
      case 2 -> PlainRules.deductibleAttachmentLimitShare(t, at, in, out, n);
      case 3, 103 -> PlainRules.franchiseAndLimit(t, at, in, out, n);
      case 5, 105 -> PlainRules.deductibleAndLimitOfLoss(t, at, in, out, n);
      case 12, 112 -> PlainRules.deductible(t, at, in, out, n);
      case 14, 41, 114 -> PlainRules.limit(t, at, in, out, n);
      case 15, 115 -> PlainRules.deductibleAndLimitShareOfLoss(t, at, in, out, n);
      case 16, 116 -> PlainRules.deductibleShareOfLoss(t, at, in, out, n);
      case 17 -> PlainRules.deductibleShareAttachmentLimitShare(t, at, in, out, n);
      case 20, 120 -> PlainRules.reverseFranchise(t, at, in, out, n);
      case 22 -> PlainRules.cededLimitPlaced(t, at, in, out, n);
      case 23 -> PlainRules.limitPlaced(t, at, in, out, n);
      case 24 -> PlainRules.excess(t, at, in, out, n);
      case 25 -> PlainRules.proportional(t, at, in, out, n);
      case 28 -> StepRules.shareOfLoss(t, at, in, out, n);
      case 32 -> StepRules.limitedShareAboveMoney(t, at, in, out, n);
      case 33, 133 -> PlainRules.deductibleShareAndLimit(t, at, in, out, n);
      case 34 -> PlainRules.deductibleAttachmentShare(t, at, in, out, n);
      case 37 -> StepRules.limitedShareOfLoss(t, at, in, out, n);
      case 38 -> StepRules.onPriorSteps(t, at, in, out, n);
      case 39 -> PlainRules.franchise(t, at, in, out, n);
      case 100 -> PlainRules.pass(in, out, n);
      case 200 -> PlainRules.share(t, at, in, out, n);
      default -> throw new IllegalArgumentException("calculation rule " + rule);
    }
    if (rule > SHARED && rule <= SHARED_END) {
      PlainRules.scale(t[at + SHARE1], out, n);
    }
  }

  /**
   * Applies a rule at a node with extras.
   *
   * @param rule a known prepared rule
   * @param t terms, a row at {@code at}
   * @param in losses, {@code n} of them from 0
   * @param out receives the result from 0; not the same array as {@code in}
   * @param ded deductible applied so far, money, at {@code e}; changed, as are the next two
   * @param over loss cut by limits so far, at {@code e}
   * @param under room left under limits, at {@code e}
   */
  public static void applyWithExtras(
      int rule,
      float[] t,
      int at,
      float[] in,
      float[] out,
      float[] ded,
      float[] over,
      float[] under,
      int e,
      int n) {
    int base = rule > SHARED && rule <= SHARED_END ? rule - SHARED : rule;
    float d = t[at + DEDUCTIBLE];
    float min = t[at + MIN_DEDUCTIBLE];
    float max = t[at + MAX_DEDUCTIBLE];
    float l = t[at + LIMIT];
    float never = Float.POSITIVE_INFINITY;
    switch (base) {
      case 1 -> ExtrasRules.deductibleAndLimit(t, at, in, out, ded, over, under, e, n);
      case 3 -> ExtrasRules.franchiseAndLimit(t, at, in, out, ded, over, under, e, n);
      case 5 -> ExtrasRules.deductibleAndLimitOfLoss(t, at, in, out, ded, over, under, e, n);
      case 7 ->
          MinMaxRules.money(
              d,
              min,
              min - d,
              max,
              max - d,
              MinMaxRules.MONEY_CAP,
              l,
              in,
              out,
              ded,
              over,
              under,
              e,
              n);
      case 8 ->
          MinMaxRules.money(
              d,
              min,
              min - d,
              max,
              never,
              MinMaxRules.MONEY_CAP,
              l,
              in,
              out,
              ded,
              over,
              under,
              e,
              n);
      case 10 ->
          MinMaxRules.money(
              d, min, -never, max, max - d, MinMaxRules.NO_CAP, l, in, out, ded, over, under, e, n);
      case 11 ->
          MinMaxRules.money(
              d, min, min - d, max, never, MinMaxRules.NO_CAP, l, in, out, ded, over, under, e, n);
      case 13 ->
          MinMaxRules.money(
              d,
              min,
              min - d,
              max,
              max - d,
              MinMaxRules.NO_CAP,
              l,
              in,
              out,
              ded,
              over,
              under,
              e,
              n);
      case 12 -> ExtrasRules.deductible(t, at, in, out, ded, under, e, n);
      case 14 -> ExtrasRules.limit(t, at, in, out, over, under, e, n);
      case 15 -> ExtrasRules.deductibleAndLimitShareOfLoss(t, at, in, out, ded, over, under, e, n);
      case 16 -> ExtrasRules.deductibleShareOfLoss(t, at, in, out, ded, under, e, n);
      case 17 -> ExtrasRules.deductibleShareAttachmentLimitShare(t, at, in, out, n);
      case 19 ->
          MinMaxRules.share(d, min, max, MinMaxRules.NO_CAP, l, in, out, ded, over, under, e, n);
      case 26 ->
          MinMaxRules.share(d, min, max, MinMaxRules.MONEY_CAP, l, in, out, ded, over, under, e, n);
      case 27 -> StepRules.payout(t, at, in, out, ded, e, n);
      case 33 -> ExtrasRules.deductibleShareAndLimit(t, at, in, out, ded, over, under, e, n);
      case 35 ->
          MinMaxRules.share(d, min, max, MinMaxRules.SHARE_CAP, l, in, out, ded, over, under, e, n);
      case 36 ->
          MinMaxRules.money(
              d,
              min,
              min - d,
              max,
              max - d > 0 ? max - d : never,
              MinMaxRules.SHARE_CAP,
              l,
              in,
              out,
              ded,
              over,
              under,
              e,
              n);
      case 39 -> ExtrasRules.franchise(t, at, in, out, ded, under, e, n);
      default -> {
        apply(rule, t, at, in, out, n);
        return;
      }
    }
    if (base != rule) {
      PlainRules.scale(t[at + SHARE1], out, n);
    }
  }
}
