package org.crosswind.job.bootstrap;

/** What becomes of a group that has a row which cannot be used. */
enum OnBadRow {
  /** The group fails and names its first bad row. */
  FAIL,
  /** The row is left out and named in the table of failures; the group goes on without it. */
  SKIP
}
