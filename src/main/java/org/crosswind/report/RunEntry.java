package org.crosswind.report;

import org.crosswind.model.run.Failure;

/**
 * A run as a list of runs shows it. What is not known is null, or -1 for a number.
 *
 * @param id its name
 * @param state what became of it
 * @param latest whether {@code latest} names it
 * @param withheld whether it was published without becoming the latest
 * @param command what ran
 * @param started ISO 8601
 * @param finished the same
 * @param seconds from start to finish, by the clock of the wall
 * @param inputs read, of its first count
 * @param results of these
 * @param failures of these
 * @param exitCode what the process said
 * @param bytes of its folder, or of what an unfinished run has so far
 * @param molecules recorded as finished by an unfinished run
 * @param owner the process that holds the id now; null when none does
 * @param ownerTouched how many seconds ago the owner last said that it is alive; -1 without owner
 * @param failure why it gave up
 * @param path of its folder
 */
public record RunEntry(
    String id,
    State state,
    boolean latest,
    boolean withheld,
    String command,
    String started,
    String finished,
    double seconds,
    long inputs,
    long results,
    long failures,
    int exitCode,
    long bytes,
    int molecules,
    String owner,
    long ownerTouched,
    Failure failure,
    String path) {
  /** What became of a run. */
  public enum State {
    /** Published, with no complaint. */
    DONE,
    /** Published, with more failures than tolerated or a breached limit. */
    DONE_WITH_COMPLAINTS,
    /** Published, but {@code latest} was not moved: the process died in that moment. */
    PUBLISHING,
    /** A living process has it. */
    RUNNING,
    /** It died or gave up, and can be resumed. */
    UNFINISHED,
    /** It gave up before anything was recorded. */
    FAILED,
    /** A folder of that name that is no complete run of this program. */
    UNKNOWN
  }

  /** Whether its tables are there, whole. */
  public boolean isPublished() {
    return state == State.DONE || state == State.DONE_WITH_COMPLAINTS || state == State.PUBLISHING;
  }
}
