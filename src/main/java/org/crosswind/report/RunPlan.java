package org.crosswind.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * What a run is, written before it computes: a run that is to be resumed must still be the same.
 *
 * @param command the command
 * @param version of the program
 * @param commit of its source
 * @param started when the run began, ISO 8601
 * @param configuration what can change a number or a table, secrets taken out
 * @param inputs the files it reads
 * @param numbers how the work is cut, by name: what would otherwise follow from the cluster of the
 *     day
 */
public record RunPlan(
    String command,
    String version,
    String commit,
    String started,
    JsonNode configuration,
    List<InputFile> inputs,
    Map<String, Long> numbers) {
  /** Keys that change no number and no table, or of which the id is made. */
  private static final Set<String> FREE =
      Set.of("limits", "alerts", "breaches", "monitoring", "metrics", "logging", "heartbeat");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Takes copies. */
  public RunPlan {
    inputs = List.copyOf(inputs);
    numbers = Map.copyOf(numbers);
  }

  /**
   * What is computed in one stage of a run.
   *
   * @param molecules how many
   * @param atoms how many
   * @param sha256 digest of the packing: number, index and cost of each atom of each molecule
   * @param numbers as in the plan, those that were settled since
   */
  public record Stage(int molecules, long atoms, String sha256, Map<String, Long> numbers) {
    /** Takes a copy. */
    public Stage {
      numbers = Map.copyOf(numbers);
    }
  }

  /**
   * The plan of a run that is about to compute.
   *
   * @param manifest what is known of the run: its configuration is already without secrets
   * @param files what it reads
   * @param numbers how the work is cut
   */
  public static RunPlan of(RunManifest manifest, InputFiles files, Map<String, Long> numbers) {
    return new RunPlan(
        manifest.command(),
        manifest.program().version(),
        manifest.program().commit(),
        manifest.started(),
        relevant(manifest.configuration()),
        files.list(),
        numbers);
  }

  /** What can change a number or a table: not the id, the engine, limits, alerts. */
  private static JsonNode relevant(JsonNode configuration) {
    if (!configuration.isObject()) {
      return configuration;
    }
    ObjectNode copy = configuration.deepCopy();
    copy.remove(FREE);
    if (copy.get("run") instanceof ObjectNode run) {
      run.retain("format");
    }
    return copy;
  }

  /**
   * Makes sure that a run that is to be resumed is still the same.
   *
   * @param now the plan that the run would have if it began now
   * @param runId its id, for messages
   * @throws FailureException INVALID, with the first difference: the program, a key of the
   *     configuration, or a file
   */
  public void requireSame(RunPlan now, String runId) {
    String consequence =
        "a resumed run must read what it began with: put it back, or --replace begins anew";
    if (!version.equals(now.version) || !commit.equals(now.commit)) {
      throw different(
          runId,
          "the program is "
              + now.version
              + " ("
              + now.commit
              + "), but the run was begun by "
              + version
              + " ("
              + commit
              + "); finish it with that, or --replace begins anew");
    }
    if (!command.equals(now.command)) {
      throw different(runId, "it was begun by " + command + ", not by " + now.command);
    }
    String key = difference("", configuration, now.configuration);
    if (key != null) {
      throw different(runId, "the configuration has changed: " + key + "; " + consequence);
    }
    InputFiles.of(inputs).requireSame(InputFiles.of(now.inputs), consequence);
  }

  private static FailureException different(String runId, String what) {
    return FailureException.of(
        FailureReason.INVALID, runId, "the unfinished run cannot be resumed: " + what);
  }

  private static String difference(String path, JsonNode then, JsonNode now) {
    if (then != null && now != null && then.isObject() && now.isObject()) {
      Set<String> names = new TreeSet<>();
      then.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String below =
            difference(path.isEmpty() ? name : path + "." + name, then.get(name), now.get(name));
        if (below != null) {
          return below;
        }
      }
      return null;
    }
    return isSame(then, now) ? null : path + " was " + text(then) + ", now it is " + text(now);
  }

  /** Numbers are compared as text: a whole one read back is of another class. */
  private static boolean isSame(JsonNode then, JsonNode now) {
    return text(then).equals(text(now));
  }

  private static String text(JsonNode value) {
    return value == null ? "not set" : value.toString();
  }

  static byte[] json(Object value) {
    try {
      return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan is plain data", e);
    }
  }

  static <V> V read(String json, Class<V> type) throws IOException {
    return JSON.readValue(json, type);
  }
}
