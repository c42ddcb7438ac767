package org.crosswind.report;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.RunId;
import org.crosswind.report.RunEntry.State;

/** All runs of an output folder: to list them, to choose the latest, to remove old ones. */
public final class Runs {
  private static final Pattern HIDDEN =
      Pattern.compile(
          "\\.(?<id>[A-Za-z0-9][A-Za-z0-9._-]*?)\\.(?:tmp-[0-9a-f-]{36}|lock|failed\\.json)");
  private static final Pattern PRUNED =
      Pattern.compile("\\.[A-Za-z0-9][A-Za-z0-9._-]*\\.pruned-[0-9a-f-]{36}");

  private final RunStorage storage;
  private final Path output;
  private final Clock clock;

  private Runs(RunStorage storage, Path output, Clock clock) {
    this.storage = storage;
    this.output = output;
    this.clock = clock;
  }

  /**
   * The runs of a folder.
   *
   * @throws FailureException when there is no such folder
   */
  public static Runs in(Configuration conf, Path output, Clock clock) {
    try {
      RunStorage storage = new RunStorage(conf, output);
      if (!storage.exists(output)) {
        throw FailureException.of(
            FailureReason.MISSING, output.toString(), "there is no such folder of runs");
      }
      if (!storage.fileSystem().getFileStatus(output).isDirectory()) {
        throw FailureException.of(
            FailureReason.INVALID, output.toString(), "is a file, expected a folder of runs");
      }
      return new Runs(storage, storage.fileSystem().makeQualified(output), clock);
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  /** The id in the file {@code latest}, whether there is such a run or not; empty when none is. */
  public Optional<String> latest() {
    try {
      return LatestRun.read(storage, output);
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  /** All runs, finished or not, in the order of their start; those without one last. */
  public List<RunEntry> list() {
    try {
      Set<String> ids = new TreeSet<>();
      Set<String> hidden = new HashSet<>();
      for (FileStatus entry : storage.list(output)) {
        String name = entry.getPath().getName();
        Matcher matcher = HIDDEN.matcher(name);
        if (matcher.matches()) {
          ids.add(matcher.group("id"));
          hidden.add(name);
        } else if (entry.isDirectory()
            && RunId.isValid(name)
            && storage.exists(new Path(entry.getPath(), RunManifest.FILE))) {
          ids.add(name);
        }
      }
      Optional<String> latest = LatestRun.read(storage, output);
      List<RunEntry> runs = new ArrayList<>();
      for (String id : ids) {
        runs.addAll(entries(id, hidden, latest.isPresent() && latest.get().equals(id)));
      }
      runs.sort(
          Comparator.comparing(RunEntry::started, Comparator.nullsLast(Comparator.naturalOrder()))
              .thenComparing(RunEntry::id));
      return runs;
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  /** The finished and the unfinished run of an id; mostly one of them. */
  private List<RunEntry> entries(String id, Set<String> hidden, boolean latest) throws IOException {
    List<RunEntry> found = new ArrayList<>();
    Path published = new Path(output, id);
    Path lock = RunDirectory.lockPath(output, id);
    boolean held = RunLock.isHeld(storage, lock, clock.instant());
    String owner = held ? RunLock.ownerText(storage, lock) : null;
    Instant touched = held ? storage.touched(lock) : null;
    long age =
        touched == null
            ? -1
            : Duration.between(touched, RunLock.now(storage, lock, clock.instant())).toSeconds();
    boolean running = false;
    for (String name : hidden) {
      if (name.startsWith("." + id + ".tmp-")) {
        Path folder = new Path(output, name);
        RunJournal journal = new RunJournal(storage, folder, RunDirectory.tokenOf(folder));
        State state = held ? State.RUNNING : State.UNFINISHED;
        running |= held;
        found.add(
            entry(id, state, false, manifest(folder), folder, journal.count(), owner, age, null));
      }
    }
    if (storage.exists(new Path(published, RunManifest.FILE))) {
      RunManifest manifest = manifest(published);
      boolean whole = storage.exists(new Path(published, RunDirectory.SUCCESS));
      boolean publishing = storage.exists(new Path(published, RunJournal.FOLDER));
      State state =
          !whole || manifest == null
              ? State.UNKNOWN
              : publishing
                  ? State.PUBLISHING
                  : manifest.status() == RunManifest.Status.DONE
                      ? State.DONE
                      : State.DONE_WITH_COMPLAINTS;
      found.add(
          entry(
              id,
              state,
              latest,
              manifest,
              published,
              -1,
              running ? null : owner,
              running ? -1 : age,
              null));
    } else if (found.isEmpty()) {
      RunManifest failed = read(RunDirectory.failedPath(output, id));
      if (failed != null || held) {
        found.add(
            entry(
                id,
                held ? State.RUNNING : State.FAILED,
                false,
                failed,
                null,
                -1,
                owner,
                age,
                failed == null ? null : failed.failure()));
      }
    }
    return found;
  }

  private RunEntry entry(
      String id,
      State state,
      boolean latest,
      RunManifest manifest,
      Path folder,
      int molecules,
      String owner,
      long age,
      Failure failure)
      throws IOException {
    long bytes = folder == null ? 0 : storage.fileSystem().getContentSummary(folder).getLength();
    String path = folder == null ? null : folder.toString();
    if (manifest == null) {
      return new RunEntry(
          id, state, latest, false, null, null, null, -1, -1, -1, -1, -1, bytes, molecules, owner,
          age, failure, path);
    }
    String started = time(manifest.started());
    String finished = time(manifest.finished());
    Reconciliation count = manifest.counts().isEmpty() ? null : manifest.counts().get(0);
    return new RunEntry(
        id,
        state,
        latest,
        manifest.withheld(),
        manifest.command(),
        started,
        finished,
        seconds(started, finished),
        count == null ? -1 : count.inputs(),
        count == null ? -1 : count.results(),
        count == null ? -1 : count.failures(),
        manifest.exitCode() == null ? -1 : manifest.exitCode(),
        bytes,
        molecules,
        owner,
        age,
        failure == null ? manifest.failure() : failure,
        path);
  }

  /** How long the run took; -1 when the manifest does not say. */
  private static double seconds(String started, String finished) {
    return started == null || finished == null
        ? -1
        : Duration.between(Instant.parse(started), Instant.parse(finished)).toMillis() / 1e3;
  }

  /** A time as it is in a manifest; null when it is none. */
  private static String time(String text) {
    try {
      return text == null ? null : Instant.parse(text).toString();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private RunManifest manifest(Path folder) throws IOException {
    return read(new Path(folder, RunManifest.FILE));
  }

  /** Null when there is none, or none that can be read: a list must not fail because of one run. */
  private RunManifest read(Path file) throws IOException {
    if (!storage.exists(file)) {
      return null;
    }
    try {
      return RunManifest.read(storage.read(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return null;
    }
  }

  /**
   * Whether there is an unfinished run of an id, which may be one that is to replace a finished.
   */
  public boolean isUnfinished(String id) {
    try {
      for (FileStatus entry : storage.list(output)) {
        Path folder = entry.getPath();
        if (folder.getName().startsWith("." + id + ".tmp-") && hasRecords(folder)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  /** The finished run of an id, if there is one. */
  public Optional<RunManifest> finished(String id) {
    try {
      Path published = new Path(output, id);
      return storage.exists(new Path(published, RunDirectory.SUCCESS))
          ? Optional.ofNullable(manifest(published))
          : Optional.empty();
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  /**
   * Ends the publication of a finished run whose process died just before {@code latest} was moved:
   * moves it, unless the run is withheld or a run that finished later has it, and tidies up. Does
   * nothing to a run that is published to the end.
   *
   * @throws FailureException when a living process has the run
   */
  public void completePublication(String id) {
    Path published = new Path(output, id);
    try {
      Path journal = new Path(published, RunJournal.FOLDER);
      Path lockPath = RunDirectory.lockPath(output, id);
      if (!storage.exists(journal)
          && (!storage.exists(lockPath) || RunLock.isHeld(storage, lockPath, clock.instant()))) {
        return;
      }
      RunLock lock = RunLock.take(storage, lockPath, clock);
      try {
        RunLock.removeAside(storage, output, id);
        RunManifest manifest = manifest(published);
        if (storage.exists(journal)
            && manifest != null
            && !manifest.withheld()
            && !laterIsLatest(manifest)) {
          LatestRun.move(storage, output, id);
        }
        storage.delete(new Path(published, RunDirectory.PARTS));
        storage.delete(RunDirectory.failedPath(output, id));
        deleteWhatIsOver(id);
        for (FileStatus entry : storage.list(published)) {
          if (entry.getPath().getName().startsWith("." + RunManifest.FILE + "-")) { // an amendment
            storage.delete(entry.getPath());
          }
        }
        storage.delete(journal);
      } finally {
        lock.release();
      }
    } catch (IOException e) {
      throw refused(published, e);
    }
  }

  /**
   * Removes what a process has left that died at the very end of a run which publishes no folder
   * here: its lock, its heartbeat, its folder without records. Does nothing while a living process
   * has the run.
   */
  public void tidy(String id) {
    try {
      Path lockPath = RunDirectory.lockPath(output, id);
      if (storage.exists(lockPath) && RunLock.isHeld(storage, lockPath, clock.instant())) {
        return;
      }
      boolean isLeft = storage.exists(lockPath);
      for (FileStatus entry : storage.list(output)) {
        isLeft |= isOver(entry.getPath(), id);
      }
      if (isLeft) {
        RunLock lock = RunLock.take(storage, lockPath, clock);
        try {
          RunLock.removeAside(storage, output, id);
          deleteWhatIsOver(id);
        } finally {
          lock.release();
        }
      }
    } catch (IOException e) {
      throw refused(new Path(output, id), e);
    }
  }

  private void deleteWhatIsOver(String id) throws IOException {
    for (FileStatus entry : storage.list(output)) {
      if (isOver(entry.getPath(), id)) {
        storage.delete(entry.getPath());
      }
    }
  }

  /**
   * The run that a published one has replaced, a death before anything was recorded, the heartbeat,
   * and the step before {@code latest} moves.
   */
  private boolean isOver(Path entry, String id) throws IOException {
    String name = entry.getName();
    return name.startsWith("." + id + ".old-")
        || name.equals("." + LatestRun.FILE + "-" + id)
        || name.equals(Heartbeat.file(output, id).getName())
        || Heartbeat.isUnfinished(name, id)
        || name.startsWith("." + id + ".tmp-") && !hasRecords(entry);
  }

  private boolean hasRecords(Path folder) throws IOException {
    RunJournal journal = new RunJournal(storage, folder, RunDirectory.tokenOf(folder));
    return journal.plan().isPresent() && journal.count() > 0;
  }

  private boolean laterIsLatest(RunManifest run) throws IOException {
    Optional<String> latest = LatestRun.read(storage, output);
    RunManifest other = latest.isPresent() ? manifest(new Path(output, latest.get())) : null;
    return other != null
        && other.finished() != null
        && run.finished() != null
        && other.finished().compareTo(run.finished()) > 0;
  }

  /**
   * Makes a finished run the latest.
   *
   * @param force also when it was withheld or lacks {@code _SUCCESS}
   * @return the run that was the latest before
   * @throws FailureException when there is no such run, or it may not be promoted
   */
  public Optional<String> promote(String id, boolean force) {
    if (!RunId.isValid(id) || id.equals(LatestRun.FILE)) {
      throw FailureException.of(
          FailureReason.INVALID,
          output.toString(),
          "'" + id + "' is no id of a run; 'runs' lists those that there are");
    }
    Path published = new Path(output, id);
    try {
      if (!storage.exists(published)) {
        throw FailureException.of(
            FailureReason.MISSING,
            published.toString(),
            "there is no finished run of this id; 'runs' lists those that there are");
      }
      boolean whole = storage.exists(new Path(published, RunDirectory.SUCCESS));
      RunManifest manifest = manifest(published);
      if (!force && (!whole || manifest == null)) {
        throw FailureException.of(
            FailureReason.INVALID,
            published.toString(),
            "is no complete run: "
                + (!whole
                    ? "it has no " + RunDirectory.SUCCESS
                    : storage.exists(new Path(published, RunManifest.FILE))
                        ? "its " + RunManifest.FILE + " cannot be read"
                        : "it has no " + RunManifest.FILE)
                + "; --force makes it the latest all the same");
      }
      if (!force && manifest.withheld()) {
        throw FailureException.of(
            FailureReason.INVALID,
            published.toString(),
            "was withheld (exit code "
                + manifest.exitCode()
                + "); --force makes it the latest all the same");
      }
      Optional<String> before = LatestRun.read(storage, output);
      LatestRun.move(storage, output, id);
      return before;
    } catch (IOException e) {
      throw refused(published, e);
    }
  }

  /**
   * Removes finished runs that need not be kept: never the latest, never one that a process holds.
   *
   * @param only tells instead of removing
   * @return the ids removed, the oldest first
   */
  public List<String> prune(Retention retention, boolean only) {
    List<String> removed = new ArrayList<>();
    try {
      for (FileStatus entry : only ? List.<FileStatus>of() : storage.list(output)) {
        if (PRUNED.matcher(entry.getPath().getName()).matches()) {
          storage.delete(entry.getPath()); // its pruning was interrupted
        }
      }
      for (RunEntry run : retention.expired(list(), clock.instant())) {
        if (run.owner() == null && (only || remove(run.id()))) {
          removed.add(run.id());
        }
      }
      return removed;
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  /** Takes the run out of sight in one step; false when a process has taken it meanwhile. */
  private boolean remove(String id) throws IOException {
    RunLock lock;
    try {
      lock = RunLock.take(storage, RunDirectory.lockPath(output, id), clock);
    } catch (FailureException e) {
      return false;
    }
    try {
      // It may have been promoted since the list was made.
      if (LatestRun.read(storage, output).filter(id::equals).isPresent()) {
        return false;
      }
      Path aside = new Path(output, "." + id + ".pruned-" + lock.token());
      storage.move(new Path(output, id), aside);
      storage.delete(aside);
      return true;
    } finally {
      lock.release();
    }
  }

  private static FailureException refused(Path path, IOException e) {
    return new FailureException(
        new Failure(FailureReason.IO, path.toString(), String.valueOf(e.getMessage())), e);
  }
}
