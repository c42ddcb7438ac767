package org.crosswind.job.config;

/** How a run begins when there may be one of its id. Names are values of {@code run.start}. */
public enum Start {
  /** The id must be unused. */
  NEW,
  /** An unfinished run of the id goes on; there must be one, or a finished one. */
  RESUME,
  /** For schedules: begins, goes on with an unfinished run, or leaves a finished one as it is. */
  ONCE
}
