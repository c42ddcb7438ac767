package org.crosswind.job.fm;

import java.util.List;
import java.util.UUID;
import org.crosswind.report.RunDirectory;

/**
 * What makes the names of a run's hidden files unique, beside outputs that are anywhere.
 *
 * @param token of this run
 * @param adopted of the earlier openings of the run that goes on, the oldest first
 * @param discarded of unfinished runs of the same name that will not go on
 */
record FmHidden(String token, List<String> adopted, List<String> discarded) {
  FmHidden {
    adopted = List.copyOf(adopted);
    discarded = List.copyOf(discarded);
  }

  /** Of a run that is not recorded. */
  static FmHidden unrecorded() {
    return new FmHidden(UUID.randomUUID().toString(), List.of(), List.of());
  }

  /** Of a run that is. */
  static FmHidden of(RunDirectory directory) {
    return new FmHidden(directory.token(), directory.adoptedTokens(), directory.discardedTokens());
  }
}
