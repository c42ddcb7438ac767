package org.crosswind.engine;

/** A list of indexes for a message: the first ten, and how many more. */
final class Indexes {
  private static final int SHOWN = 10;

  private final StringBuilder text = new StringBuilder();
  private int count;

  void add(int index) {
    if (count < SHOWN) {
      text.append(count == 0 ? "" : ", ").append(index);
    }
    count++;
  }

  int count() {
    return count;
  }

  @Override
  public String toString() {
    return count <= SHOWN ? text.toString() : text + " and " + (count - SHOWN) + " more";
  }
}
