package org.crosswind.job.watch;

import org.slf4j.MDC;

/**
 * What the log says of where a line comes from: run, stage, molecule and atom, as the diagnostic
 * context that {@code conf/log4j2.properties} writes as fields of its JSON lines. Atoms are only
 * told when such lines are wanted, since their names cost more than some atoms.
 */
public final class LogContext {
  static final String RUN = "run";
  static final String STAGE = "stage";
  static final String MOLECULE = "molecule";
  static final String ATOM = "atom";

  /** The environment variable that asks for JSON lines, with the value {@code json}. */
  public static final String FORMAT_VARIABLE = "CROSSWIND_LOG_FORMAT";

  private static final boolean WANTED =
      "json".equals(System.getProperty("crosswind.log.format", System.getenv(FORMAT_VARIABLE)));

  private LogContext() {}

  /** Whether lines with a context are wanted in this JVM. */
  static boolean isWanted() {
    return WANTED;
  }

  /** The driver works for a run from now on. */
  static void run(String run) {
    MDC.put(RUN, run);
  }

  /** The driver begins a stage. */
  static void stage(String stage) {
    MDC.put(STAGE, stage);
  }

  /** A task begins. */
  static void begin(String run, String work, int molecule) {
    MDC.put(RUN, run);
    MDC.put(STAGE, work);
    MDC.put(MOLECULE, String.valueOf(molecule));
  }

  /** A task ends. */
  static void end() {
    MDC.remove(RUN);
    MDC.remove(STAGE);
    MDC.remove(MOLECULE);
    MDC.remove(ATOM);
  }
}
