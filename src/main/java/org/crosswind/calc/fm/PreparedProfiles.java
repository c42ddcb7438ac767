package org.crosswind.calc.fm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.crosswind.kernel.fm.CalcRules;
import org.crosswind.kernel.fm.Terms;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmStepTerms;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Turns the terms as filed into the terms as computed: shares of the insured value (TIV) become
 * money, rules that are another one with other numbers become that one, policies that change
 * nothing are dropped. A profile that needs the insured value is prepared for each use, any other
 * once.
 */
final class PreparedProfiles {
  private static final int NOT_YET = -2;

  /** A policy that changes nothing. */
  static final int NOTHING = -1;

  /** Terms closer than this to no effect have none. */
  private static final float EPSILON = 0x1p-23f;

  /** Stands for infinity, which would make NaN of a difference; no loss is as great. */
  private static final float NEVER_REACHED = 1e30f;

  /** Ids up to this are looked up in an array. */
  private static final int DIRECT_IDS = 1 << 22;

  private final FmProfile table;
  private final FmStepTerms steps;
  private final FmCompatibility compatibility;
  private final int[] firstRowOfId;
  private final Map<Integer, Integer> firstRowOfLargeId = new HashMap<>();
  private final int[] prepared;

  private int policies;
  private int[] rowStart = new int[64];
  private int rows;
  private int[] rule = new int[64];
  private boolean[] fresh = new boolean[64];
  private float[] terms = new float[64 * Terms.STRIDE];
  private boolean zeroStaysZero = true;

  PreparedProfiles(FmProfile table, FmCompatibility compatibility) {
    this.table = table;
    this.steps = table.steps().orElse(null);
    this.compatibility = compatibility;
    prepared = new int[table.size()];
    Arrays.fill(prepared, NOT_YET);
    int greatest = 0;
    for (int id : table.profileId()) {
      if (id >= 0 && id < DIRECT_IDS) {
        greatest = Math.max(greatest, id);
      }
    }
    firstRowOfId = new int[greatest + 1];
    Arrays.fill(firstRowOfId, -1);
    int[] ids = table.profileId();
    for (int row = 0; row < ids.length; row++) {
      if (row == 0 || ids[row] != ids[row - 1]) {
        if (ids[row] >= 0 && ids[row] < DIRECT_IDS) {
          firstRowOfId[ids[row]] = row;
        } else {
          firstRowOfLargeId.put(ids[row], row);
        }
      }
    }
  }

  /** First row of the (last run of rows of the) profile, or -1. */
  int firstRow(int profileId) {
    if (profileId >= 0 && profileId < firstRowOfId.length) {
      return firstRowOfId[profileId];
    }
    return firstRowOfLargeId.getOrDefault(profileId, -1);
  }

  private int endRow(int firstRow) {
    int[] ids = table.profileId();
    int end = firstRow + 1;
    while (end < ids.length && ids[end] == ids[firstRow]) {
      end++;
    }
    return end;
  }

  /** Whether a profile is prepared with the insured value of the node that uses it. */
  boolean needsTiv(int firstRow) {
    int end = endRow(firstRow);
    for (int row = firstRow; row < end; row++) {
      if (needsTivRule(table.calcRuleId()[row])) {
        return true;
      }
    }
    return false;
  }

  private boolean needsTivRule(int id) {
    return switch (id) {
      case 4, 6, 18, 27, 28, 29, 30, 31, 37, 38 -> true;
      case 21 -> compatibility == FmCompatibility.STANDARD;
      default -> false;
    };
  }

  /**
   * Prepares a profile.
   *
   * @param firstRow of the profile
   * @param tiv insured value of the node, 0 when not needed
   * @return the policy, or {@link #NOTHING}
   */
  int prepare(int firstRow, double tiv) {
    boolean shared = !needsTiv(firstRow);
    if (shared && prepared[firstRow] != NOT_YET) {
      return prepared[firstRow];
    }
    int begin = rows;
    boolean nothing = false;
    int end = endRow(firstRow);
    for (int row = firstRow; row < end; row++) {
      addRow(row, tiv);
      nothing |= changesNothing(rows - 1);
    }
    int result;
    if (nothing) {
      rows = begin;
      result = NOTHING;
    } else {
      if (policies + 2 > rowStart.length) {
        rowStart = Arrays.copyOf(rowStart, 2 * rowStart.length);
      }
      result = policies++;
      rowStart[policies] = rows;
    }
    if (shared) {
      prepared[firstRow] = result;
    }
    return result;
  }

  /** Whether any row of a policy needs extras. */
  boolean needsExtras(int policyIndex) {
    for (int row = rowStart[policyIndex]; row < rowStart[policyIndex + 1]; row++) {
      if (CalcRules.needsExtras(rule[row])) {
        return true;
      }
    }
    return false;
  }

