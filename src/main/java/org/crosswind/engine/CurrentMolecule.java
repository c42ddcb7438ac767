package org.crosswind.engine;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * What the molecule on this thread is at: which atom it computes and how much it has read and
 * written. Molecule functions tell {@link #at} before each atom; whoever watches them (a time
 * limit, the log, an engine's counters) reads it, from other threads too.
 *
 * <p>Telling costs a field or two when nobody listens.
 */
public final class CurrentMolecule {
  private static final ThreadLocal<CurrentMolecule> CURRENT = new ThreadLocal<>();

  private volatile AtomListener listener;
  private volatile int atom = -1;
  private volatile Supplier<String> where;
  private volatile boolean abandoned;
  private volatile long bytesRead;
  private volatile long bytesWritten;

  /** Nothing done yet, nobody listens. */
  public CurrentMolecule() {}

  /** From now on tells somebody of each atom, on the molecule's thread. */
  public void tell(AtomListener who) {
    listener = who;
  }

  /** Is told which atom is begun. */
  @FunctionalInterface
  public interface AtomListener {
    /**
     * Called before the atom is computed.
     *
     * @param index its index in the input
     * @param where makes its name for a person, such as {@code netting set NS-0017}; may be null
     */
    void at(int index, Supplier<String> where);
  }

  /** The molecule that runs on this thread, or null. */
  public static CurrentMolecule get() {
    return CURRENT.get();
  }

  /**
   * Says that the molecule on this thread begins with an atom; does nothing on other threads.
   *
   * @param index its index in the input
   * @param where makes its name for a person; called later, if ever, and perhaps on another thread;
   *     may be null
   * @throws CancellationException when the molecule has been given up: nobody waits for it any more
   */
  public static void at(int index, Supplier<String> where) {
    CurrentMolecule current = CURRENT.get();
    if (current != null) {
      if (current.abandoned) {
        throw new CancellationException("the molecule was given up before atom " + index);
      }
      current.atom = index;
      current.where = where;
      AtomListener told = current.listener;
      if (told != null) {
        told.at(index, where);
      }
    }
  }

  /** Makes this the molecule of the thread until the handle is closed. */
  public Entered enter() {
    CurrentMolecule before = CURRENT.get();
    CURRENT.set(this);
    return () -> {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    };
  }

  /** Adds to what the molecule has read and written, in bytes. Told by one thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  public void count(long read, long written) {
    bytesRead += read;
    bytesWritten += written;
  }

  /** Bytes read, as far as they were told. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Bytes written, as far as they were told. */
  public long bytesWritten() {
    return bytesWritten;
  }

  /** The index of the atom that is computed, or -1 before the first. */
  public int atom() {
    return atom;
  }

  /** The atom that is computed, for a message: {@code atom 17 (netting set NS-0017)}. */
  public String atomText() {
    int index = atom;
    Supplier<String> name = where;
    if (index < 0) {
      return "before its first atom";
    }
    return "at atom " + index + (name == null ? "" : " (" + name.get() + ")");
  }

  /** Lets the molecule end when it comes to its next atom. */
  void abandon() {
    abandoned = true;
  }

  /** Ends what {@link #enter} began. */
  @FunctionalInterface
  public interface Entered extends AutoCloseable {
    @Override
    void close();
  }
}
