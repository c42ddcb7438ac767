package org.crosswind.engine;

/** What becomes of the run when an atom fails. */
public enum OnFailure {
  /** The failure is the atom's outcome and the rest goes on. */
  CONTINUE,
  /** The run stops with an {@link EngineException} that names the atom and its failure. */
  STOP
}
