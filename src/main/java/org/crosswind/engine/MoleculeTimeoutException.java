package org.crosswind.engine;

/** A molecule took longer than it may; the message names molecule and atom. */
public final class MoleculeTimeoutException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With its message. */
  public MoleculeTimeoutException(String message) {
    super(message);
  }
}
