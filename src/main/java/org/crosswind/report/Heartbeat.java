package org.crosswind.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The file {@code <output>/.<run>.heartbeat}: how far a run is, as JSON, for a watchdog that must
 * tell a slow night from a hanging one and from a dead one. It is replaced in one step, removed
 * when the run is published, and left with its last word when the run gave up.
 */
public final class Heartbeat {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final RunStorage storage;
  private final Path file;

  /**
   * The heartbeat of a run. Nothing is written yet.
   *
   * @param output the folder of all runs
   * @throws IOException when there is no file system for it
   */
  public Heartbeat(Configuration conf, Path output, String runId) throws IOException {
    this.storage = new RunStorage(conf, output);
    this.file = file(storage.fileSystem().makeQualified(output), runId);
  }

  /** Where the heartbeat of a run is. */
  public static Path file(Path output, String runId) {
    return new Path(output, "." + runId + ".heartbeat");
  }

  /** Whether a file was to become the heartbeat of a run when its process died. */
  static boolean isUnfinished(String name, String runId) {
    return name.startsWith(file(new Path("."), runId).getName() + "-");
  }

  /**
   * What it says.
   *
   * @param runId the run
   * @param command what it does
   * @param status {@code running} or {@code failed}
   * @param stage what it is at: read, compute, write, ...
   * @param work what is computed, for a person; empty before
   * @param done atoms finished, the failed ones included
   * @param failed atoms among them that failed
   * @param total atoms in all, 0 when not known yet
   * @param ratePerSecond atoms a second since the computing began; 0 when not known
   * @param etaSeconds until all are done at this rate; null when not known
   * @param started when the run began, ISO 8601
   * @param time when this was written; older than a minute means that the driver is dead or frozen
   * @param lastProgress when an atom was finished last, or the stage began; old means hanging
   * @param host where the driver runs
   * @param pid its process
   */
  public record Beat(
      String runId,
      String command,
      String status,
      String stage,
      String work,
      long done,
      long failed,
      long total,
      double ratePerSecond,
      Double etaSeconds,
      String started,
      String time,
      String lastProgress,
      String host,
      long pid) {}

  /** This machine as the heartbeat names it. */
  public static String host() {
    return RunOwner.thisProcess(Instant.EPOCH).host();
  }

  /** A time as the heartbeat writes it. */
  public static String time(Instant instant) {
    return Times.text(instant);
  }

  /**
   * Replaces the file.
   *
   * @throws IOException when the file system refuses; an older file is what it was
   */
  public void write(Beat beat) throws IOException {
    Path fresh = new Path(file.getParent(), file.getName() + "-" + UUID.randomUUID());
    try {
      storage.write(fresh, json(beat));
      storage.replace(fresh, file);
    } catch (IOException e) {
      storage.delete(fresh);
      throw e;
    }
  }

  /** Removes the file. */
  public void remove() throws IOException {
    storage.delete(file);
  }

  private static byte[] json(Beat beat) {
    try {
      return (JSON.writeValueAsString(beat) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a heartbeat is plain data", e);
    }
  }
}
