package org.crosswind.model.insurance;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.crosswind.model.insurance.FmProblem.Kind;

/**
 * Checks {@code items} and {@code coverages}: with a rule on insured values they must be there and
 * fit, row {@code i} being item or coverage {@code i + 1} as the reference takes it; without one,
 * what is wrong with them changes no result and is a warning.
 */
final class InsuredValueCheck {
  private final FmStaticFiles files;
  private final OptionalInt neededBy;
  private final Optional<ProgrammeGroups> groups;
  private final FmReport report;

  /**
   * Checks with the other tables.
   *
   * @param neededBy the first used row of the profile table that needs insured values
   */
  InsuredValueCheck(
      FmStaticFiles files,
      OptionalInt neededBy,
      Optional<ProgrammeGroups> groups,
      FmReport report) {
    this.files = files;
    this.neededBy = neededBy;
    this.groups = groups;
    this.report = report;
  }

  void check() {
    if (neededBy.isPresent() && !files.hasInsuredValues()) {
      int row = neededBy.getAsInt();
      String missing =
          (files.items().isEmpty() ? "items" : "")
              + (files.items().isEmpty() && files.coverages().isEmpty() ? " and " : "")
              + (files.coverages().isEmpty() ? "coverages" : "");
      report.error(
          Kind.NO_INSURED_VALUE,
          () -> files.profile().source().where(row),
          () ->
              "calcrule_id "
                  + CalcRule.of(files.profile().calcRuleId()[row]).orElseThrow()
                  + " without "
                  + missing,
          "items and coverages in " + files.folder());
    }
    files.coverages().ifPresent(this::checkCoverages);
    files.items().ifPresent(this::checkItems);
  }

  private void checkCoverages(Coverages coverages) {
    for (int row = 0; row < coverages.size(); row++) {
      int at = row;
      if (coverages.coverageId()[row] != row + 1) {
        add(
            coverages.source(),
            row,
            "coverage_id " + coverages.coverageId()[row],
            "" + (at + 1) + ": coverages are found by their place");
      }
      float tiv = coverages.tiv()[row];
      if (!(tiv >= 0) || Float.isInfinite(tiv)) {
        add(coverages.source(), row, "tiv " + tiv, "0 or more");
      }
    }
  }

  private void checkItems(Items items) {
    int coverages = files.coverages().map(Coverages::size).orElse(Integer.MAX_VALUE);
    BitSet named = new BitSet();
    for (int row = 0; row < items.size(); row++) {
      if (items.itemId()[row] != row + 1) {
        add(
            items.source(),
            row,
            "item_id " + items.itemId()[row],
            "" + (row + 1) + ": items are found by their place");
      }
      int coverage = items.coverageId()[row];
      if (coverage < 1 || coverage > coverages) {
        add(
            items.source(),
            row,
            "coverage_id " + Integer.toUnsignedString(coverage),
            "1 to " + coverages + ", as in coverages");
      } else if (files.coverages().isPresent()) {
        named.set(coverage);
      }
    }
    if (files.coverages().isPresent() && named.cardinality() < coverages) {
      report.warning(
          Kind.INSURED_VALUE,
          items.source()::path,
          () -> named.cardinality() + " of " + coverages + " coverages have items",
          "items for each coverage (the reference would then ignore both tables; we do not)");
    }
    if (groups.isPresent()) {
      int needed = groups.get().used()[groups.get().startLevel()].length() - 1;
      if (needed > items.size()) {
        add(
            items.source(),
            -1,
            items.size() + " items, but item " + needed + " in " + files.programme().source(),
            "every item of the programme");
      }
    }
  }

  private void add(TableSource source, int row, String found, String expected) {
    report.add(
        neededBy.isPresent(),
        Kind.INSURED_VALUE,
        () -> row < 0 ? source.path() : source.where(row),
        () -> found,
        expected);
  }
}
