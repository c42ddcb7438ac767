package org.crosswind.job.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosswind.job.ExitCode;
import org.crosswind.report.Metric;
import org.crosswind.report.PrometheusText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file for Prometheus' textfile collector: how far the run is, while it goes on, and what it
 * said and cost, when it has ended. What the run before has said stays until then, so that a rule
 * on it does not fall silent while a run is under way.
 */
final class PrometheusFile {
  private static final Logger LOG = LoggerFactory.getLogger(PrometheusFile.class);

  private static final String EXIT_CODE = "run_exit_code";
  private static final String ENDED = "run_ended_timestamp_seconds";

  private final Path file;
  private final String command;
  private final String run;
  private final Clock clock;
  private final List<Metric> before;
  private List<Metric> lastProgress = List.of();
  private boolean complained;

  /**
   * The file of a run; what is in it of the run before is read, and nothing written.
   *
   * @param file on this machine's disk
   */
  PrometheusFile(String file, String command, String run, Clock clock) {
    this.file = Path.of(file);
    this.command = command;
    this.run = run;
    this.clock = clock;
    this.before = before();
  }

  /**
   * How far a run is.
   *
   * @param started when it began
   * @param lastProgress when an input was done last, or a stage began
   * @param stage what it is at
   * @param done inputs of the work it is at that are done, the failed ones included
   * @param failed of them
   * @param planned inputs of that work in all; 0 before it is known
   */
  record Progress(
      Instant started, Instant lastProgress, String stage, long done, long failed, long planned) {}

  /** Replaces it while the run goes on; when that is not possible, complains once. */
  synchronized void running(Progress progress, boolean underWay) {
    lastProgress = metrics(progress);
    List<Metric> all = new ArrayList<>(state(underWay));
    all.addAll(before);
    all.addAll(lastProgress);
    try {
      write(all);
      complained = false;
    } catch (IOException | RuntimeException e) {
      if (!complained) {
        LOG.warn("the Prometheus file {} cannot be written; trying again", file, e);
      }
      complained = true;
    }
  }

  /**
   * Replaces it when the run has ended.
   *
   * @throws IOException when that is not possible; an older file is what it was
   */
  synchronized void ended(ExitCode code, List<Metric> metrics) throws IOException {
    List<Metric> all = new ArrayList<>(state(false));
    all.add(exitCode(code.code()));
    all.add(endedAt(clock.instant().getEpochSecond()));
    all.addAll(lastProgress);
    all.addAll(metrics);
    write(all);
  }

  /**
   * As {@link #ended}, of a run that has no figures; a file that cannot be written is a warning.
   */
  void gaveUp(ExitCode code) {
    try {
      ended(code, List.of());
    } catch (IOException | RuntimeException e) {
      LOG.warn("the Prometheus file {} cannot be written", file, e);
    }
  }

  private void write(List<Metric> metrics) throws IOException {
    PrometheusText.write(file, PrometheusText.text(metrics, Map.of("command", command)));
  }

  private List<Metric> state(boolean underWay) {
    return List.of(
        Metric.labelled("run", "run", run, 1, "info", "the run that began last"),
        Metric.of("run_running", underWay ? 1 : 0, "", "1 while it is under way, 0 afterwards"),
        Metric.of(
            "run_heartbeat_timestamp_seconds",
            seconds(clock.instant()),
            "seconds",
            "when this was written, every ten seconds while it is under way, Unix time"));
  }

  private static List<Metric> metrics(Progress progress) {
    return List.of(
        Metric.of(
            "run_started_timestamp_seconds",
            seconds(progress.started()),
            "seconds",
            "when the run that began last did so, Unix time"),
        Metric.of(
            "run_progress_timestamp_seconds",
            seconds(progress.lastProgress()),
            "seconds",
            "when an input was done last or a stage began, Unix time"),
        Metric.labelled(
            "run_stage", "stage", progress.stage(), 1, "info", "what the run is at, or was last"),
        Metric.of(
            "run_inputs_done", progress.done(), "", "inputs of this work done, failed ones too"),
        Metric.of("run_inputs_failed", progress.failed(), "", "inputs of this work that failed"),
        Metric.of(
            "run_inputs_planned", progress.planned(), "", "inputs of this work, 0 before known"));
  }

  private static Metric exitCode(double code) {
    return Metric.of(
        EXIT_CODE, code, "", "what the run that ended last said: 0 is good, see the guide");
  }

  private static Metric endedAt(double seconds) {
    return Metric.of(ENDED, seconds, "seconds", "when the last run ended, Unix time");
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }

  /** What the run before has said, if there was one and its file can be read. */
  private List<Metric> before() {
    List<Metric> metrics = new ArrayList<>();
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      value(text, EXIT_CODE).ifPresent(code -> metrics.add(exitCode(code)));
      value(text, ENDED).ifPresent(time -> metrics.add(endedAt(time)));
    } catch (IOException | RuntimeException e) {
      LOG.warn("the Prometheus file {} of the run before cannot be read: {}", file, e.toString());
    }
    return metrics;
  }

  private static Optional<Double> value(String text, String name) {
    Matcher line =
        Pattern.compile("(?m)^crosswind_" + name + "(?:\\{[^}]*})? ([0-9.eE+]+)$").matcher(text);
    return line.find() ? Optional.of(Double.valueOf(line.group(1))) : Optional.empty();
  }
}