  private void addRow(int row, double tiv) {
    if (rows == rule.length) {
      rule = Arrays.copyOf(rule, 2 * rows);
      fresh = Arrays.copyOf(fresh, 2 * rows);
      terms = Arrays.copyOf(terms, 2 * rows * Terms.STRIDE);
    }
    int at = rows * Terms.STRIDE;
    terms[at + Terms.DEDUCTIBLE] = table.deductible1()[row];
    terms[at + Terms.MIN_DEDUCTIBLE] = table.deductible2()[row];
    terms[at + Terms.MAX_DEDUCTIBLE] = table.deductible3()[row];
    terms[at + Terms.ATTACHMENT] = table.attachment1()[row];
    terms[at + Terms.LIMIT] = table.limit1()[row];
    terms[at + Terms.SHARE1] = table.share1()[row];
    terms[at + Terms.SHARE2] = table.share2()[row];
    terms[at + Terms.SHARE3] = table.share3()[row];
    if (steps != null) {
      terms[at + Terms.TRIGGER_START] = steps.triggerStart()[row];
      terms[at + Terms.TRIGGER_END] = steps.triggerEnd()[row];
      terms[at + Terms.PAYOUT] = steps.payoutStart()[row];
      terms[at + Terms.LIMIT2] = steps.limit2()[row];
      terms[at + Terms.SCALE1] = steps.scale1()[row];
      terms[at + Terms.SCALE2] = steps.scale2()[row];
    }
    for (int k = 0; k < Terms.STRIDE; k++) {
      zeroStaysZero &= terms[at + k] >= 0;
    }
    fresh[rows] = steps != null && steps.stepId()[row] == 1;
    rule[rows] = rewrite(row, table.calcRuleId()[row], at, tiv);
    for (int term : new int[] {Terms.DEDUCTIBLE, Terms.ATTACHMENT}) {
      terms[at + term] = Math.min(terms[at + term], NEVER_REACHED);
    }
    if (!CalcRules.isKnown(rule[rows]) || (CalcRules.isStep(rule[rows]) && steps == null)) {
      throw FailureException.of(
          FailureReason.INVALID,
          table.source().where(row),
          "calculation rule "
              + table.calcRuleId()[row]
              + (CalcRules.isStep(rule[rows])
                  ? " is a step rule and needs the table fm_profile_step"
                  : " is not known"));
    }
    rows++;
  }

  private int rewrite(int row, int id, int at, double tiv) {
    float[] t = terms;
    switch (id) {
      case 4, 6, 18, 21 -> t[at + Terms.DEDUCTIBLE] = (float) (t[at + Terms.DEDUCTIBLE] * tiv);
      case 9 -> t[at + Terms.DEDUCTIBLE] *= t[at + Terms.LIMIT];
      default -> {
        if (steps != null) {
          rewriteStep(row, id, at, tiv);
        }
      }
    }
    return switch (id) {
      case 4, 9 -> 1;
      case 6 -> 12;
      case 18 -> 2;
      case 21 -> 13;
      case 15 -> t[at + Terms.LIMIT] >= 1 ? 12 : 15;
      // The whole loss is no limit; in the rule's formula it would be a division by zero.
      case 115 -> t[at + Terms.LIMIT] == 1 ? 112 : 115;
      case 29, 30, 31 -> steps == null ? id : 27;
      default -> id;
    };
  }

  private void rewriteStep(int row, int id, int at, double tiv) {
    float[] t = terms;
    switch (id) {
      case 27, 28, 29, 30, 31, 37, 38 -> {
        t[at + Terms.TRIGGER_START] = (float) (t[at + Terms.TRIGGER_START] * tiv);
        float end = t[at + Terms.TRIGGER_END];
        t[at + Terms.TRIGGER_END] = end == 1 ? Float.POSITIVE_INFINITY : (float) (end * tiv);
      }
      default -> {}
    }
    double payout = t[at + Terms.PAYOUT];
    double d = t[at + Terms.DEDUCTIBLE];
    double l = t[at + Terms.LIMIT];
    switch (id) {
      case 27 -> setPayout(at, Math.min(Math.max(payout * tiv - d, 0), l));
      case 29 -> setPayout(at, Math.max(payout * tiv - d, 0));
      case 30 -> setPayout(at, Math.max(payout * l - d, 0));
      case 31 -> setPayout(at, Math.max(payout - d, 0));
      case 28, 32, 37, 38 -> t[at + Terms.SCALE1] += 1;
      default -> {}
    }
    if (id == 28 && payout == 0) {
      throw FailureException.of(
          FailureReason.INVALID,
          table.source().where(row),
          "calculation rule 28 with payout_start 0 is not known; extra expenses on what earlier"
              + " steps paid are rule 38");
    }
  }

  private void setPayout(int at, double paid) {
    float[] t = terms;
    double debris = Math.min(paid * t[at + Terms.SCALE2], t[at + Terms.LIMIT2]);
    t[at + Terms.PAYOUT] = (float) ((paid + debris) * (1.0 + t[at + Terms.SCALE1]));
  }

  private boolean changesNothing(int row) {
    float[] t = terms;
    int at = row * Terms.STRIDE;
    boolean noDeductible = Math.abs(t[at + Terms.DEDUCTIBLE]) < EPSILON;
    return switch (rule[row]) {
      case 100 -> true;
      case 12, 16 -> noDeductible;
      case 15 -> Math.abs(t[at + Terms.LIMIT] - 1) < EPSILON;
      case 34 ->
          noDeductible
              && Math.abs(t[at + Terms.ATTACHMENT]) < EPSILON
              && Math.abs(t[at + Terms.SHARE1] - 1) < EPSILON;
      default -> false;
    };
  }

  int[] rowStart() {
    return Arrays.copyOf(rowStart, policies + 1);
  }

  int[] rule() {
    return Arrays.copyOf(rule, rows);
  }

  boolean[] fresh() {
    return Arrays.copyOf(fresh, rows);
  }

  float[] terms() {
    return Arrays.copyOf(terms, rows * Terms.STRIDE);
  }

  /** Whether no term is negative. */
  boolean zeroStaysZero() {
    return zeroStaysZero;
  }
}
