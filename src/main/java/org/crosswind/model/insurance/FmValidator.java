package org.crosswind.model.insurance;

import java.util.Optional;

/**
 * Looks for everything in the static tables that would make a result undefined, before anything is
 * computed, and reports all of it at once.
 *
 * <p>An <b>error</b> is what the reference would answer with an exception in some event, a read out
 * of range, or numbers that contradict each other; a <b>warning</b> is what looks odd but has a
 * well-defined result, which we compute. Terms of profiles that nothing uses are warnings only.
 *
 * <p>Source: sections 1, 3 and 13 of the project's {@code fm.md}. Time is linear in the rows (items
 * times levels for the chains); memory a few words for each row and for each number of a group.
 * Stateless and thread-safe.
 */
public final class FmValidator {
  private FmValidator() {}

  /**
   * Checks all tables.
   *
   * @param files as read
   * @param allocationRule 0, 1, 2 or 3; decides at which level outputs are needed
   * @return what was found; empty when all is well
   */
  public static FmReport validate(FmStaticFiles files, int allocationRule) {
    FmReport report = new FmReport(files.folder());
    if (allocationRule < 0 || allocationRule > 3) {
      report.error(
          FmProblem.Kind.ALLOCATION_RULE,
          files::folder,
          () -> "allocation rule " + allocationRule,
          "0, 1, 2 or 3");
    }
    ProfileCheck profiles = new ProfileCheck(files.profile(), report);
    profiles.markUsed(files.policyTc());
    profiles.check();
    Optional<ProgrammeGroups> groups = new ProgrammeCheck(files.programme(), report).check();
    if (groups.isPresent()) {
      new PolicyCheck(files.policyTc(), groups.get(), report).check();
      new XrefCheck(files.xref(), files.policyTc(), groups.get(), allocationRule, report).check();
    }
    new InsuredValueCheck(files, profiles.firstRowWithInsuredValue(), groups, report).check();
    return report;
  }
}
