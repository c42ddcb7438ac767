package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the analyses of a run, for a person. */
final class FmSummary {
  private FmSummary() {}

  /** A line for each analysis with something to say: its warnings, its failure, what it lacks. */
  static List<String> complaints(FmRun run) {
    List<String> lines = new ArrayList<>();
    for (FmRun.Result result : run.results()) {
      String id = result.analysis().runId();
      if (!result.warnings().isEmpty()) {
        lines.add(id + ": " + result.warnings());
      }
      if (result.failure().isPresent()) {
        lines.add(id + ": " + result.failure().get().oneLine());
      } else if (result.skipped() > 0) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %,d events left out, the first: %s",
                id,
                result.skipped(),
                result.bad().get(0).failure().oneLine()));
      }
    }
    return lines;
  }

  /** How many events and analyses there are. */
  static String counts(FmRun run) {
    return String.format(
        Locale.ROOT,
        "%,d events in %d of %d analyses, %,d left out",
        run.events(),
        run.results().size() - run.failedAnalyses(),
        run.results().size(),
        run.skipped());
  }
}
