package org.crosswind.job.config;

import java.util.List;

/** Everything that is wrong with a configuration, at once. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;
  private final transient Receivers receivers;

  /** Takes all problems, at least one. */
  public ConfigException(List<String> problems) {
    this(problems, Receivers.NONE);
  }

  private ConfigException(List<String> problems, Receivers receivers) {
    super(
        problems.size() == 1
            ? problems.get(0)
            : problems.size()
                + " problems in the configuration:\n  "
                + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
    this.receivers = receivers;
  }

  /** A single problem. */
  public ConfigException(String problem) {
    this(List.of(problem));
  }

  /** The same problems, of a configuration that names these receivers. */
  ConfigException of(Receivers named) {
    ConfigException same = new ConfigException(problems, named);
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** Whom to tell; nobody when no configuration was read. */
  public Receivers receivers() {
    return receivers;
  }

  /** The problems, each a sentence that names key, value and what was expected. */
  public List<String> problems() {
    return problems;
  }
}
