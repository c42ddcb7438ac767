package org.crosswind.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.crosswind.model.run.Failure;
import org.crosswind.report.RunManifest.LimitOutcome;
import org.crosswind.report.RunManifest.Output;
import org.crosswind.report.RunManifest.Place;
import org.crosswind.report.RunManifest.Stage;
import org.crosswind.report.RunManifest.Status;

/**
 * Collects a manifest while the run goes on. Not thread-safe: the job's own thread tells it.
 *
 * <pre>{@code
 * RunRecorder recorder = new RunRecorder("2026-11-20", "xva", Program.running(spark.version()),
 *     Clock.systemUTC(), System::nanoTime);
 * try (var reading = recorder.stage("read")) { ... }
 * directory.write(RunManifest.FILE, recorder.manifest().json());
 * }</pre>
 */
public final class RunRecorder {
  private static final JsonMapper JSON = new JsonMapper();

  private final String runId;
  private final String command;
  private final Program program;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final String started;
  private final List<Fingerprint> inputs = new ArrayList<>();
  private final List<Reconciliation> counts = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<LimitOutcome> limits = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private volatile String currentStage = "start";
  private Consumer<String> stageListener = name -> {};
  private Status status = Status.RUNNING;
  private String finished;
  private Integer exitCode;
  private boolean withheld;
  private Failure failure;
  private Place place;
  private Long seed;
  private JsonNode configuration = NullNode.getInstance();

  /**
   * Starts to record.
   *
   * @param clock says when the run started and finished
   * @param nanoTime measures stages; monotonic, so that a clock set back does not matter
   */
  public RunRecorder(
      String runId, String command, Program program, Clock clock, LongSupplier nanoTime) {
    this.runId = runId;
    this.command = command;
    this.program = program;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.started = Times.text(clock.instant());
  }

  /**
   * Notes the whole resolved configuration; its secrets are taken out.
   *
   * @param json one JSON value, as typesafe-config renders it with {@code
   *     ConfigRenderOptions.concise()}
   * @throws IllegalArgumentException when it is no JSON
   */
  public void configuration(String json) {
    try {
      configuration = Redaction.redacted(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      // The exception quotes its source, which may hold a secret: only the place is told.
      throw new IllegalArgumentException(
          "the configuration is no JSON at line " + e.getLocation().getLineNr());
    }
  }

  /** Notes where the run takes place. */
  public void place(Place value) {
    place = value;
  }

  /** Notes the seed of the random streams. */
  public void seed(long value) {
    seed = value;
  }

  /** Notes an input. */
  public void input(Fingerprint fingerprint) {
    inputs.add(fingerprint);
  }

  /** Notes a count that adds up. */
  public void count(Reconciliation reconciliation) {
    counts.add(reconciliation);
  }

  /** Notes a table that was written. */
  public void output(Output output) {
    outputs.add(output);
  }

  /** Starts a stage, which lasts until the returned handle is closed. */
  public OpenStage stage(String name) {
    int slot = stages.size();
    stages.add(new Stage(name, 0));
    currentStage = name;
    stageListener.accept(name);
    long from = nanoTime.getAsLong();
    return () -> stages.set(slot, new Stage(name, seconds(nanoTime.getAsLong() - from)));
  }

  /** The stage that was started last; may be asked on any thread. */
  public String currentStage() {
    return currentStage;
  }

  /** From now on tells the name of each stage that is started. */
  public void onStage(Consumer<String> listener) {
    stageListener = listener;
  }

  /** Notes what came of a limit. */
  public void limit(LimitOutcome outcome) {
    limits.add(outcome);
  }

  /** Notes what somebody should know; secrets in addresses are taken out. */
  public void warning(String text) {
    warnings.add(Redaction.redacted(text));
  }

  /** Notes the end. */
  public void finished(Status how) {
    status = how;
    finished = Times.text(clock.instant());
  }

  /**
   * Notes the end and what the process will say.
   *
   * @param code the exit code
   * @param isWithheld whether {@code latest} stays where it is
   */
  public void finished(Status how, int code, boolean isWithheld) {
    finished(how);
    exitCode = code;
    withheld = isWithheld;
  }

  /** Notes that the run gave up, and why. */
  public void failed(Failure why, int code) {
    finished(Status.FAILED);
    exitCode = code;
    failure =
        new Failure(
            why.reason(), Redaction.redacted(why.where()), Redaction.redacted(why.message()));
  }

  /** What is known so far. */
  public RunManifest manifest() {
    return new RunManifest(
        runId,
        command,
        status,
        started,
        finished,
        exitCode,
        withheld,
        failure,
        program,
        place,
        seed,
        configuration,
        inputs,
        counts,
        outputs,
        stages,
        limits,
        warnings);
  }

  /** To the millisecond. */
  private static double seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) / 1e3;
  }

  /** A stage that is under way. */
  @FunctionalInterface
  public interface OpenStage extends AutoCloseable {
    @Override
    void close();
  }
}
