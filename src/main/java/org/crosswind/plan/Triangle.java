package org.crosswind.plan;

/** Which half of a square two nested loops walk; it says how the outer rows differ in work. */
public enum Triangle {
  /** Row {@code i} (0-based) visits columns {@code 0..i}: the last rows are the heaviest. */
  LOWER,
  /** Row {@code i} (0-based) of {@code n} visits columns {@code i..n-1}: the first are heaviest. */
  UPPER
}
