package org.crosswind.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.crosswind.model.run.Failure;

/**
 * What the molecule on this thread is at: which atom it computes and how much it has read and
 * written. Molecule functions tell {@link #at} before each atom, {@link #part} before each part of
 * one that is made of many, and {@link #over} after it; whoever watches them (a time limit, the
 * log, an engine's counters) reads it, from other threads too. The other way round, they ask {@link
 * #givenUp} whether an atom is to be left out because it has made an earlier attempt hang.
 *
 * <p>Telling costs a field or two when nobody listens.
 */
public final class CurrentMolecule {
  private static final ThreadLocal<CurrentMolecule> CURRENT = new ThreadLocal<>();

  /** Counts what was told; the last thing written, and the first that a watcher reads. */
  private final AtomicLong steps = new AtomicLong();

  private final Map<Place, Failure> givenUp;
  private volatile AtomListener listener;
  private volatile int atom = -1;
  private volatile boolean inAtom;
  private volatile Supplier<String> where;
  private long part = Place.WHOLE;
  private volatile boolean abandoned;
  private volatile long bytesRead;
  private volatile long bytesWritten;

  /** Nothing done yet, nobody listens, nothing is left out. */
  public CurrentMolecule() {
    this(Map.of());
  }

  /** A molecule some of whose atoms, or parts of them, are left out for these reasons. */
  CurrentMolecule(Map<Place, Failure> givenUp) {
    this.givenUp = givenUp;
  }

  /** Another attempt with the same listener, which leaves out the same. */
  CurrentMolecule anew() {
    CurrentMolecule attempt = new CurrentMolecule(givenUp);
    attempt.listener = listener;
    return attempt;
  }

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

    /** Called before a part of the atom is computed. */
    default void part(long number) {}
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
      current.requireWanted();
      current.atom = index;
      current.where = where;
      current.part = Place.WHOLE;
      current.inAtom = true;
      current.step();
      AtomListener told = current.listener;
      if (told != null) {
        told.at(index, where);
      }
    }
  }

  /**
   * Says that the atom is computed; what follows, such as writing, is no fault of it. Does nothing
   * on other threads.
   *
   * @throws CancellationException when the molecule has been given up
   */
  public static void over() {
    CurrentMolecule current = CURRENT.get();
    if (current != null) {
      current.requireWanted();
      current.inAtom = false;
      current.step();
    }
  }

  /**
   * Says that a part of the atom begins; on the molecule's own thread.
   *
   * @param number of the part, >= 0, the same at every attempt
   * @throws CancellationException when the molecule has been given up
   */
  public void part(long number) {
    requireWanted();
    part = number;
    step();
    AtomListener told = listener;
    if (told != null) {
      told.part(number);
    }
  }

  /**
   * Why an atom of the molecule on this thread is to be left out.
   *
   * @param index its index in the input
   * @return null when it is to be computed
   */
  public static Failure givenUp(int index) {
    CurrentMolecule current = CURRENT.get();
    return current == null ? null : current.givenUp.get(new Place(index, Place.WHOLE));
  }

  /** Why a part of an atom is to be left out; null when it is to be computed. */
  public Failure givenUp(int index, long number) {
    return givenUp.get(new Place(index, number));
  }

  /** Whether something is left out; then this attempt says less than the molecule's inputs do. */
  public boolean hasGivenUp() {
    return !givenUp.isEmpty();
  }

  /**
   * Ends a molecule that nobody waits for any more.
   *
   * @throws CancellationException when it has been given up
   */
  public void requireWanted() {
    if (abandoned) {
      throw new CancellationException("the molecule was given up " + atomText());
    }
  }

  private void step() {
    steps.setRelease(steps.getPlain() + 1); // one writer
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

  /** How many steps were told: a molecule that goes on has more of them after a while. */
  long steps() {
    return steps.getAcquire();
  }

  /** The atom that is computed, or the part of it; empty before, between and after atoms. */
  Optional<Place> place() {
    steps.getAcquire(); // the part is a plain field, written before the step was counted
    return inAtom ? Optional.of(new Place(atom, part)) : Optional.empty();
  }

  /** The name of the atom for a person. */
  String name() {
    Supplier<String> name = where;
    return name == null ? "atom " + atom : name.get();
  }

  /** The atom that is computed, for a message: {@code at atom 17 (netting set NS-0017)}. */
  public String atomText() {
    int index = atom;
    Supplier<String> name = where;
    if (index < 0) {
      return "before its first atom";
    }
    return (inAtom ? "at" : "after")
        + " atom "
        + index
        + (name == null ? "" : " (" + name.get() + ")");
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
