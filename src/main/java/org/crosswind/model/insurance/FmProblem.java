package org.crosswind.model.insurance;

import java.util.Objects;

/**
 * One thing that is wrong, or odd, with the static tables.
 *
 * @param kind what sort of thing
 * @param error whether the analysis cannot be run; otherwise a warning: it runs with a well-defined
 *     result
 * @param where file and row
 * @param found what is there, with the values
 * @param expected what should be there
 */
public record FmProblem(Kind kind, boolean error, String where, String found, String expected) {
  /** The sorts of problems, for counting. The names are printed and are part of the contract. */
  public enum Kind {
    /** The allocation rule asked for does not exist. */
    ALLOCATION_RULE,
    /** A level below 1, or one that is missing between others. */
    LEVEL,
    /** A group, item, layer or profile number out of its range. */
    ID_RANGE,
    /** The same key twice. */
    DUPLICATE,
    /** A group or item with two parents at one level. */
    TWO_PARENTS,
    /** An item that does not reach every level. */
    BROKEN_CHAIN,
    /** Numbers of groups that no row gives a member to. */
    UNUSED_ID,
    /** A policy for a group or level that the programme does not have. */
    UNKNOWN_GROUP,
    /** A group without a policy. */
    NO_POLICY,
    /** A policy that names a profile that is not there. */
    UNKNOWN_PROFILE,
    /** Layers that contradict each other along a chain of groups. */
    LAYERS,
    /** A calculation rule that does not exist, or not in this file. */
    UNKNOWN_RULE,
    /** A term that is not a number, infinite or negative where it must not be. */
    TERM,
    /** Rows of a profile that are apart, or more than a plain profile has. */
    PROFILE_ROWS,
    /** Steps of a step policy that are not 1, 2, ... or have an odd trigger. */
    STEPS,
    /** A rule needs insured values that are not there. */
    NO_INSURED_VALUE,
    /** Items or coverages that are not 1, 2, ... or do not fit each other. */
    INSURED_VALUE,
    /** A group of the output level without an output id. */
    NO_OUTPUT,
    /** An output id that nothing, or more than one thing, is written under. */
    OUTPUT
  }

  /** Checks that nothing is null. */
  public FmProblem {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(expected, "expected");
  }

  /** The problem as one line. */
  public String oneLine() {
    return (error ? "error " : "warning ")
        + where
        + ": "
        + found
        + "; expected "
        + expected
        + " ["
        + kind
        + "]";
  }
}
