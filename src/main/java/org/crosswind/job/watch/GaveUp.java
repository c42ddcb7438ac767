package org.crosswind.job.watch;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.crosswind.format.file.Storage;
import org.crosswind.job.ExitCode;
import org.crosswind.job.config.Alert.On;
import org.crosswind.job.config.ConfigException;
import org.crosswind.job.config.Receivers;
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
   * Reads the configuration of a command; when it is wrong, tells those whom it names and who can
   * be read, and says on standard error when somebody cannot.
   *
   * @param command what the work is
   * @param <C> the configuration
   */
  public static <C> C configured(String command, Clock clock, Supplier<C> load) {
    try {
      return load.get();
    } catch (ConfigException e) {
      Receivers told = e.receivers();
      if (!told.unread().isEmpty()) {
        LOG.warn("not everybody is alerted: {}", told.unread());
      }
      String first = e.problems().get(0);
      String why =
          e.problems().size() == 1
              ? first
              : e.problems().size() + " problems in the configuration, the first: " + first;
      try {
        tell(command, told, clock, ExitCode.USAGE, why);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
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
    String why =
        thrown instanceof FailureException failure && failure.failure() != null
            ? failure.failure().oneLine()
            : thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    Receivers receivers =
        new Receivers(
            config.id(),
            Storage.name(Storage.path(config.output())),
            config.watch().alerts(),
            config.watch().prometheus(),
            "");
    tell(command, receivers, clock, ExitCode.of(thrown), why);
  }

  private static void tell(
      String command, Receivers receivers, Clock clock, ExitCode code, String why) {
    String id = receivers.runId();
    if (!receivers.prometheus().isEmpty()) {
      new PrometheusFile(receivers.prometheus(), command, id, clock).gaveUp(code);
    }
    new Alerts(receivers.alerts())
        .send(
            new AlertMessage(
                Set.of(On.FAILED),
                id,
                command,
                code.code(),
                receivers.output() + "/" + id,
                command + " " + id + " gave up: " + why + "; " + advice(code),
                0,
                0,
                List.of(),
                Heartbeat.host(),
                Heartbeat.time(clock.instant())));
  }

  /** What whoever reads this at night can do. */
  private static String advice(ExitCode code) {
    return switch (code) {
      case USAGE -> "nothing was computed, start it again when the configuration is corrected";
      case NO_INPUT -> "nothing is published, start it again when the input is there";
      default -> "nothing is published, --resume goes on with what is recorded";
    };
  }
}
