package org.crosswind.report;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.RunId;

/**
 * The folder of one run, which appears whole or not at all. Tables are written below a hidden
 * sibling {@code <output>/.<run-id>.tmp-<token>}; {@link #publish} puts {@code _SUCCESS} in last
 * and renames the folder to {@code <output>/<run-id>} in one step. Names that start with {@code .}
 * or {@code _} are passed over by Spark and by other readers of tables.
 *
 * <p>A lock beside it keeps two runs of one name apart; a heartbeat keeps the lock fresh. What dead
 * runs left behind is removed when their name is used again. A replaced run stays in place until
 * the new one is complete; if the process dies in the moment between the two renames, the next
 * opening of that name puts the old one back.
 *
 * <p>For the driver, on one thread. Tasks write with {@link PartFile}.
 */
public final class RunDirectory implements AutoCloseable {
  /** The file whose presence says that everything is there. */
  public static final String SUCCESS = "_SUCCESS";

  /** A folder for parts that are copied into tables; it is not published. */
  public static final String PARTS = "_parts";

  private static final Logger LOG = System.getLogger(RunDirectory.class.getName());
  private static final long HEARTBEAT_SECONDS = 30;

  private final RunStorage storage;
  private final Path published;
  private final Path temporary;
  private final Path replaced;
  private final IfExists ifExists;
  private final RunLock lock;
  private final ScheduledExecutorService heartbeat;
  private final Path output;
  private final RunJournal journal;
  private final List<String> discarded = new ArrayList<>();
  private final List<String> adopted = new ArrayList<>();
  private boolean isResumed;
  private boolean isKept;
  private boolean isPublished;

  /** What to do about a run of the same name; an unfinished one is not lost unless replaced. */
  public enum IfExists {
    /** Refuse to start. */
    REFUSE,
    /** Keep it until the new run is complete, then put the new one in its place. */
    REPLACE,
    /** Refuse to start, but go on with an unfinished run of the name if there is one. */
    RESUME
  }

