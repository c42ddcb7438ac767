package org.crosswind.engine;

import java.io.Serializable;

/**
 * What came of one input where the function ran, on its way to the driver.
 *
 * @param value the function's result, which may be null
 * @param thrown what it threw, or null
 * @param skipped it was not tried, since another one failed and the run is to stop
 * @param <R> the result
 */
record Attempt<R>(R value, Thrown thrown, boolean skipped) implements Serializable {
  static <R> Attempt<R> skip() {
    return new Attempt<>(null, null, true);
  }

  static <R> Attempt<R> of(R value) {
    return new Attempt<>(value, null, false);
  }

  static <R> Attempt<R> failed(Thrown thrown) {
    return new Attempt<>(null, thrown, false);
  }
}
