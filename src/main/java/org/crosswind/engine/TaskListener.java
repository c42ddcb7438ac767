package org.crosswind.engine;

/**
 * Is told by an engine of every attempt at a molecule that has ended, the failed ones too. Calls
 * may come from several threads at once and must return soon; an exception of a listener is logged.
 */
@FunctionalInterface
public interface TaskListener {
  /** An attempt has ended. */
  void ended(TaskReport report);
}
