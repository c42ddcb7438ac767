package org.crosswind.engine;

/** Is told how far a run has come. Calls are serialised; an exception of a listener is logged. */
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (description, atomsDone, atomsFailed, atomsTotal) -> {};

  /**
   * Called once at the start with zero done, then after each finished molecule.
   *
   * @param description what runs
   * @param atomsDone atoms that are finished, the failed ones included
   * @param atomsFailed atoms among them that failed
   * @param atomsTotal atoms in all
   */
  void progressed(String description, long atomsDone, long atomsFailed, long atomsTotal);
}
