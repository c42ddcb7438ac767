package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.crosswind.model.insurance.FmProblem.Kind;

/**
 * Checks {@code fm_profile} or {@code fm_profile_step}: known rules, terms that are numbers, the
 * rows of a profile together and its steps in order. What is wrong with a profile that no policy
 * uses is only a warning.
 */
final class ProfileCheck {
  private final FmProfile profile;
  private final FmReport report;

  /** The distinct profile ids, ascending. */
  private final int[] ids;

  private final BitSet used = new BitSet();

  ProfileCheck(FmProfile profile, FmReport report) {
    this.profile = profile;
    this.report = report;
    this.ids = Arrays.stream(profile.profileId()).sorted().distinct().toArray();
  }

  /** Notes which profiles are used, and reports policies whose profile is not there. */
  void markUsed(FmPolicyTc policies) {
    int lastId = 0;
    int lastAt = -1;
    for (int row = 0; row < policies.size(); row++) {
      int id = policies.profileId()[row];
      int at = id == lastId && lastAt >= 0 ? lastAt : Arrays.binarySearch(ids, id);
      if (at < 0) {
        int here = row;
        report.error(
            Kind.UNKNOWN_PROFILE,
            () -> policies.source().where(here),
            () -> "profile_id " + id,
            "a profile_id of " + profile.source());
      } else {
        used.set(at);
        lastId = id;
        lastAt = at;
      }
    }
  }

  void check() {
    boolean[] seen = new boolean[ids.length];
    int[] id = profile.profileId();
    for (int row = 0; row < profile.size(); ) {
      int end = row + 1;
      while (end < profile.size() && id[end] == id[row]) {
        end++;
      }
      int at = Arrays.binarySearch(ids, id[row]);
      if (seen[at]) {
        add(
            Kind.PROFILE_ROWS,
            row,
            "profile_id " + id[row] + " again, after other profiles",
            "the rows of a profile one after the other");
      }
      seen[at] = true;
      checkRows(row, end);
      row = end;
    }
  }

  /** The first used row whose rule needs insured values. */
  OptionalInt firstRowWithInsuredValue() {
    for (int row = 0; row < profile.size(); row++) {
      Optional<CalcRule> rule = CalcRule.of(profile.calcRuleId()[row]);
      if (rule.isPresent() && rule.get().usesInsuredValue() && isUsed(row)) {
        return OptionalInt.of(row);
      }
    }
    return OptionalInt.empty();
  }

  private boolean isUsed(int row) {
    return used.get(Arrays.binarySearch(ids, profile.profileId()[row]));
  }

  private void checkRows(int from, int to) {
    if (profile.profileId()[from] < 1) {
      add(Kind.ID_RANGE, from, "profile_id " + profile.profileId()[from], "1 or more");
    }
    if (to - from > 1 && !profile.stepped()) {
      warn(
          Kind.PROFILE_ROWS,
          from,
          "profile_id " + profile.profileId()[from] + " has " + (to - from) + " rows",
          "one row, since without steps only the last counts");
    }
    for (int row = from; row < to; row++) {
      checkRule(row);
    }
    profile.steps().ifPresent(steps -> checkSteps(steps, from, to));
  }

  private void checkRule(int row) {
    int id = profile.calcRuleId()[row];
    Optional<CalcRule> found = CalcRule.of(id);
    if (found.isEmpty()) {
      add(Kind.UNKNOWN_RULE, row, "calcrule_id " + id, "one of " + CalcRule.ids());
      return;
    }
    CalcRule rule = found.get();
    if (rule.isStep() && !profile.stepped()) {
      add(
          Kind.UNKNOWN_RULE,
          row,
          "calcrule_id " + rule,
          "a rule without steps, or the table fm_profile_step");
      return;
    }
    for (FmTerm term : rule.terms()) {
      checkTerm(rule, term, row);
    }
    if (id == 28 && FmTerm.PAYOUT_START.of(profile)[row] == 0) {
      add(
          Kind.TERM,
          row,
          "payout_start 0 with calcrule_id " + rule,
          "a payout, or rule 38 (conditional on the steps before)");
    }
  }

  private void checkTerm(CalcRule rule, FmTerm term, int row) {
    float value = term.of(profile)[row];
    String found = term.column() + " " + value + " with calcrule_id " + rule;
    if (Float.isNaN(value) || value == Float.NEGATIVE_INFINITY) {
      add(Kind.TERM, row, found, "a number");
    } else if (term.isThreshold() && value < 0) {
      add(Kind.TERM, row, found, "0 or more");
    } else if (value == Float.POSITIVE_INFINITY && !term.isThreshold()) {
      add(Kind.TERM, row, found, "a finite number");
    } else if (value < 0) {
      warn(Kind.TERM, row, found, "0 or more");
    }
  }

  private void checkSteps(FmStepTerms steps, int from, int to) {
    for (int row = from; row < to; row++) {
      boolean isStep = CalcRule.of(profile.calcRuleId()[row]).map(CalcRule::isStep).orElse(false);
      int step = steps.stepId()[row];
      if ((isStep || to - from > 1) && step != row - from + 1) {
        warn(
            Kind.STEPS,
            row,
            "step_id "
                + step
                + " in row "
                + (row - from + 1)
                + " of profile_id "
                + profile.profileId()[row],
            "steps 1, 2, ...; step 1 begins afresh, and so does the first row");
      }
      float start = steps.triggerStart()[row];
      float end = steps.triggerEnd()[row];
      if (isStep && profile.calcRuleId()[row] != 32 && end != 1 && end <= start) {
        warn(
            Kind.STEPS,
            row,
            "trigger_start " + start + ", trigger_end " + end,
            "an end above the start, or exactly 1 for no end; this step never pays");
      }
    }
  }

  private void add(Kind kind, int row, String found, String expected) {
    boolean error = isUsed(row);
    report.add(
        error,
        kind,
        () -> profile.source().where(row),
        () -> error ? found : found + " in a profile that no policy uses",
        expected);
  }

  private void warn(Kind kind, int row, String found, String expected) {
    report.warning(kind, () -> profile.source().where(row), () -> found, expected);
  }
}
