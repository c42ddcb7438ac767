package org.crosswind.job.watch;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.crosswind.format.file.Storage;
import org.crosswind.job.ExitCode;
import org.crosswind.job.config.Alert.On;
import org.crosswind.job.config.RunConfig;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.Heartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alert of a run that ends with an exception, wherever it comes from: the engine that cannot be
 * opened, the input that is not there, a task that failed for good. Commands run their work through
 * it, from the moment on at which the configuration is known.
 */
public final class GaveUp {
  private static final Logger LOG = LoggerFactory.getLogger(GaveUp.class);

  private GaveUp() {}

  /**
   * The work of a command.
   *
   * @param <R> what it returns
   */
  @FunctionalInterface
  public interface Work<R> {
    /** Does it. */
    R run() throws IOException;
  }

  /**
   * Does the work; when it throws, replaces the Prometheus file, sends the alerts for {@code
   * failed}, and throws on what was thrown.
   *
   * @param command what the work is
   * @param config of the run
   */
  public static <R> R alerting(String command, RunConfig config, Clock clock, Work<R> work)
      throws IOException {
    try {
      return work.run();
    } catch (IOException | RuntimeException | Error e) {
      try {
        tell(command, config, clock, e);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static void tell(String command, RunConfig config, Clock clock, Throwable thrown) {
    int code = ExitCode.of(thrown).code();
    String file = config.watch().prometheus();
    if (!file.isEmpty()) {
      try {
        RunMetrics.prometheus(file, command, config.id(), List.of(), code, clock);
      } catch (IOException | RuntimeException e) {
        LOG.warn("the Prometheus file {} cannot be written", file, e);
      }
    }
    String why =
        thrown instanceof FailureException failure
            ? failure.failure().oneLine()
            : thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    new Alerts(config.watch().alerts())
        .send(
            new AlertMessage(
                Set.of(On.FAILED),
                config.id(),
                command,
                code,
                Storage.name(Storage.path(config.output())) + "/" + config.id(),
                command + " " + config.id() + " gave up: " + why,
                0,
                0,
                List.of(),
                Heartbeat.host(),
                Heartbeat.time(clock.instant())));
  }
}
