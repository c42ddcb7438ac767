package org.crosswind.model.run;

/**
 * Why an atom, or an input of it, could not be used. The names are written to the {@code failures}
 * table and are part of its contract.
 */
public enum FailureReason {
  /** A file, table, column or record that should be there is not. */
  MISSING,
  /**
   * Text or bytes that cannot be read as what they should be: not a number, truncated, wrong type.
   */
  MALFORMED,
  /** A value that can be read but is out of its range, or contradicts another one. */
  INVALID,
  /** A name that refers to nothing: an unknown curve, cube or model. */
  UNKNOWN_REFERENCE,
  /** The inputs are valid, but the number asked for does not exist in double precision. */
  NOT_COMPUTABLE,
  /** The file system or another service refused. */
  IO,
  /**
   * It took longer than the time limit allows and was given up: it hangs, or is far larger than the
   * others. Not a fact about the input alone; another run tries it again.
   */
  TIMED_OUT,
  /** An unexpected exception: our fault. The message carries its class and text. */
  INTERNAL
}
