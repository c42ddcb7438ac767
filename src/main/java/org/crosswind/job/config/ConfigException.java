package org.crosswind.job.config;

import java.util.List;

/** Everything that is wrong with a configuration, at once. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** Takes all problems, at least one. */
  public ConfigException(List<String> problems) {
    super(
        problems.size() == 1
            ? problems.get(0)
            : problems.size()
                + " problems in the configuration:\n  "
                + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public ConfigException(String problem) {
    this(List.of(problem));
  }

  /** The problems, each a sentence that names key, value and what was expected. */
  public List<String> problems() {
    return problems;
  }
}
