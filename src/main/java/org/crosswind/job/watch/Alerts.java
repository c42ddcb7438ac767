package org.crosswind.job.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crosswind.job.config.Alert;
import org.crosswind.job.config.Alert.On;
import org.crosswind.report.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people and programs what became of a run. All receivers are told at the same time, each
 * with its own time limit and retries; what cannot be delivered is logged and returned as a
 * warning. Nothing that a receiver does, or fails to do, fails the run.
 */
public final class Alerts {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final List<Alert> alerts;

  /** The receivers of a run. */
  public Alerts(List<Alert> alerts) {
    this.alerts = List.copyOf(alerts);
  }

  /**
   * Tells all who want to know of one of the occasions; each gets one message.
   *
   * @return a line for each receiver that could not be told, in the order of the configuration
   */
  public List<String> send(AlertMessage message) {
    List<FutureTask<String>> tasks = new ArrayList<>();
    for (Alert alert : alerts) {
      Set<On> occasions = EnumSet.noneOf(On.class);
      occasions.addAll(message.occasions());
      occasions.retainAll(alert.on());
      if (!occasions.isEmpty()) {
        byte[] json = message.json(occasions);
        FutureTask<String> task = new FutureTask<>(() -> deliver(alert, json));
        daemon("crosswind-alert-" + alert.name(), task);
        tasks.add(task);
      }
    }
    List<String> warnings = new ArrayList<>();
    for (FutureTask<String> task : tasks) {
      String warning = outcome(task);
      if (warning != null) {
        LOG.warn("{}", warning);
        warnings.add(warning);
      }
    }
    return Collections.unmodifiableList(warnings);
  }

  private static String outcome(FutureTask<String> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(true);
      return "an alert was interrupted: the run is being stopped";
    } catch (ExecutionException e) {
      return "an alert failed: " + Redaction.redacted(String.valueOf(e.getCause()));
    }
  }

  /** Null, or why the last attempt failed. */
  private static String deliver(Alert alert, byte[] json) throws InterruptedException {
    Duration pause = alert.backoff();
    for (int attempt = 0; ; attempt++) {
      AlertException failure = attempt(alert, json);
      if (failure == null) {
        return null;
      }
      if (attempt == alert.retries() || !failure.worthRetrying()) {
        return "alert '"
            + alert.name()
            + "' ("
            + alert.target()
            + ") could not be delivered"
            + (attempt == 0 ? "" : " in " + (attempt + 1) + " attempts")
            + ": "
            + safe(alert, failure.getMessage());
      }
      Thread.sleep(pause.toMillis());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  /** One attempt on a thread that can be left behind. */
  private static AlertException attempt(Alert alert, byte[] json) throws InterruptedException {
    FutureTask<Void> attempt =
        new FutureTask<>(
            () -> {
              channel(alert).deliver(json);
              return null;
            });
    Thread thread = daemon("crosswind-alert-attempt-" + alert.name(), attempt);
    try {
      attempt.get(alert.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
      return null;
    } catch (TimeoutException e) {
      attempt.cancel(true);
      thread.join(1000); // so that a killed command is gone
      return new AlertException(
          "took longer than " + alert.timeLimit().toMillis() / 1e3 + " s", true);
    } catch (InterruptedException e) {
      attempt.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      return e.getCause() instanceof AlertException known
          ? known
          : new AlertException(String.valueOf(e.getCause()), true);
    }
  }

  private static AlertChannel channel(Alert alert) {
    if (alert.webhook().isPresent()) {
      return new WebhookChannel(alert.webhook().get(), alert.headers(), alert.timeLimit());
    }
    return alert.command().isEmpty()
        ? new FileChannelAppend(alert.file())
        : new CommandChannel(alert.command());
  }

  /** The text without whatever is secret about the receiver, wherever it came from. */
  private static String safe(Alert alert, String text) {
    String safe = String.valueOf(text);
    for (String secret : alert.headers().values()) {
      safe = secret.isBlank() ? safe : safe.replace(secret, Redaction.MARK);
    }
    if (alert.webhook().isPresent()) {
      String address = alert.webhook().get().toString();
      safe = safe.replace(address, Redaction.address(address));
      String path = alert.webhook().get().getRawPath();
      safe = path == null || path.length() < 2 ? safe : safe.replace(path, "/" + Redaction.MARK);
    }
    return Redaction.redacted(safe);
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
