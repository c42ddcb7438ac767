package org.crosswind.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * One run id, one run at a time: a file that names its owner and is touched while the owner lives.
 * A lock is stale when its process has certainly ended, or, when the process cannot be seen from
 * here, when it has not been touched for longer than {@link #STALE_AFTER}. Touches and ages are by
 * the clock of the file system, so that it does not matter what the clocks of the machines that
 * share it say; that clock set back makes a lock younger, never stale. A process that was taken for
 * dead and is not finds the folder of its run renamed, so that it can neither write nor publish.
 */
final class RunLock {
  /** How long an untouched lock of a process that cannot be seen from here still holds. */
  static final Duration STALE_AFTER = Duration.ofMinutes(10);

  /**
   * How long a lock holds whose owner is not written: it died between making the file and filling
   * it, which takes a living one milliseconds.
   */
  static final Duration UNWRITTEN_STALE_AFTER = Duration.ofSeconds(30);

  private static final String ASIDE = ".stale-";
  private static final int ATTEMPTS = 5;

  private final RunStorage storage;
  private final Path path;
  private final RunOwner owner;

  private RunLock(RunStorage storage, Path path, RunOwner owner) {
    this.storage = storage;
    this.path = path;
    this.owner = owner;
  }

  /**
   * Takes the lock, from a dead owner if need be.
   *
   * @throws FailureException when a living run has it; the message says who
   */
  static RunLock take(RunStorage storage, Path path, Clock clock) throws IOException {
    RunOwner me = RunOwner.thisProcess(clock.instant());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        storage.create(path, me.json().getBytes(StandardCharsets.UTF_8));
        return new RunLock(storage, path, me);
      } catch (FileAlreadyExistsException e) {
        removeIfStale(storage, path, me, clock.instant());
      }
    }
    throw FailureException.of(
        FailureReason.IO, path.toString(), "the lock changes hands all the time; try again later");
  }

  /** Removes stale locks whose removal was interrupted; by the holder of the lock. */
  static void removeAside(RunStorage storage, Path output, String runId) throws IOException {
    for (FileStatus entry : storage.list(output)) {
      if (entry.getPath().getName().startsWith("." + runId + ".lock" + ASIDE)) {
        storage.delete(entry.getPath());
      }
    }
  }

  /** Whether a living run has the lock. */
  static boolean isHeld(RunStorage storage, Path path, Instant here) throws IOException {
    try {
      return storage.exists(path) && !isStale(storage, path, storage.read(path), here);
    } catch (FileNotFoundException e) {
      return false; // released in between
    }
  }

  /** Who has the lock, for people. */
  static String ownerText(RunStorage storage, Path path) throws IOException {
    try {
      return RunOwner.parse(storage.read(path)).map(RunOwner::text).orElse("owner not yet written");
    } catch (FileNotFoundException e) {
      return null; // released in between
    }
  }

  /**
   * Tells others that this run is alive.
   *
   * @param here the time on this machine's clock, for a file system that does not tell its own
   */
  void touch(Instant here) throws IOException {
    if (isMine()) {
      storage.touch(path, now(storage, path, here));
    }
  }

  /** The time on the file system's clock; that of this machine where one may look only. */
  static Instant now(RunStorage storage, Path lock, Instant here) {
    try {
      // By this name whoever has the lock next removes it, should this process die right here.
      return storage.now(lock.suffix(ASIDE + "clock-" + UUID.randomUUID()));
    } catch (IOException e) {
      return here;
    }
  }

  /**
   * Makes sure that nobody took this run for dead.
   *
   * @throws FailureException when somebody did
   */
  void checkHeld() throws IOException {
    if (!isMine()) {
      throw FailureException.of(
          FailureReason.IO,
          path.toString(),
          "the lock of this run is gone or taken over, so nothing is published; this process was"
              + " silent for too long, or somebody removed the file");
    }
  }

  void release() throws IOException {
    if (isMine()) {
      storage.delete(path);
    }
  }

  String token() {
    return owner.token();
  }

  private boolean isMine() throws IOException {
    try {
      Optional<RunOwner> holder = RunOwner.parse(storage.read(path));
      return holder.isPresent() && holder.get().token().equals(owner.token());
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static void removeIfStale(RunStorage storage, Path path, RunOwner me, Instant here)
      throws IOException {
    String content;
    try {
      content = storage.read(path);
    } catch (FileNotFoundException e) {
      return; // released in between
    }
    if (!isStale(storage, path, content, here)) {
      throw FailureException.of(
          FailureReason.INVALID,
          path.toString(),
          "a run of this name is under way ("
              + RunOwner.parse(content).map(RunOwner::text).orElse("owner not yet written")
              + "); wait for its end, give another run id, or remove the file if you know it dead");
    }
    // Of several that find it stale, one succeeds in moving it; it must still be the same file.
    Path aside = path.suffix(ASIDE + me.token());
    try {
      storage.move(path, aside);
    } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
      return;
    }
    if (storage.read(aside).equals(content)) {
      storage.delete(aside);
    } else {
      storage.move(aside, path);
    }
  }

  private static boolean isStale(RunStorage storage, Path path, String content, Instant here)
      throws IOException {
    Optional<RunOwner> holder = RunOwner.parse(content);
    if (holder.isPresent() && holder.get().isKnownDead()) {
      return true;
    }
    if (holder.isPresent() && holder.get().isKnownAlive()) {
      return false; // paused, or the clock has jumped
    }
    Duration longest = holder.isPresent() ? STALE_AFTER : UNWRITTEN_STALE_AFTER;
    Instant touched = storage.touched(path);
    return touched != null
        && Duration.between(touched, now(storage, path, here)).compareTo(longest) > 0;
  }
}
