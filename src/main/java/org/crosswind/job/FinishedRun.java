package org.crosswind.job;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.crosswind.job.config.RunConfig;

/** What a command does about a run that a schedule asks for again. */
public final class FinishedRun {
  private FinishedRun() {}

  /**
   * Tells a person when a run that may only be computed once, or be resumed, is finished already;
   * ends its publication if that was cut short.
   *
   * @param out receives a line
   * @return the exit code of the finished run; empty when there is something to compute
   */
  public static Optional<Integer> tell(RunConfig config, Clock clock, PrintStream out) {
    return JobRun.finished(config, HadoopSettings.of(new SparkConf()).configuration(), clock)
        .map(
            finished -> {
              out.println(
                  "run " + config.id() + " is finished already, since " + finished.finished());
              return finished.exitCode() == null ? ExitCode.DONE.code() : finished.exitCode();
            });
  }
}
