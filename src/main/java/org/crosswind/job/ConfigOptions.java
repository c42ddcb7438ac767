package org.crosswind.job;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.job.config.JobConfig;
import picocli.CommandLine.Option;

/** The options of every command that runs from a configuration file. */
final class ConfigOptions {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "The run's configuration (HOCON). conf/reference.conf lists every key with its default.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Overrides a key of the configuration, as in --set run.id=2026-11-20; may be repeated.")
  private List<String> sets = new ArrayList<>();

  /** Reads and validates. */
  JobConfig load(Clock clock) {
    return load(List.of(), clock);
  }

  /** Reads and validates, with more overrides that win over those of {@code --set}. */
  JobConfig load(List<String> more, Clock clock) {
    List<String> all = new ArrayList<>(sets);
    all.addAll(more);
    return JobConfig.load(config, all, clock);
  }

  /** What {@code --set} says. */
  List<String> sets() {
    return List.copyOf(sets);
  }

  /** The file itself, for the manifest. */
  Path file() {
    return config;
  }
}
