package org.crosswind.job;

/**
 * The end of a command in a driver that YARN runs (cluster mode), when the exit code is not 0: YARN
 * takes any {@code System.exit} there for a crash, even one with 0, and passes on no number. The
 * text of this exception is what it shows for the application and gives back to spark-submit, where
 * {@code submit/crosswind} finds the code again.
 */
final class EndedWith extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EndedWith(int code) {
    super("crosswind ended with exit code " + code, null, false, false);
  }
}
