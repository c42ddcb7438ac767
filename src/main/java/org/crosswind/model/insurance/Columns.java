package org.crosswind.model.insurance;

/** What the tables have in common. */
final class Columns {
  private Columns() {}

  /** Refuses columns of different lengths: a mistake of the program, not of a file. */
  static void sameLength(String table, int... lengths) {
    for (int length : lengths) {
      if (length != lengths[0]) {
        throw new IllegalArgumentException(
            table + " has columns of " + lengths[0] + " and " + length + " rows");
      }
    }
  }
}
