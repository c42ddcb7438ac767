package org.crosswind.job.config;

/** Who runs the molecules. */
public enum EngineChoice {
  /** A Spark session. */
  SPARK,
  /** Threads of this process. */
  LOCAL
}
