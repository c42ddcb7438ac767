package org.crosswind.job;

import java.io.IOException;
import java.time.Clock;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.watch.Figures;
import org.crosswind.job.watch.LimitCheck;
import org.crosswind.job.watch.RunWatch;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.Program;
import org.crosswind.report.RunDirectory;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every job with a run id does alike: it claims the id, records what happens, publishes the
 * tables at once, and moves {@code latest} last. A job opens one, writes its tables into {@link
 * #directory}, tells {@link #recorder} what it counted, and ends with {@link #publish}:
 *
 * <pre>{@code
 * try (JobRun run = JobRun.open("xva", config.run(), config.resolved(), platform, clock)) {
 *   ... read, compute, write tables, run.recorder().count(...) ...
 *   return run.publish(ExitCode.DONE, new RunCounts(inputs, failed).figures()).exitCode();
 * }
 * }</pre>
 *
 * <p>Closing a run that was not published lets go of the id and publishes nothing.
 */
public final class JobRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private final Storage storage;
  private final RunDirectory directory;
  private final RunRecorder recorder;
  private final RunTables tables;
  private final RunWatch watch;

  private JobRun(
      Storage storage,
      RunDirectory directory,
      RunRecorder recorder,
      RunTables tables,
      RunWatch watch) {
    this.storage = storage;
    this.directory = directory;
    this.recorder = recorder;
    this.tables = tables;
    this.watch = watch;
  }

  /**
   * A run that was published.
   *
   * @param folder where its tables are
   * @param exitCode what the process shall say
   * @param limits what came of its limits
   */
  public record Published(Path folder, ExitCode exitCode, LimitCheck.Result limits) {}

  /**
   * Claims the run's id.
   *
   * @param command the command that runs it, for the manifest
   * @param config id, output folder, and whether an older run is replaced
   * @param resolved the whole resolved configuration as JSON, for the manifest
   * @param platform what the engine runs on
   * @param clock tells the time for manifest and lock
   * @throws FailureException when the id is taken, or the file system refuses
   */
  public static JobRun open(
      String command, RunConfig config, String resolved, Platform platform, Clock clock) {
    Storage storage = new Storage(platform.hadoop().configuration());
    RunRecorder recorder =
        new RunRecorder(
            config.id(), command, Program.running(platform.spark()), clock, System::nanoTime);
    recorder.configuration(resolved);
    RunDirectory directory =
        RunDirectory.open(
            storage.configuration(),
            Storage.path(config.output()),
            config.id(),
            config.replace() ? RunDirectory.IfExists.REPLACE : RunDirectory.IfExists.REFUSE,
            clock);
    RunTables tables = new RunTables(storage, directory, config.format(), recorder);
    try {
      RunWatch watch = RunWatch.open(command, config, storage, recorder, clock);
      JobRun run = new JobRun(storage, directory, recorder, tables, watch);
      run.writeManifest();
      return run;
    } catch (IOException e) {
      directory.close();
      throw Storage.failure(directory.publishedPath(), "watch", e);
    }
  }

  /** Files as this run sees them. */
  public Storage storage() {
    return storage;
  }

  /** Where the tables are written. */
  public RunDirectory directory() {
    return directory;
  }

  /** What watches the run: computes are handed its {@link RunWatch#engine engine}. */
  public RunWatch watch() {
    return watch;
  }

  /** What is told of the run. */
  public RunRecorder recorder() {
    return recorder;
  }

  /** Writes the manifest as far as it is known; for whoever looks while the run goes on. */
  public void writeManifest() {
    directory.write(RunManifest.FILE, recorder.manifest().json());
  }

  /**
   * Checks the run's limits, writes {@code breaches}, and publishes. A breach of a limit that
   * withholds keeps the run from becoming the latest and makes the exit code {@link
   * ExitCode#LIMIT_BREACHED}, unless nothing could be computed anyway.
   *
   * @param exitCode what the process would say without limits
   * @param figures what the limits are compared with
   * @throws FailureException as {@link #publish(ExitCode, boolean)}
   */
  public Published publish(ExitCode exitCode, Figures figures) throws IOException {
    LimitCheck.Result limits = watch.check(figures, tables::write);
    boolean withheld = limits.withholds();
    ExitCode code = withheld && exitCode != ExitCode.NO_INPUT ? ExitCode.LIMIT_BREACHED : exitCode;
    return new Published(publish(code, withheld), code, limits);
  }

  /**
   * Publishes the tables, and makes this run the latest unless it is withheld. Nothing of the run
   * may be written afterwards; what shall be published with it, {@code breaches} for instance, is
   * written before.
   *
   * @param exitCode what the process will say; {@link ExitCode#DONE} or one of those for a run that
   *     is complete but to be looked at
   * @param withheld whether {@code <output>/latest} stays on the run before, as for a breached
   *     limit that withholds; the tables are published all the same, and {@code promote} can make
   *     the run the latest later
   * @return where the tables are
   * @throws FailureException when the file system refuses, or another process has taken the id
   */
  public Path publish(ExitCode exitCode, boolean withheld) throws IOException {
    watch.writeMetrics(tables::write, directory::write);
    recorder.finished(
        exitCode == ExitCode.DONE
            ? RunManifest.Status.DONE
            : RunManifest.Status.DONE_WITH_COMPLAINTS,
        exitCode.code(),
        withheld);
    writeManifest();
    directory.publish();
    if (!withheld) {
      directory.moveLatest();
    }
    Path folder = directory.publishedPath();
    if (watch.published(Storage.name(folder), exitCode, withheld)) {
      amendManifest();
    }
    return folder;
  }

  /** The run is published; that an alert did not arrive is no reason to fail it. */
  private void amendManifest() {
    try {
      directory.amend(RunManifest.FILE, recorder.manifest().json());
    } catch (FailureException e) {
      LOG.warn("the manifest lacks the last warnings: {}", e.failure().oneLine());
    }
  }

  @Override
  public void close() {
    try {
      watch.close();
    } finally {
      directory.close();
    }
  }
}
