package org.crosswind.job;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.job.config.ConfigException;
import org.crosswind.job.config.JobConfig;

/**
 * The options of a command that stand for keys of the configuration: they win over {@code --set},
 * which wins over {@code --config}.
 */
public final class Overrides {
  private final List<String> all;

  /**
   * Begins with what {@code --set} says.
   *
   * @param sets {@code key=value}
   */
  public Overrides(List<String> sets) {
    all = new ArrayList<>(sets);
  }

  /**
   * Adds an option.
   *
   * @param key without {@code crosswind.}
   * @param value null when the option is not given
   */
  public Overrides set(String key, String value) {
    if (value != null) {
      all.add(key + "=" + ConfigUtil.quoteString(value));
    }
    return this;
  }

  /**
   * Reads and validates the configuration.
   *
   * @param file of {@code --config}, or null
   * @param run how the run begins; wins over all others
   * @throws ConfigException with every problem found
   */
  public JobConfig load(Path file, RunOptions run, Clock clock) {
    all.addAll(run.overrides());
    return file == null ? JobConfig.withoutFile(all, clock) : JobConfig.load(file, all, clock);
  }
}
