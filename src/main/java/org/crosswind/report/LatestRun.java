package org.crosswind.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The file {@code <output>/latest}: the id of the run that readers should take, and a line feed. A
 * file and not a link, because HDFS has no links; it is written beside its place and renamed over
 * the old one, so that a reader finds the old id or the new one, never none.
 */
public final class LatestRun {
  /** The name of the file; no run may have this id. */
  public static final String FILE = "latest";

  private LatestRun() {}

  /**
   * The id of the latest run.
   *
   * @param output the folder of all runs
   * @return empty when no run was ever made the latest
   * @throws FailureException when the file system refuses
   */
  public static Optional<String> read(Configuration conf, Path output) {
    try {
      return read(new RunStorage(conf, output), output);
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  static Optional<String> read(RunStorage storage, Path output) throws IOException {
    try {
      return Optional.of(storage.read(new Path(output, FILE)).strip()).filter(id -> !id.isEmpty());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  static void move(RunStorage storage, Path output, String runId) throws IOException {
    Path written =
        new Path(output, "." + FILE + "-" + runId); // the same after a death: nothing is left
    try {
      storage.write(written, (runId + "\n").getBytes(StandardCharsets.UTF_8));
      storage.persist(written);
      storage.replace(written, new Path(output, FILE));
      storage.persist(new Path(output, FILE));
    } catch (IOException e) {
      try {
        storage.delete(written);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static FailureException refused(Path output, IOException e) {
    return new FailureException(
        new Failure(
            FailureReason.IO, new Path(output, FILE).toString(), String.valueOf(e.getMessage())),
        e);
  }
}
