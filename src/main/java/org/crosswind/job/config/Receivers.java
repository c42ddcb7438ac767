package org.crosswind.job.config;

import java.util.List;

/**
 * Whom to tell that a configuration is wrong: what can be read of it all the same.
 *
 * @param runId the run that was to begin
 * @param output where its folder was to be
 * @param alerts those that are right by themselves
 * @param prometheus the text file for Prometheus, empty for none
 * @param unread why somebody may not be told, as a sentence; empty when all alerts could be read
 */
public record Receivers(
    String runId, String output, List<Alert> alerts, String prometheus, String unread) {
  /** Nobody, and nobody is missing: there is no configuration. */
  static final Receivers NONE = new Receivers("", "", List.of(), "", "");

  /** Copies the list. */
  public Receivers {
    alerts = List.copyOf(alerts);
  }

  /** Nobody can be told, for this reason. */
  static Receivers unread(String why) {
    return new Receivers("", "", List.of(), "", why);
  }
}
