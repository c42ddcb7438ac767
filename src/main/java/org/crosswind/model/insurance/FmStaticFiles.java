package org.crosswind.model.insurance;

import java.util.Objects;
import java.util.Optional;

/**
 * All static tables of one analysis, as read and not yet validated: see {@link FmValidator}.
 *
 * @param folder where they are, for messages
 * @param programme the hierarchy of groups
 * @param policyTc the terms of each group and layer
 * @param profile the terms
 * @param xref the output ids
 * @param items the items; needed with {@code coverages} when a rule uses the insured value
 * @param coverages the insured values
 */
public record FmStaticFiles(
    String folder,
    FmProgramme programme,
    FmPolicyTc policyTc,
    FmProfile profile,
    FmXref xref,
    Optional<Items> items,
    Optional<Coverages> coverages) {
  /** Checks that nothing is null. */
  public FmStaticFiles {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(programme, "programme");
    Objects.requireNonNull(policyTc, "policyTc");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(xref, "xref");
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(coverages, "coverages");
  }

  /**
   * Whether insured values can be looked up: both {@code items} and {@code coverages} are there.
   */
  public boolean hasInsuredValues() {
    return items.isPresent() && coverages.isPresent();
  }
}
