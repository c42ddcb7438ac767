package org.crosswind.model.credit;

/** What to do with a NaN or an infinity among the values of a cube. */
public enum NonFinitePolicy {
  /** The netting set fails; the message names the scenario and the tenor. */
  FAIL,
  /** The figures of that tenor, and those built on them, become NaN or infinite, as in wayfault. */
  PROPAGATE
}
