package org.crosswind.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process that is told to stop, by a signal or a scheduler, says of the run that it leaves
 * unfinished: how the run goes on. A process that is killed outright says nothing.
 */
final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  private final Thread hook;

  /** Of a run with this id; says nothing before {@link #stand}. */
  Farewell(String runId) {
    hook = new Thread(() -> say(runId), "crosswind-farewell");
  }

  /** From here on the run has something to lose. */
  void stand() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The run is published, or ends in its own words. */
  void withdraw() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the process is stopping", e);
    }
  }

  private static void say(String runId) {
    System.err.println(
        "crosswind: the process was told to stop before run "
            + runId
            + " was complete; nothing is published, and what it has recorded stays: start the command"
            + " again with --once to compute what is missing, or with --replace to begin anew");
  }
}
