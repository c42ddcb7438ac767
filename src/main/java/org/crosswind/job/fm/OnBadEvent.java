package org.crosswind.job.fm;

/** What becomes of an analysis when an event of it cannot be computed. */
public enum OnBadEvent {
  /** The analysis fails and nothing of it is published; other analyses go on. */
  STOP,
  /** The event is left out and named in the table of failures; the rest goes on. */
  SKIP
}
