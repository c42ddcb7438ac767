package org.crosswind.job;

/**
 * What a run's engine stands on.
 *
 * @param spark Spark's version, {@code none} without it
 * @param master Spark's master, {@code none} without it
 * @param hadoop what the run adds to Hadoop's configuration
 */
public record Platform(String spark, String master, HadoopSettings hadoop) {
  /** Threads of this process and nothing else. */
  public static final Platform PLAIN = new Platform("none", "none", HadoopSettings.NONE);
}
