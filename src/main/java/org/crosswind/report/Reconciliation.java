package org.crosswind.report;

/**
 * Proof that nothing was lost and nothing invented: inputs read = results + named failures. It
 * cannot be made otherwise.
 *
 * @param what the unit that is counted, in the plural: {@code netting sets}, {@code events}
 * @param inputs how many were read
 * @param results how many have a result
 * @param failures how many have a named failure instead
 */
public record Reconciliation(String what, long inputs, long results, long failures) {
  /**
   * Checks the sum.
   *
   * @throws IllegalStateException when a count is negative or the sum is wrong; a fault of the
   *     program, never of its input
   */
  public Reconciliation {
    if (inputs < 0
        || results < 0
        || failures < 0
        || results > inputs
        || inputs - results != failures) {
      throw new IllegalStateException(
          "the run does not add up: "
              + inputs
              + " "
              + what
              + " read, but "
              + results
              + " results and "
              + failures
              + " failures; nothing is published");
    }
  }
}
