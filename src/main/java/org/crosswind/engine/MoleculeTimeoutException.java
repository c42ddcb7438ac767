package org.crosswind.engine;

import java.util.Optional;
import org.crosswind.model.run.Failure;

/** A molecule stood still for longer than it may; the message names molecule and atom. */
public final class MoleculeTimeoutException extends Exception {
  private static final long serialVersionUID = 2L;

  private final Place place;
  private final Failure failure;

  /** Of a molecule that stood still outside of its atoms. */
  public MoleculeTimeoutException(String message) {
    this(message, null, null);
  }

  /**
   * Of one that stood still in an atom.
   *
   * @param place the atom, or the part of it
   * @param failure what the atom's failure would be
   */
  MoleculeTimeoutException(String message, Place place, Failure failure) {
    super(message);
    this.place = place;
    this.failure = failure;
  }

  /** The atom or the part of it; empty when the molecule stood still before, after or between. */
  Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /** What the failure of the atom is; null without a place. */
  Failure failure() {
    return failure;
  }
}
