package org.crosswind.job;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.Engine;
import org.crosswind.engine.spark.OutcomeCodec;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.config.Start;
import org.crosswind.job.watch.Figures;
import org.crosswind.job.watch.LimitCheck;
import org.crosswind.job.watch.RunCounts;
import org.crosswind.job.watch.RunWatch;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;
import org.crosswind.report.InputFiles;
import org.crosswind.report.Program;
import org.crosswind.report.RunDirectory;
import org.crosswind.report.RunJournal;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunPlan;
import org.crosswind.report.RunRecorder;
import org.crosswind.report.Runs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every job with a run id does alike: it claims the id or goes on with an unfinished run of
 * it, records finished molecules, publishes the tables at once, moves {@code latest} last, and
 * leaves a manifest that says why when it gives up. A job opens one, and inside {@link #guard}
 * tells what it reads, computes, writes its tables, counts, and ends with {@link #publish}:
 *
 * <pre>{@code
 * try (JobRun run = JobRun.open("xva", config.run(), config.resolved(), platform, clock)) {
 *   return run.guard(() -> {
 *     ... read ...
 *     run.begin(() -> new InputFiles.Builder().content(fs, "book", book).build());
 *     Engine journaled = run.engine(engine, List.of(XvaWire.class));
 *     List<Outcome<R>> outcomes =
 *         journaled.run(
 *             "xva: 412 netting sets", run.plan("molecules", journaled, atoms), function, progress);
 *     ... write tables, run.recorder().count(...) ...
 *     return run.publish(ExitCode.DONE, new RunCounts(inputs, failed).figures()).exitCode();
 *   });
 * }
 * }</pre>
 *
 * <p>Closing a run that was not published lets go of the id. What it has recorded stays for {@code
 * --resume}; when it has recorded nothing, it leaves no folder and its id is free again.
 */
public final class JobRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private final Storage storage;
  private final RunDirectory directory;
  private final RunRecorder recorder;
  private final RunTables tables;
  private final RunWatch watch;
  private final RunConfig config;
  private final Platform platform;
  private final String id;
  private final Runs runs;
  private final Map<String, Long> numbers = new LinkedHashMap<>();
  private final Map<String, Long> recorded = new HashMap<>();
  private final Farewell farewell;
  private Look look;
  private InputFiles inputs;
  private boolean isPublished;

  private JobRun(
      Storage storage,
      RunDirectory directory,
      RunRecorder recorder,
      RunWatch watch,
      RunConfig config,
      Platform platform,
      Runs runs) {
    this.storage = storage;
    this.directory = directory;
    this.recorder = recorder;
    this.tables = new RunTables(storage, directory, config.format(), recorder);
    this.watch = watch;
    this.config = config;
    this.platform = platform;
    this.id = config.id();
    this.runs = runs;
    farewell = new Farewell(id);
  }

  /**
   * A run that was published.
   *
   * @param folder where its tables are
   * @param exitCode what the process shall say
   * @param limits what came of its limits
   */
  public record Published(Path folder, ExitCode exitCode, LimitCheck.Result limits) {}

  /** Looks at the files that a run reads: once when it begins, and once before it publishes. */
  @FunctionalInterface
  public interface Look {
    /** The files as they are now. */
    InputFiles files() throws IOException;
  }

  /**
   * The work of a run.
   *
   * @param <V> what it returns
   */
  @FunctionalInterface
  public interface Body<V> {
    /** Does it. */
    V run() throws IOException;
  }

  /**
   * Decides which recorded molecules of a resumed run need not be computed again, for a job whose
   * results are not simply part files in the folder of the run.
   */
  @FunctionalInterface
  public interface Adoption {
    /**
     * Chooses among the whole records of a stage, sorted by molecule number, and removes what the
     * others left.
     */
    List<RunJournal.Finished> adopt(String stage, List<RunJournal.Finished> records)
        throws IOException;
  }

  /**
   * Claims the run's id, or goes on with an unfinished run of it when {@code run.start} says so.
   *
   * @param command the command that runs it, for the manifest
   * @param config id, output folder, what to do about an older run, what to keep
   * @param resolved the whole resolved configuration as JSON, for manifest and plan
   * @param platform what the engine runs on
   * @param clock tells the time for manifest and lock
   * @throws FailureException when the id is taken, when there is nothing to resume, or when the
   *     file system refuses
   */
  public static JobRun open(
      String command, RunConfig config, String resolved, Platform platform, Clock clock) {
    Storage storage = new Storage(platform.hadoop().configuration());
    Path output = Storage.path(config.output());
    RunRecorder recorder =
        new RunRecorder(
            config.id(), command, Program.running(platform.spark()), clock, System::nanoTime);
    recorder.configuration(resolved);
    RunDirectory directory =
        RunDirectory.open(storage.configuration(), output, config.id(), mode(config), clock);
    try {
      if (!config.folderMode().isEmpty()) {
        directory
            .fileSystem()
            .setPermission(directory.path(), new FsPermission(config.folderMode()));
      }
      if (config.start() == Start.RESUME && !directory.isResumed()) {
        throw FailureException.of(
            FailureReason.MISSING,
            directory.publishedPath().toString(),
            "there is no unfinished run of this id to resume: none was begun, or it died before its"
                + " first molecule was recorded; leave out --resume, or use --once");
      }
      JobRun run =
          new JobRun(
              storage,
              directory,
              recorder,
              RunWatch.open(command, config, storage, recorder, clock),
              config,
              platform,
              Runs.in(storage.configuration(), output, clock));
      if (directory.isResumed()) {
        directory.keep();
        run.recorded.putAll(directory.journal().numbers());
      }
      run.writeManifest();
      run.farewell.stand();
      return run;
    } catch (IOException e) {
      directory.close();
      throw Storage.failure(directory.publishedPath(), "begin", e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static RunDirectory.IfExists mode(RunConfig config) {
    if (config.start() != Start.NEW) {
      return RunDirectory.IfExists.RESUME;
    }
    return config.replace() ? RunDirectory.IfExists.REPLACE : RunDirectory.IfExists.REFUSE;
  }

  /**
   * Whether a run that may only be computed once, or be resumed, is finished already. Ends its
   * publication when its process died just before {@code latest} was moved.
   *
   * @return the manifest of the finished run; empty when there is none, or when the run is asked
   *     for as a new one
   */
  public static Optional<RunManifest> finished(
      RunConfig config, Configuration hadoop, Clock clock) {
    Path output = Storage.path(config.output());
    if (config.start() == Start.NEW || !new Storage(hadoop).exists(output)) {
      return Optional.empty();
    }
    Runs runs = Runs.in(hadoop, output, clock);
    if (runs.isUnfinished(config.id())) {
      return Optional.empty();
    }
    Optional<RunManifest> finished = runs.finished(config.id());
    if (finished.isPresent()) {
      runs.completePublication(config.id());
    }
    return finished;
  }

  /** Files as this run sees them. */
  public Storage storage() {
    return storage;
  }

  /** Where the tables are written. */
  public RunDirectory directory() {
    return directory;
  }

  /** The tables of the run. */
  public RunTables tables() {
    return tables;
  }

  /** What watches the run; {@link #engine} hands it what is computed. */
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
   * Does the work of the run; what it throws is noted in the manifest that the run leaves.
   *
   * @return what the work returns
   */
  public <V> V guard(Body<V> body) throws IOException {
    try {
      return body.run();
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /**
   * Fixes what the run reads and is: from here on it can be resumed. A resumed run is compared with
   * what it began with. Without a call of this, nothing is recorded.
   *
   * @param files looks at all files that the run reads
   * @throws FailureException when a resumed run has another program, configuration or input than it
   *     began with; the message names the key or the file
   */
  public void begin(Look files) throws IOException {
    look = files;
    inputs = files.files();
    RunPlan now = RunPlan.of(recorder.manifest(), inputs, numbers);
    Optional<RunPlan> then = directory.journal().plan();
    if (directory.isResumed() && then.isPresent()) {
      then.get().requireSame(now, id);
    } else {
      directory.journal().begin(now);
    }
  }

  /**
   * A number that follows from the cluster of the day, such as how many molecules to make, and must
   * be the same when the run is resumed on another one.
   *
   * @param name of the number
   * @param fresh says it for a new run
   * @return that of the resumed run, or the fresh one
   */
  public long settled(String name, LongSupplier fresh) {
    long value = recorded.containsKey(name) ? recorded.get(name) : fresh.getAsLong();
    numbers.put(name, value);
    return value;
  }

  /**
   * Cuts work into as many molecules as the configuration asks for, or a few for each core; the
   * same when the run is resumed.
   *
   * @param name under which their number is settled, one for each piece of work
   * @param journaled that of {@link #engine}
   * @return none for no atoms
   */
  public <T> List<Molecule<T>> plan(String name, Engine journaled, List<Atom<T>> atoms) {
    if (atoms.isEmpty()) {
      return List.of();
    }
    int asked = config.molecules();
    long molecules =
        settled(
            name,
            () ->
                asked > 0
                    ? asked
                    : MoleculePlanner.defaultMolecules(journaled.parallelism(), atoms.size()));
    return MoleculePlanner.equalCost(atoms, Math.toIntExact(molecules));
  }

  /** Notes where and how the run computes, and writes the manifest. */
  public void place(Engine engine, int molecules) {
    recorder.place(
        new RunManifest.Place(
            engine.name(),
            platform.master(),
            engine.parallelism(),
            molecules,
            config.kernels().resolve().name()));
    writeManifest();
  }

  /**
   * An engine that is watched, records each finished molecule, and takes those that a resumed run
   * has recorded from there instead of computing them. What tasks write with {@link
   * org.crosswind.report.PartFile} is part of the record: a recorded molecule counts only if its
   * files are as they were left. Its parallelism is that of the engine with which the run began, so
   * that a plan made from it is the same when the run is resumed.
   *
   * <p>Its runs must be the same, in the same order, when the run is resumed. Close the engine
   * given and not this one.
   *
   * @param engine who computes
   * @param wires register the classes of the results with Kryo, as for Spark
   */
  public Engine engine(Engine engine, List<Class<? extends KryoRegistrator>> wires)
      throws IOException {
    if (directory.isResumed()) {
      directory.sweep();
    }
    return engine(engine, wires, this::wholeOnes);
  }

  /** As the other, with another judgement of what is recorded. */
  public Engine engine(
      Engine engine, List<Class<? extends KryoRegistrator>> wires, Adoption adoption) {
    if (inputs == null) {
      throw new IllegalStateException("no engine before begin");
    }
    return new JournaledEngine(
        watch.engine(engine),
        new OutcomeCodec(wires),
        directory,
        adoption,
        Math.toIntExact(settled("parallelism", engine::parallelism)),
        numbers,
        platform.hadoop().values());
  }

  /** What is not whole, and files that no record names, are removed and made again. */
  private List<RunJournal.Finished> wholeOnes(String stage, List<RunJournal.Finished> records)
      throws IOException {
    List<RunJournal.Finished> damaged = directory.journal().damaged(records);
    if (!damaged.isEmpty()) {
      LOG.warn(
          "{}: the files of {} recorded molecules are damaged or gone; they are computed again",
          id,
          damaged.size());
      directory.journal().forget(stage, damaged);
    }
    List<RunJournal.Finished> whole = new ArrayList<>(records);
    whole.removeAll(damaged);
    return whole;
  }

  /**
   * What the process would say without limits.
   *
   * @param results inputs that have one
   * @param counts whose failed share is compared with the tolerated one
   */
  public ExitCode exitCode(long results, RunCounts counts) {
    if (results == 0) {
      return ExitCode.NO_INPUT;
    }
    return counts.failedShare() > config.toleratedFailures()
        ? ExitCode.TOO_MANY_FAILURES
        : ExitCode.DONE;
  }

  /**
   * Keeps a run that is to be replaced when there is nothing to put in its place.
   *
   * @param what happened: {@code all 412 netting sets failed}
   * @param example one of the failures
   * @throws FailureException the example and what happened, when a finished run has the id
   */
  public void keepPublished(String what, Failure example) {
    if (storage.exists(directory.publishedPath())) {
      throw FailureException.of(
          example.reason(),
          example.where(),
          what + ", this one because " + example.message() + "; the run that was there is kept");
    }
  }

  /**
   * Checks the run's limits, writes {@code breaches}, and publishes. A breach of a limit that
   * withholds keeps the run from becoming the latest and makes the exit code {@link
   * ExitCode#LIMIT_BREACHED}. A run of which nothing could be computed never becomes the latest.
   *
   * @param exitCode what the process would say without limits
   * @param figures what the limits are compared with
   * @throws FailureException as {@link #publish(ExitCode, boolean)}
   */
  public Published publish(ExitCode exitCode, Figures figures) throws IOException {
    requireSameInputs();
    LimitCheck.Result limits = watch.check(figures, tables::write);
    boolean nothing = exitCode == ExitCode.NO_INPUT;
    boolean withheld = nothing || limits.withholds();
    ExitCode code = withheld && !nothing ? ExitCode.LIMIT_BREACHED : exitCode;
    return new Published(publish(code, withheld), code, limits);
  }

  /**
   * Publishes the tables, makes this run the latest unless it is withheld, and removes older runs
   * as {@code run.retention} says. Nothing of the run may be written afterwards; what shall be
   * published with it, {@code breaches} for instance, is written before.
   *
   * @param exitCode what the process will say; {@link ExitCode#DONE} or one of those for a run that
   *     is complete but to be looked at
   * @param withheld whether {@code <output>/latest} stays on the run before, as for a breached
   *     limit that withholds; the tables are published all the same, and {@code promote} can make
   *     the run the latest later
   * @return where the tables are
   * @throws FailureException when the file system refuses, when another process has taken the id,
   *     or when an input has changed since {@link #begin}
   */
  public Path publish(ExitCode exitCode, boolean withheld) throws IOException {
    requireSameInputs();
    watch.writeMetrics(tables::write, directory::write);
    recorder.finished(
        exitCode == ExitCode.DONE
            ? RunManifest.Status.DONE
            : RunManifest.Status.DONE_WITH_COMPLAINTS,
        exitCode.code(),
        withheld);
    writeManifest();
    directory.publish();
    isPublished = true;
    farewell.withdraw();
    if (!withheld) {
      directory.moveLatest();
    }
    directory.settle();
    Path folder = directory.publishedPath();
    if (watch.published(Storage.name(folder), exitCode, withheld)) {
      amendManifest();
    }
    prune();
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

  /**
   * Ends a run whose outputs are files elsewhere: its folder, and what it has recorded, goes, and
   * nothing is published here.
   *
   * @param exitCode what the process will say
   * @param withheld whether a breached limit withholds the run
   * @param outputs where its outputs are, for alerts
   * @return whether there is a new warning, so that the record should be written again
   */
  public boolean finish(ExitCode exitCode, boolean withheld, Path outputs) {
    isPublished = true;
    farewell.withdraw();
    boolean warned = watch.published(Storage.name(outputs), exitCode, withheld);
    directory.drop();
    return warned;
  }

  /** Whether something is recorded that a resumed run could use. */
  public boolean hasRecords() {
    return recordedMolecules() > 0;
  }

  /** Refuses to go on with results of which nobody knows from which of two files they are. */
  public void requireSameInputs() throws IOException {
    if (inputs != null) {
      inputs.requireSame(
          look.files(),
          "nothing is published; put the inputs in order and run again with --replace");
    }
  }

  /** A run that is published is done, whatever becomes of older ones. */
  private void prune() {
    try {
      List<String> removed = runs.prune(config.retention(), false);
      if (!removed.isEmpty()) {
        LOG.info("removed older runs {}", removed);
      }
    } catch (FailureException e) {
      LOG.warn("older runs could not be removed: {}", e.failure().oneLine());
    }
  }

  /** Notes why the run gave up, and says what can be done. */
  private void failed(Throwable thrown) {
    if (isPublished) {
      return; // its tables are there; only latest was not moved
    }
    int recordedMolecules = recordedMolecules();
    if (recordedMolecules > 0) {
      directory.keep();
    }
    Failure failure =
        thrown instanceof FailureException known
            ? known.failure()
            : new Failure(
                thrown instanceof IOException ? FailureReason.IO : FailureReason.INTERNAL,
                id,
                String.valueOf(thrown));
    recorder.failed(failure, ExitCode.of(thrown).code());
    directory.writeFailed(recorder.manifest().json());
    if (recordedMolecules > 0) {
      LOG.warn(
          "run {} is not finished; {} molecules are recorded. {}--resume {} computes what is missing,"
              + " --replace discards it and begins anew",
          id,
          recordedMolecules,
          isFull(thrown)
              ? "Make space in " + directory.publishedPath().getParent() + " first. "
              : "",
          id);
    }
  }

  private int recordedMolecules() {
    try {
      return directory.journal().plan().isPresent() ? directory.journal().count() : 0;
    } catch (IOException e) {
      LOG.warn("cannot look at the journal of {}", id, e);
      return 1; // rather keep too much than too little
    }
  }

  private static boolean isFull(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String text = String.valueOf(t).toLowerCase(Locale.ROOT);
      if (text.contains("no space left") || text.contains("quota")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    farewell.withdraw();
    try {
      watch.close();
    } finally {
      directory.close();
    }
  }
}
