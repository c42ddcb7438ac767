package org.crosswind.model.insurance;

import static org.crosswind.model.insurance.FmTerm.ATTACHMENT1;
import static org.crosswind.model.insurance.FmTerm.DEDUCTIBLE1;
import static org.crosswind.model.insurance.FmTerm.DEDUCTIBLE2;
import static org.crosswind.model.insurance.FmTerm.DEDUCTIBLE3;
import static org.crosswind.model.insurance.FmTerm.LIMIT1;
import static org.crosswind.model.insurance.FmTerm.LIMIT2;
import static org.crosswind.model.insurance.FmTerm.PAYOUT_START;
import static org.crosswind.model.insurance.FmTerm.SCALE1;
import static org.crosswind.model.insurance.FmTerm.SCALE2;
import static org.crosswind.model.insurance.FmTerm.SHARE1;
import static org.crosswind.model.insurance.FmTerm.SHARE2;
import static org.crosswind.model.insurance.FmTerm.SHARE3;
import static org.crosswind.model.insurance.FmTerm.TRIGGER_END;
import static org.crosswind.model.insurance.FmTerm.TRIGGER_START;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of a calculation rule without calculating: what it is called, which columns of a
 * profile it reads, and what it needs. The arithmetic is in {@code kernel.fm}.
 *
 * <p>Source: the rule tables of the Oasis financial module (sections 1, 3.5 and 6 of the project's
 * {@code fm.md}). Rule {@code 100 + n} is rule {@code n} with its result multiplied by {@code
 * share1}.
 */
public final class CalcRule {
  private static final TreeMap<Integer, CalcRule> RULES = new TreeMap<>();

  static {
    plain(1, "deductible and limit", DEDUCTIBLE1, LIMIT1);
    plain(2, "deductible, attachment, limit, share", DEDUCTIBLE1, ATTACHMENT1, LIMIT1, SHARE1);
    plain(3, "franchise deductible and limit", DEDUCTIBLE1, LIMIT1);
    insured(4, "deductible % of TIV, limit", DEDUCTIBLE1, LIMIT1);
    plain(5, "deductible and limit % of loss", DEDUCTIBLE1, LIMIT1);
    insured(6, "deductible % of TIV", DEDUCTIBLE1);
    plain(7, "deductible, minimum, maximum, limit", DEDUCTIBLE1, DEDUCTIBLE2, DEDUCTIBLE3, LIMIT1);
    plain(8, "deductible, minimum, limit", DEDUCTIBLE1, DEDUCTIBLE2, LIMIT1);
    plain(9, "deductible % of limit, limit", DEDUCTIBLE1, LIMIT1);
    plain(10, "deductible, maximum", DEDUCTIBLE1, DEDUCTIBLE3);
    plain(11, "deductible, minimum", DEDUCTIBLE1, DEDUCTIBLE2);
    plain(12, "deductible", DEDUCTIBLE1);
    plain(13, "deductible, minimum, maximum", DEDUCTIBLE1, DEDUCTIBLE2, DEDUCTIBLE3);
    plain(14, "limit", LIMIT1);
    plain(15, "deductible, limit % of loss", DEDUCTIBLE1, LIMIT1);
    plain(16, "deductible % of loss", DEDUCTIBLE1);
    plain(
        17,
        "deductible % of loss, attachment, limit, share",
        DEDUCTIBLE1,
        ATTACHMENT1,
        LIMIT1,
        SHARE1);
    insured(
        18,
        "deductible % of TIV, attachment, limit, share",
        DEDUCTIBLE1,
        ATTACHMENT1,
        LIMIT1,
        SHARE1);
    plain(19, "deductible % of loss, minimum, maximum", DEDUCTIBLE1, DEDUCTIBLE2, DEDUCTIBLE3);
    plain(20, "reverse franchise deductible", DEDUCTIBLE1);
    insured(21, "deductible % of TIV, minimum, maximum", DEDUCTIBLE1, DEDUCTIBLE2, DEDUCTIBLE3);
    plain(22, "reinsurance: ceded %, limit, placed", LIMIT1, SHARE1, SHARE2, SHARE3);
    plain(23, "reinsurance: limit, placed", LIMIT1, SHARE2, SHARE3);
    plain(24, "reinsurance: excess", ATTACHMENT1, LIMIT1, SHARE1, SHARE2, SHARE3);
    plain(25, "reinsurance: proportional", SHARE1, SHARE2, SHARE3);
    plain(
        26,
        "deductible % of loss, minimum, maximum, limit",
        DEDUCTIBLE1,
        DEDUCTIBLE2,
        DEDUCTIBLE3,
        LIMIT1);
    step(27, true, "step: payout % of TIV, limit", DEDUCTIBLE1, LIMIT1, TRIGGER_END, PAYOUT_START);
    step(28, true, "step: payout % of loss", DEDUCTIBLE1, TRIGGER_END, PAYOUT_START);
    step(29, true, "step: payout % of TIV", DEDUCTIBLE1, TRIGGER_END, PAYOUT_START);
    step(30, true, "step: payout % of limit", DEDUCTIBLE1, LIMIT1, TRIGGER_END, PAYOUT_START);
    step(31, true, "step: payout in money", DEDUCTIBLE1, TRIGGER_END, PAYOUT_START);
    step(32, false, "step: trigger in money, payout % of loss, limit", LIMIT1, PAYOUT_START);
    plain(33, "deductible % of loss, limit", DEDUCTIBLE1, LIMIT1);
    plain(34, "deductible, attachment, share", DEDUCTIBLE1, ATTACHMENT1, SHARE1);
    plain(
        35,
        "deductible % of loss, minimum, maximum, limit % of loss",
        DEDUCTIBLE1,
        DEDUCTIBLE2,
        DEDUCTIBLE3,
        LIMIT1);
    plain(
        36,
        "deductible, minimum, maximum, limit % of loss",
        DEDUCTIBLE1,
        DEDUCTIBLE2,
        DEDUCTIBLE3,
        LIMIT1);
    step(37, true, "step: payout % of loss, limit", DEDUCTIBLE1, LIMIT1, TRIGGER_END, PAYOUT_START);
    step(38, true, "step: conditional on the steps before", TRIGGER_END);
    plain(39, "franchise deductible", DEDUCTIBLE1);
    plain(40, "deductible and limit, from days", DEDUCTIBLE1, LIMIT1);
    plain(41, "limit, from days", LIMIT1);
    plain(100, "no terms");
    plain(200, "share", SHARE1);
    for (int base : new int[] {1, 3, 5, 7, 8, 10, 11, 12, 13, 14, 15, 16, 19, 20, 26, 33, 35, 36}) {
      CalcRule rule = RULES.get(base);
      EnumSet<FmTerm> terms = EnumSet.of(SHARE1);
      terms.addAll(rule.terms);
      RULES.put(
          100 + base, new CalcRule(100 + base, rule.meaning + ", share", terms, false, false));
    }
  }

