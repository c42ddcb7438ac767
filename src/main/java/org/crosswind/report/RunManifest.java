package org.crosswind.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crosswind.model.run.Failure;

/**
 * What explains a run and lets it be repeated: plain data, written as {@code manifest.json} when
 * the run starts and again when it ends. Made by {@link RunRecorder}.
 *
 * @param runId the name of the run and of its folder
 * @param command the command, for example {@code xva}
 * @param status how far it came
 * @param started ISO 8601, UTC, milliseconds
 * @param finished the same, or null while it runs
 * @param exitCode what the process said to its caller, or null while it runs
 * @param withheld whether the run was published without {@code latest} being moved to it
 * @param failure why it gave up, or null
 * @param program version, commit and platform
 * @param place where and how it ran; null until that is known
 * @param seed the seed of all random streams, or null for a run without any
 * @param configuration the resolved configuration, every default included, secrets taken out
 * @param inputs fingerprints of what was read
 * @param counts inputs = results + failures, for each unit that the run counts
 * @param outputs the tables written
 * @param stages how long each stage took, in the order of their start
 * @param limits what came of each configured limit
 * @param warnings what somebody should know though it changed no result: an alert that could not be
 *     delivered, a previous run that could not be read
 */
public record RunManifest(
    String runId,
    String command,
    Status status,
    String started,
    String finished,
    Integer exitCode,
    boolean withheld,
    Failure failure,
    Program program,
    Place place,
    Long seed,
    JsonNode configuration,
    List<Fingerprint> inputs,
    List<Reconciliation> counts,
    List<Output> outputs,
    List<Stage> stages,
    List<LimitOutcome> limits,
    List<String> warnings) {
  /** The name of the file in the run's folder. */
  public static final String FILE = "manifest.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A manifest of a later version may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Takes immutable copies of the lists. */
  public RunManifest {
    inputs = List.copyOf(inputs);
    counts = List.copyOf(counts);
    outputs = List.copyOf(outputs);
    stages = List.copyOf(stages);
    limits = limits == null ? List.of() : List.copyOf(limits); // of an older version
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /** How far a run came. The names are part of the file's contract. */
  public enum Status {
    /** It has not ended, or it died without saying so. */
    RUNNING,
    /** It ended, with as many failed atoms as its configuration tolerates. */
    DONE,
    /** It ended with more failed atoms than that, or with a limit breached. */
    DONE_WITH_COMPLAINTS,
    /** It gave up. */
    FAILED
  }

  /**
   * Where and how it ran. Nothing of it may change a result.
   *
   * @param engine the engine's name
   * @param master Spark's master, or {@code none}
   * @param parallelism molecules at the same time
   * @param molecules molecules in all
   * @param kernels the variant of the kernels, {@code scalar} or {@code vector}
   */
  public record Place(
      String engine, String master, int parallelism, int molecules, String kernels) {}

  /**
   * A table of the run.
   *
   * @param table its name
   * @param format {@code parquet}, {@code csv}, {@code json} or {@code stream}
   * @param rows how many rows it has
   * @param files how many files
   * @param bytes their size together
   */
  public record Output(String table, String format, long rows, int files, long bytes) {}

  /**
   * A stage of the run.
   *
   * @param name for example {@code read}, {@code compute}, {@code write}
   * @param seconds how long it took, by the wall clock
   */
  public record Stage(String name, double seconds) {}

  /**
   * What came of a limit.
   *
   * @param limit its name
   * @param figures how many figures were compared with it
   * @param notCompared how many were not, for want of a previous one
   * @param breaches how many broke it; the table {@code breaches} has them
   */
  public record LimitOutcome(String limit, int figures, int notCompared, int breaches) {}

  /** The manifest as indented JSON in UTF-8, with a newline at the end and keys in snake case. */
  public byte[] json() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain data", e);
    }
  }

  /**
   * Reads what {@link #json} wrote; keys that are not known are passed over.
   *
   * @throws IOException when it is no such JSON
   * @throws IllegalStateException when its counts do not add up
   */
  public static RunManifest read(InputStream in) throws IOException {
    return JSON.readValue(in, RunManifest.class);
  }

  /** As {@link #read(InputStream)}, of a text. */
  static RunManifest read(String json) throws IOException {
    return JSON.readValue(json, RunManifest.class);
  }
}
