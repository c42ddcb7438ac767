package org.crosswind.job.watch;

/** An alert could not be delivered. */
final class AlertException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  AlertException(String message, boolean worthRetrying) {
    super(message);
    this.worthRetrying = worthRetrying;
  }

  boolean worthRetrying() {
    return worthRetrying;
  }
}