  private final int id;
  private final String meaning;
  private final Set<FmTerm> terms;
  private final boolean step;
  private final boolean insuredValue;

  private CalcRule(int id, String meaning, Set<FmTerm> terms, boolean step, boolean insuredValue) {
    this.id = id;
    this.meaning = meaning;
    this.terms = Collections.unmodifiableSet(terms);
    this.step = step;
    this.insuredValue = insuredValue;
  }

  /** The rule of a number, empty when there is none. */
  public static Optional<CalcRule> of(int id) {
    return Optional.ofNullable(RULES.get(id));
  }

  /** The numbers of all rules, ascending. */
  public static Set<Integer> ids() {
    return Collections.unmodifiableSet(RULES.keySet());
  }

  /** The number in {@code calcrule_id}. */
  public int id() {
    return id;
  }

  /** What the rule does, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The columns of a profile that the rule reads. */
  public Set<FmTerm> terms() {
    return terms;
  }

  /** Whether the rule exists only with the columns of {@code fm_profile_step}. */
  public boolean isStep() {
    return step;
  }

  /**
   * Whether a term of the rule is a share of the total insured value, so that {@code items} and
   * {@code coverages} are needed. Rules 21 and 38 are among them: the reference takes their insured
   * value as 0, which is a defect (register D5 and D7).
   */
  public boolean usesInsuredValue() {
    return insuredValue;
  }

  @Override
  public String toString() {
    return id + " (" + meaning + ")";
  }

  private static void plain(int id, String meaning, FmTerm... terms) {
    put(id, meaning, false, false, terms);
  }

  private static void insured(int id, String meaning, FmTerm... terms) {
    put(id, meaning, false, true, terms);
  }

  private static void step(int id, boolean insuredValue, String meaning, FmTerm... terms) {
    put(id, meaning, true, insuredValue, terms);
  }

  private static void put(
      int id, String meaning, boolean step, boolean insuredValue, FmTerm... terms) {
    EnumSet<FmTerm> set = EnumSet.noneOf(FmTerm.class);
    Collections.addAll(set, terms);
    if (step) {
      Collections.addAll(set, TRIGGER_START, LIMIT2, SCALE1, SCALE2);
    }
    RULES.put(id, new CalcRule(id, meaning, set, step, insuredValue));
  }
}
