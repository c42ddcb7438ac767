package org.crosswind.job.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.crosswind.engine.ProgressListener;
import org.crosswind.report.Heartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the heartbeat of a run, and the file for Prometheus where there is one, every ten seconds,
 * on a thread of its own.
 */
final class Beating implements ProgressListener, AutoCloseable {
  static final long EVERY_SECONDS = 10;

  private static final String RUNNING = "running";

  private static final Logger LOG = LoggerFactory.getLogger(Beating.class);

  private final Heartbeat heartbeat;
  private final Optional<PrometheusFile> prometheus;
  private final String run;
  private final String command;
  private final Supplier<String> stages;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final String host = Heartbeat.host();
  private final Instant started;
  private final ScheduledExecutorService timer;

  private String status = RUNNING;
  private String work = "";
  private String stage = "";
  private long done;
  private long failed;
  private long total;
  private long computingSince;
  private Instant lastProgress;
  private boolean complained;

  Beating(
      Heartbeat heartbeat,
      Optional<PrometheusFile> prometheus,
      String run,
      String command,
      Supplier<String> stages,
      Clock clock,
      LongSupplier nanoTime) {
    this.heartbeat = heartbeat;
    this.prometheus = prometheus;
    this.run = run;
    this.command = command;
    this.stages = stages;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.started = clock.instant();
    this.lastProgress = started;
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "crosswind-beat");
              thread.setDaemon(true);
              return thread;
            });
    this.timer = executor;
    executor.scheduleWithFixedDelay(this::beat, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void progressed(
      String description, long atomsDone, long atomsFailed, long atomsTotal) {
    if (!description.equals(work) || atomsDone == 0) {
      work = description;
      computingSince = nanoTime.getAsLong();
    }
    done = atomsDone;
    failed = atomsFailed;
    total = atomsTotal;
    lastProgress = clock.instant();
  }

  /** Writes it now. A file system that refuses is told once and tried again. */
  synchronized void beat() {
    Heartbeat.Beat beat = current();
    prometheus.ifPresent(
        file ->
            file.running(
                new PrometheusFile.Progress(started, lastProgress, stage, done, failed, total),
                status.equals(RUNNING)));
    try {
      heartbeat.write(beat);
      complained = false;
    } catch (IOException | RuntimeException e) {
      if (!complained) {
        LOG.warn("the heartbeat of {} cannot be written; trying again", run, e);
      }
      complained = true;
    }
  }

  /** What it says now. */
  synchronized Heartbeat.Beat current() {
    String now = stages.get();
    if (!now.equals(stage)) {
      stage = now;
      lastProgress = clock.instant();
    }
    double seconds = (nanoTime.getAsLong() - computingSince) / 1e9;
    double rate = done > 0 && seconds > 0 ? done / seconds : 0;
    return new Heartbeat.Beat(
        run,
        command,
        status,
        stage,
        work,
        done,
        failed,
        total,
        rate,
        rate > 0 ? (total - done) / rate : null,
        Heartbeat.time(started),
        Heartbeat.time(clock.instant()),
        Heartbeat.time(lastProgress),
        host,
        ProcessHandle.current().pid());
  }

  /** The run is published: the heartbeat goes. */
  void published() {
    close();
    try {
      heartbeat.remove();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the heartbeat of {} cannot be removed", run, e);
    }
  }

  /** The run gave up: the heartbeat stays with this word. */
  synchronized void gaveUp() {
    status = "failed";
    beat();
  }

  /** Ends the thread; what it is writing is finished first. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(EVERY_SECONDS, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
