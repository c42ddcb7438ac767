package org.crosswind.job.config;

import java.time.Duration;
import java.util.List;

/**
 * How a run is watched: the keys {@code crosswind.limits}, {@code crosswind.alerts} and those under
 * {@code crosswind.run} that are about time and monitoring; {@code conf/reference.conf} describes
 * each.
 *
 * @param limits what may not be exceeded
 * @param alerts whom to tell
 * @param prometheus the text file for Prometheus on the driver's disk, empty for none
 * @param moleculeTimeout how long a task may stay at one input; zero for any time
 * @param stragglerFactor a task slower than this many times the median is a straggler, > 1
 */
public record WatchConfig(
    List<Limit> limits,
    List<Alert> alerts,
    String prometheus,
    Duration moleculeTimeout,
    double stragglerFactor) {
  /** Nothing is watched but the run's own figures. */
  public static final WatchConfig NONE =
      new WatchConfig(List.of(), List.of(), "", Duration.ZERO, 3);

  /** Copies the lists. */
  public WatchConfig {
    limits = List.copyOf(limits);
    alerts = List.copyOf(alerts);
  }

  /**
   * Reads it.
   *
   * @param quantiles the PFE quantiles of the run, at least one
   */
  static WatchConfig read(Keys keys, List<Double> quantiles) {
    return new WatchConfig(
        LimitKeys.read(keys, quantiles),
        AlertKeys.read(keys),
        keys.path("crosswind.run.prometheus"),
        keys.duration("crosswind.run.molecule-timeout", Duration.ofDays(7)),
        keys.number("crosswind.run.straggler-factor", 1, 1e6));
  }
}
