package org.crosswind.job.bootstrap;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.ExitCode;

/**
 * A finished bootstrap.
 *
 * @param folder where its tables are
 * @param intervals how many there are
 * @param failures how many there are not
 * @param firstFailures a few of these, for a person
 * @param exitCode what the process shall say
 */
record BootstrapRun(
    Path folder, int intervals, int failures, List<String> firstFailures, ExitCode exitCode) {
  BootstrapRun {
    firstFailures = List.copyOf(firstFailures);
  }

  /** The folder as a person writes it. */
  String folderName() {
    return Storage.name(folder);
  }
}