  private RunDirectory(
      RunStorage storage, Path output, String runId, IfExists ifExists, RunLock lock, Clock clock) {
    this.storage = storage;
    this.output = output;
    this.published = new Path(output, runId);
    this.temporary = new Path(output, "." + runId + ".tmp-" + lock.token());
    this.replaced = new Path(output, "." + runId + ".old-" + lock.token());
    this.ifExists = ifExists;
    this.lock = lock;
    this.journal = new RunJournal(storage, temporary, lock.token());
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "crosswind-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    heartbeat.scheduleWithFixedDelay(
        () -> beat(clock), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Claims a run id and makes its temporary folder, or takes over that of an unfinished run. An
   * unfinished run is one that died after it had recorded a finished molecule; its folder gets a
   * new name, so that a process of it that wakes up again finds nothing to write to or to publish.
   *
   * @param conf Hadoop's configuration
   * @param output the folder of all runs; made if it is not there
   * @param runId letters, digits, dots, dashes and underscores, at most 128, the first a letter or
   *     digit
   * @param clock judges how old a foreign lock is
   * @throws FailureException when the id is no name, when a finished run has it and may not be
   *     replaced, when a living run has it, or when the file system refuses
   */
  public static RunDirectory open(
      Configuration conf, Path output, String runId, IfExists ifExists, Clock clock) {
    try {
      return open(new RunStorage(conf, output), output, runId, ifExists, clock);
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  static RunDirectory open(
      RunStorage storage, Path output, String runId, IfExists ifExists, Clock clock)
      throws IOException {
    if (!RunId.isValid(runId) || runId.equals(LatestRun.FILE)) {
      throw FailureException.of(
          FailureReason.INVALID,
          "run.id",
          "'" + runId + "' cannot name a folder: expected " + RunId.RULE + "; and not 'latest'");
    }
    Path qualified = storage.fileSystem().makeQualified(output);
    if (storage.exists(qualified) && !storage.fileSystem().getFileStatus(qualified).isDirectory()) {
      throw FailureException.of(
          FailureReason.INVALID,
          output.toString(),
          "is a file, expected the folder of all runs (run.output)");
    }
    storage.makeFolder(qualified);
    RunLock lock = RunLock.take(storage, lockPath(qualified, runId), clock);
    RunDirectory run = new RunDirectory(storage, qualified, runId, ifExists, lock, clock);
    try {
      run.putBackReplaced();
      run.adoptOrDiscard();
      run.refuseExisting();
      if (!run.isResumed) {
        storage.makeFolder(run.temporary);
      }
      return run;
    } catch (IOException | RuntimeException e) {
      run.giveUp(e);
      throw e;
    }
  }

  /** Whether this is an unfinished run that goes on. */
  public boolean isResumed() {
    return isResumed;
  }

  /** What the run has recorded, and where it records. */
  public RunJournal journal() {
    return journal;
  }

  /** Unique for this opening of the run; part of the names of its hidden files elsewhere. */
  public String token() {
    return lock.token();
  }

  /**
   * The tokens of the earlier openings of the run that goes on, the oldest first: hidden files
   * elsewhere may still have the name of any of them.
   */
  public List<String> adoptedTokens() {
    return List.copyOf(adopted);
  }

  /** The tokens of the openings whose unfinished runs were removed by this one. */
  public List<String> discardedTokens() {
    return List.copyOf(discarded);
  }

  /** Where the run's tables are written until it is published. */
  public Path path() {
    return temporary;
  }

  /** Where the run will be, or is, for everybody to see. */
  public Path publishedPath() {
    return published;
  }

  /** The file system of the run; on a local disk, the one that makes no checksum files. */
  public FileSystem fileSystem() {
    return storage.fileSystem();
  }

  /**
   * The folder of a table, made if it is not there.
   *
   * @param name a plain name, such as {@code results}
   */
  public Path table(String name) {
    Path folder = new Path(temporary, PartFile.checkedName(name));
    try {
      storage.makeFolder(folder);
      return folder;
    } catch (IOException e) {
      throw refused(folder, e);
    }
  }

  /**
   * Writes a small file of the run, over an older version of it if need be: the manifest, a
   * summary.
   *
   * @param name a plain name
   */
  public void write(String name, byte[] content) {
    Path file = new Path(temporary, PartFile.checkedName(name));
    try {
      storage.write(file, content);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /**
   * Makes the run visible: removes what failed attempts left, writes {@code _SUCCESS}, and renames
   * the folder.
   *
   * @throws FailureException when the file system refuses, or when another run has taken the name;
   *     then nothing is published and a run that was to be replaced is where it was
   */
  public void publish() {
    try {
      lock.checkHeld();
      removeLeftovers(temporary);
      storage.create(new Path(temporary, SUCCESS), new byte[0]);
      storage.persist(temporary);
      boolean replaces = storage.exists(published);
      if (replaces) {
        refuseExisting();
        storage.move(published, replaced);
      }
      try {
        storage.move(temporary, published);
      } catch (IOException e) {
        if (replaces) {
          putBack(e);
        }
        throw e;
      }
      isPublished = true;
      storage.persistName(published);
      discard(new Path(published, PARTS));
      discard(failedPath(output, published.getName()));
      if (replaces) {
        discard(replaced);
      }
    } catch (IOException e) {
      throw refused(published, e);
    }
  }

  /**
   * Replaces a small file of the published run in one step: the manifest, when something is to be
   * said that was not known before.
   *
   * @param name a plain name
   * @throws IllegalStateException when the run is not published
   * @throws FailureException when the file system refuses; then the file is what it was
   */
  public void amend(String name, byte[] content) {
    if (!isPublished) {
      throw new IllegalStateException(published + " is not published");
    }
    Path file = new Path(published, PartFile.checkedName(name));
    Path fresh = new Path(published, "." + name + "-" + UUID.randomUUID());
    try {
      storage.write(fresh, content);
      storage.replace(fresh, file);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /**
   * Makes {@code <output>/latest} name this run; the last step of a run that is not withheld.
   *
   * @throws IllegalStateException when the run is not published
   * @throws FailureException when the file system refuses; then {@code latest} is what it was
   */
  public void moveLatest() {
    if (!isPublished) {
      throw new IllegalStateException(published + " is not published");
    }
    try {
      lock.checkHeld();
      LatestRun.move(storage, output, published.getName());
    } catch (IOException e) {
      throw refused(new Path(output, LatestRun.FILE), e);
    }
  }

  /**
   * Removes the journal of a published run. Its presence says that publishing has not come to its
   * end, so this is called when {@code latest} has moved, or shall not.
   */
  public void settle() {
    discard(new Path(published, RunJournal.FOLDER));
  }

  /**
   * Leaves the manifest of a run that gave up, so that a list of runs can say why: in its folder
   * when that is kept, otherwise in a hidden file, until a run of the id is published.
   */
  public void writeFailed(byte[] manifest) {
    Path file =
        isKept ? new Path(temporary, RunManifest.FILE) : failedPath(output, published.getName());
    try {
      storage.write(file, manifest);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not write " + file, e); // the disk is full, perhaps
    }
  }

  /** Lets {@link #close} keep what an unpublished run has recorded, so that it can be resumed. */
  public void keep() {
    isKept = true;
  }

  /** Lets {@link #close} remove it: the run came to its end and publishes no folder. */
  public void drop() {
    isKept = false;
  }

  /**
   * Makes sure that no other process has taken this run for dead.
   *
   * @throws FailureException when one has
   */
  public void requireHeld() {
    try {
      lock.checkHeld();
    } catch (IOException e) {
      throw refused(temporary, e);
    }
  }

  /**
   * Removes every file of a resumed run but its journal and the parts of finished molecules: what
   * is not known to be whole is written again.
   */
  public void sweep() throws IOException {
    Set<String> names = new HashSet<>();
    journal.parts().forEach(path -> names.add(path.toUri().getPath()));
    for (FileStatus entry : storage.list(temporary)) {
      if (!entry.getPath().getName().equals(RunJournal.FOLDER)) {
        sweep(entry, names);
      }
    }
  }

  private void sweep(FileStatus entry, Set<String> keep) throws IOException {
    if (entry.isDirectory()) {
      for (FileStatus below : storage.list(entry.getPath())) {
        sweep(below, keep);
      }
    } else if (!keep.contains(entry.getPath().toUri().getPath())) {
      storage.delete(entry.getPath());
    }
  }

  /** Removes the temporary folder of a run that was not published, and lets go of its name. */
  @Override
  public void close() {
    heartbeat.shutdownNow();
    try {
      if (!isPublished && !isKept) {
        storage.delete(temporary);
      }
      lock.release();
    } catch (IOException e) {
      throw refused(temporary, e);
    }
  }

  private void refuseExisting() throws IOException {
    if (ifExists != IfExists.REPLACE && !isResumed && storage.exists(published)) {
      throw FailureException.of(
          FailureReason.INVALID,
          published.toString(),
          "a finished run of this name exists already, and an id is used once; give another run id,"
              + " or --replace to put a new run in its place; --resume is for runs that were not"
              + " finished");
    }
  }

  /** A death between the two renames of a replacement left the old run aside, for instance. */
  private void putBackReplaced() throws IOException {
    RunLock.removeAside(storage, output, published.getName());
    for (FileStatus entry : storage.list(output)) {
      if (entry.getPath().getName().startsWith("." + published.getName() + ".old-")) {
        if (storage.exists(published)) {
          storage.delete(entry.getPath());
        } else {
          storage.move(entry.getPath(), published);
        }
      } else if (Heartbeat.isUnfinished(entry.getPath().getName(), published.getName())) {
        storage.delete(entry.getPath());
      }
    }
  }

  /** The holder of the lock takes over, or removes, what earlier holders died over. */
  private void adoptOrDiscard() throws IOException {
    Path best = null;
    int most = 0;
    List<Path> dead = new ArrayList<>();
    for (FileStatus entry : storage.list(output)) {
      Path folder = entry.getPath();
      if (folder.getName().startsWith("." + published.getName() + ".tmp-")) {
        dead.add(folder);
        RunJournal left = new RunJournal(storage, folder, tokenOf(folder));
        int finished = left.plan().isPresent() ? left.count() : 0;
        if (finished > most) {
          most = finished;
          best = folder;
        }
      }
    }
    if (best != null && ifExists == IfExists.REFUSE) {
      throw unfinished(most, new RunJournal(storage, best, tokenOf(best)).planned());
    }
    if (best != null && ifExists == IfExists.RESUME) {
      RunJournal left = new RunJournal(storage, best, tokenOf(best));
      left.descend(); // before the move: a death in between must not lose a name
      adopted.addAll(left.lineage());
      storage.move(best, temporary);
      isResumed = true;
      dead.remove(best);
    }
    for (Path folder : dead) {
      RunJournal left = new RunJournal(storage, folder, tokenOf(folder));
      discarded.addAll(left.lineage());
      discarded.add(tokenOf(folder));
      storage.delete(folder);
    }
  }

  private FailureException unfinished(int finished, int planned) {
    return FailureException.of(
        FailureReason.INVALID,
        published.toString(),
        "an unfinished run has this id, with "
            + finished
            + (planned > 0 ? " of " + planned : "")
            + " molecules done; --resume "
            + published.getName()
            + " computes what is missing, --replace discards it and begins anew");
  }

  static String tokenOf(Path temporary) {
    String name = temporary.getName();
    return name.substring(name.lastIndexOf(".tmp-") + ".tmp-".length());
  }

  /** Attempts of tasks that were killed, and checksum files that others wrote on a local disk. */
  private void removeLeftovers(Path folder) throws IOException {
    for (FileStatus entry : storage.list(folder)) {
      String name = entry.getPath().getName();
      if (entry.isDirectory()) {
        removeLeftovers(entry.getPath());
      } else if (PartFile.isAttempt(name)
          || (storage.isLocal() && name.startsWith(".") && name.endsWith(".crc"))) {
        storage.delete(entry.getPath());
      }
    }
  }

  private void giveUp(Exception reason) {
    heartbeat.shutdownNow();
    try {
      lock.release();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private void putBack(IOException reason) {
    try {
      storage.move(replaced, published);
    } catch (IOException e) {
      reason.addSuppressed(e); // the next opening of this name tries again
    }
  }

  /** The run is published; what cannot be removed now is removed when its name is used again. */
  private void discard(Path old) {
    try {
      storage.delete(old);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not remove " + old, e);
    }
  }

  private void beat(Clock clock) {
    try {
      lock.touch(clock.instant());
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "cannot touch the lock of " + published + "; trying again", e);
    }
  }

  /** The manifest of the last run of an id that gave up and left nothing else. */
  static Path failedPath(Path output, String runId) {
    return new Path(output, "." + runId + ".failed.json");
  }

  static Path lockPath(Path output, String runId) {
    return new Path(output, "." + runId + ".lock");
  }

  private static FailureException refused(Path path, IOException e) {
    FailureReason reason =
        e instanceof FileAlreadyExistsException ? FailureReason.INVALID : FailureReason.IO;
    return new FailureException(
        new Failure(reason, path.toString(), String.valueOf(e.getMessage())), e);
  }
}
