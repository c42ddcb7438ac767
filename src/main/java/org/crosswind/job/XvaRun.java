package org.crosswind.job;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.watch.LimitCheck;
import org.crosswind.model.run.Failed;

/**
 * A finished night of XVA.
 *
 * @param folder where its tables are
 * @param summaries the sets that have results, in input order
 * @param failures the sets that have none, in input order
 * @param ids of all netting sets, in input order
 * @param limits what came of its limits
 * @param exitCode what the process shall say
 */
record XvaRun(
    Path folder,
    List<XvaSummary> summaries,
    List<Failed<XvaSummary>> failures,
    List<String> ids,
    LimitCheck.Result limits,
    ExitCode exitCode) {
  XvaRun {
    summaries = List.copyOf(summaries);
    failures = List.copyOf(failures);
  }

  /** The worst wrong-way names as a text table, then what failed. */
  String worstNames(int count) {
    StringBuilder text = new StringBuilder(WorstNames.table(summaries, count));
    text.append(System.lineSeparator())
        .append(summaries.size())
        .append(" netting sets done, ")
        .append(failures.size())
        .append(" failed")
        .append(System.lineSeparator());
    for (int i = 0; i < Math.min(count, failures.size()); i++) {
      text.append("  ").append(oneLine(failures.get(i))).append(System.lineSeparator());
    }
    int breaches = limits.breaches().size();
    if (breaches > 0) {
      text.append(breaches)
          .append(breaches == 1 ? " breach" : " breaches")
          .append(" of limits")
          .append(limits.withholds() ? "; latest was not moved" : "")
          .append(System.lineSeparator());
    }
    limits.breaches().stream()
        .limit(count)
        .forEach(
            breach -> text.append("  ").append(breach.oneLine()).append(System.lineSeparator()));
    return text.toString();
  }

  /** A failure's place is often a file and line, which does not say whose they are. */
  private String oneLine(Failed<XvaSummary> failed) {
    String id = ids.get(failed.index());
    String line = failed.failure().oneLine();
    return id.isEmpty() || failed.failure().where().equals(id) ? line : id + ": " + line;
  }

  /** Where the tables are, as a person reads it. */
  String folderName() {
    return Storage.name(folder);
  }
}
