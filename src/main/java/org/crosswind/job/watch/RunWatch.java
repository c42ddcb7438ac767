package org.crosswind.job.watch;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.TaskReporting;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.BreachesTable;
import org.crosswind.format.table.MetricsTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;
import org.crosswind.job.ExitCode;
import org.crosswind.job.config.Alert.On;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.config.WatchConfig;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.Heartbeat;
import org.crosswind.report.LatestRun;
import org.crosswind.report.Metric;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that looks at a run without changing what it computes: heartbeat, time limit of
 * molecules, limits, metrics, alerts. One is opened for each run, by whoever opens the run; the job
 * hands its engine to {@link #engine} and tells its failures, and the rest happens when the run
 * ends. Nothing here fails a run, but for a table that cannot be written.
 */
public final class RunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  private final String run;
  private final String command;
  private final Path output;
  private final WatchConfig config;
  private final Storage storage;
  private volatile RunRecorder recorder;
  private final Clock clock;
  private final Optional<PrometheusFile> prometheus;
  private final Beating beating;
  private final TaskMetrics tasks;
  private final List<TaskReporting.Listening> listening = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private LimitCheck.Result limits = LimitCheck.Result.NONE;
  private List<Metric> metrics = List.of();
  private boolean ended;

  private RunWatch(
      String run,
      String command,
      Path output,
      WatchConfig config,
      Storage storage,
      RunRecorder recorder,
      Clock clock,
      Heartbeat heartbeat) {
    this.run = run;
    this.command = command;
    this.output = output;
    this.config = config;
    this.storage = storage;
    this.recorder = recorder;
    this.clock = clock;
    this.tasks = new TaskMetrics(config.stragglerFactor());
    this.prometheus =
        config.prometheus().isEmpty()
            ? Optional.empty()
            : Optional.of(new PrometheusFile(config.prometheus(), command, run, clock));
    this.beating =
        new Beating(
            heartbeat,
            prometheus,
            run,
            command,
            () -> this.recorder.currentStage(),
            clock,
            System::nanoTime);
  }

  /** Writes a table of the run. */
  @FunctionalInterface
  public interface TableWriter {
    /** Writes it as all tables of the run are written. */
    void write(TableSchema schema, Consumer<RowSink> rows);
  }

  /** Writes a small file of the run. */
  @FunctionalInterface
  public interface FileWriter {
    /** Writes or replaces it. */
    void write(String name, byte[] content);
  }

  /**
   * Begins to watch: the heartbeat starts.
   *
   * @param command what the run does
   * @param config of the run
   * @param recorder collects its manifest; asked for stage, counts and outputs
   * @throws IOException when there is no file system for the output
   */
  public static RunWatch open(
      String command, RunConfig config, Storage storage, RunRecorder recorder, Clock clock)
      throws IOException {
    Path output = Storage.path(config.output());
    LogContext.run(config.id());
    recorder.onStage(LogContext::stage);
    Heartbeat heartbeat = new Heartbeat(storage.configuration(), output, config.id());
    return new RunWatch(
        config.id(), command, output, config.watch(), storage, recorder, clock, heartbeat);
  }

  /** The engine with everything that watches it; closing the result leaves the engine open. */
  public Engine engine(Engine engine) {
    if (engine instanceof TaskReporting reporting) {
      listening.add(reporting.listen(tasks));
    }
    ProgressListener also = beating;
    return new WatchedEngine(engine, run, config.moleculeTimeout(), also);
  }

  /** Takes stages, counts and outputs from another recorder, and tells that one of limits. */
  public void recordIn(RunRecorder other) {
    recorder = other;
    other.onStage(LogContext::stage);
  }

  /** Tells why inputs have no result; counted by reason. */
  public void failures(Collection<Failure> why) {
    failures.addAll(why);
  }

  /**
   * Compares the figures of the run with its limits, notes the outcome in the manifest and writes
   * the table {@code breaches}, when there are limits.
   *
   * @param tables writes it
   */
  public LimitCheck.Result check(Figures figures, TableWriter tables) {
    if (config.limits().isEmpty()) {
      return limits;
    }
    limits = LimitCheck.check(config.limits(), figures);
    limits.checked().forEach(recorder::limit);
    limits.breaches().forEach(breach -> LOG.warn("limit breached: {}", breach.oneLine()));
    tables.write(BreachesTable.SCHEMA, rows -> Breaches.write(limits.breaches(), rows));
    return limits;
  }

  /**
   * The night of XVA that {@code latest} points to. One that cannot be read is a warning: limits on
   * changes are then not compared, and the manifest says so.
   */
  public Optional<PreviousXva> previousXva() {
    try {
      Optional<String> latest = LatestRun.read(storage.configuration(), output);
      return latest.flatMap(id -> PreviousXva.read(storage, new Path(output, id)));
    } catch (FailureException e) {
      warn("limits on changes are not compared: " + e.failure().oneLine());
      return Optional.empty();
    }
  }

  /** Writes down what somebody should know though it changes no result. */
  public void warn(String text) {
    LOG.warn("{}", text);
    recorder.warning(text);
  }

  /** Writes the table {@code metrics} and the file {@code metrics.json}. */
  public void writeMetrics(TableWriter tables, FileWriter files) {
    listening.forEach(TaskReporting.Listening::close);
    listening.clear();
    RunManifest manifest = recorder.manifest();
    metrics =
        RunMetrics.of(
            manifest, failures, limits.breaches(), tasks, (System.nanoTime() - startedNanos) / 1e9);
    tables.write(MetricsTable.SCHEMA, rows -> RunMetrics.write(metrics, rows));
    files.write("metrics.json", RunMetrics.json(manifest, metrics));
  }

  /**
   * The run is published: the heartbeat goes, the Prometheus file is replaced, and the alerts go
   * out.
   *
   * @param folder where its tables are
   * @return whether there is a new warning, so that the manifest should be written again
   */
  public boolean published(String folder, ExitCode exitCode, boolean withheld) {
    ended = true;
    beating.published();
    Set<On> occasions = EnumSet.noneOf(On.class);
    if (exitCode != ExitCode.INTERNAL) {
      occasions.add(On.DONE);
    }
    if (!limits.breaches().isEmpty()) {
      occasions.add(On.BREACH);
    }
    if (withheld) {
      occasions.add(On.WITHHELD);
    }
    if (exitCode != ExitCode.DONE && exitCode != ExitCode.LIMIT_BREACHED) {
      occasions.add(On.FAILED);
    }
    boolean told = prometheus(exitCode);
    Optional<Reconciliation> count = recorder.manifest().counts().stream().findFirst();
    List<String> warnings =
        new Alerts(config.alerts())
            .send(
                new AlertMessage(
                    occasions,
                    run,
                    command,
                    exitCode.code(),
                    folder,
                    text(exitCode, withheld),
                    count.map(Reconciliation::inputs).orElse(0L),
                    count.map(Reconciliation::failures).orElse(0L),
                    limits.breaches(),
                    Heartbeat.host(),
                    Heartbeat.time(clock.instant())));
    warnings.forEach(recorder::warning);
    return !told || !warnings.isEmpty();
  }

  private String text(ExitCode exitCode, boolean withheld) {
    StringBuilder text = new StringBuilder(command + " " + run);
    text.append(
        switch (exitCode) {
          case TOO_MANY_FAILURES -> " is done, with more failures than tolerated";
          case NO_INPUT -> " is done, but nothing could be computed";
          case INTERNAL -> " has no result, by no fault of its inputs";
          default -> " is done";
        });
    if (!limits.breaches().isEmpty()) {
      text.append("; ").append(limits.breaches().size()).append(" breaches of limits");
    }
    return text.append(withheld ? "; withheld from latest" : "").toString();
  }

  private boolean prometheus(ExitCode exitCode) {
    if (prometheus.isEmpty()) {
      return true;
    }
    try {
      prometheus.get().ended(exitCode, metrics);
      return true;
    } catch (IOException | RuntimeException e) {
      warn("the Prometheus file " + config.prometheus() + " cannot be written: " + e);
      return false;
    }
  }

  /** Stops to watch; a run that was not published has failed, and its heartbeat says so. */
  @Override
  public void close() {
    listening.forEach(TaskReporting.Listening::close);
    listening.clear();
    if (!ended) {
      beating.gaveUp();
    }
    beating.close();
  }
}
