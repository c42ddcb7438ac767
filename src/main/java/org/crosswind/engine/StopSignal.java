package org.crosswind.engine;

import java.util.function.BooleanSupplier;

/**
 * Whether the run that this thread works for has been stopped. An interrupt alone can be lost: a
 * function may catch it and go on. Engines install the signal around a molecule, and what computes
 * atoms asks before each one.
 */
public final class StopSignal {
  private static final ThreadLocal<BooleanSupplier> CURRENT = new ThreadLocal<>();

  private StopSignal() {}

  /** Makes a signal that of the current thread, until it is closed. */
  public static Installed install(BooleanSupplier stopped) {
    BooleanSupplier before = CURRENT.get();
    CURRENT.set(stopped);
    return () -> {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    };
  }

  /**
   * Lets an atom start, or not.
   *
   * @param index the atom's index, for the message
   * @throws InterruptedException when the run was stopped or the thread is interrupted
   */
  static void check(int index) throws InterruptedException {
    if (stopped() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("before atom " + index);
    }
  }

  /** Whether the run of the current thread was stopped; false where no engine said so. */
  static boolean stopped() {
    BooleanSupplier signal = CURRENT.get();
    return signal != null && signal.getAsBoolean();
  }

  /** Takes the signal away again. */
  @FunctionalInterface
  public interface Installed extends AutoCloseable {
    @Override
    void close();
  }
}
