package org.crosswind.engine;

import java.io.Serializable;

/**
 * Where a molecule is: in an atom, or in a part of one.
 *
 * @param atom the atom's index
 * @param part the part's number, or {@link #WHOLE} when the atom has none or is between two
 */
record Place(int atom, long part) implements Serializable {
  static final long WHOLE = -1;
}
