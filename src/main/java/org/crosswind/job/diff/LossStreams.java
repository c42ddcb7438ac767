package org.crosswind.job.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.RunTable;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.AnnualLossesTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.job.RunFolder;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.report.RunManifest;

/**
 * The loss streams of a run of the financial module: one stream, or all that the manifest of its
 * folder or its record ({@code .run.json}) names.
 *
 * @param name what the run is called
 * @param single whether it is one stream, given by itself
 * @param streams the file of each analysis and perspective, or why there is none
 * @param annual its annual losses
 */
record LossStreams(String name, boolean single, Map<Key, Stream> streams, AnnualRun annual) {
  /**
   * Which losses.
   *
   * @param analysis name of the analysis
   * @param perspective gross or net; null for a stream by itself
   */
  record Key(String analysis, String perspective) {
    @Override
    public String toString() {
      return perspective == null ? analysis : analysis + " " + perspective;
    }
  }

  /**
   * A stream.
   *
   * @param file the stream, or null
   * @param failure why the analysis has none, or null
   */
  record Stream(Path file, String failure) {}

  /**
   * Opens a run.
   *
   * @param word a loss stream or a record, as a person wrote it
   * @throws FailureException when the record is none of the financial module
   */
  static LossStreams of(Storage storage, String word) {
    Path path = Storage.path(word);
    if (!path.getName().endsWith(".json")) {
      Map<Key, Stream> streams = new LinkedHashMap<>();
      streams.put(new Key(path.getName(), null), new Stream(path, null));
      return new LossStreams(path.getName(), true, streams, AnnualRun.NONE);
    }
    RunManifest manifest = manifest(storage, path);
    String table = manifest.configuration().path("annual_losses").asText(null);
    List<Path> annual = table == null ? List.of() : List.of(Storage.path(table));
    return of(manifest, null, annual, file -> Tables.read(storage, file));
  }

  /**
   * Opens a run that has a folder.
   *
   * @return empty when it is a run of another job
   */
  static Optional<LossStreams> of(RunFolder run) {
    Path file = new Path(run.path(), RunManifest.FILE);
    if (!run.storage().exists(file)) {
      return Optional.empty();
    }
    RunTable annual = run.table(AnnualLossesTable.SCHEMA);
    try (InputStream in = run.storage().openUnpacked(file)) {
      RunManifest manifest = RunManifest.read(in);
      return "fm".equals(manifest.command())
          ? Optional.of(of(manifest, run.path(), annual.files().orElse(List.of()), annual::open))
          : Optional.empty();
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    }
  }

  /**
   * The streams of a run.
   *
   * @param folder that their names are relative to; null: as a person wrote them
   * @param annual the files of the table of annual losses, if any
   * @param open opens one
   */
  private static LossStreams of(
      RunManifest manifest, Path folder, List<Path> annual, Function<Path, RowSource> open) {
    Map<Key, Stream> streams = new LinkedHashMap<>();
    for (JsonNode analysis : manifest.configuration().path("analyses")) {
      String id = analysis.path("run_id").asText();
      boolean net = analysis.path("net_loss").asText().equals("net");
      String failure = analysis.path("failure").asText(null);
      Key first = new Key(id, net ? "net" : "gross");
      streams.put(first, stream(folder, analysis.path("output"), failure));
      if (analysis.hasNonNull("net_output")) {
        streams.put(new Key(id, "net"), stream(folder, analysis.path("net_output"), failure));
      }
    }
    List<AnnualLossRow> losses = new ArrayList<>();
    for (Path file : annual) {
      try (RowSource rows = open.apply(file)) {
        losses.addAll(AnnualLossRow.read(rows));
      }
    }
    return new LossStreams(manifest.runId(), false, streams, AnnualRun.of(losses, manifest));
  }

  private static RunManifest manifest(Storage storage, Path path) {
    try (InputStream in = storage.openUnpacked(path)) {
      RunManifest manifest = RunManifest.read(in);
      if (manifest.configuration() != null && manifest.configuration().has("analyses")) {
        return manifest;
      }
    } catch (IOException | IllegalStateException e) {
      throw notARecord(path, e);
    }
    throw notARecord(path, null);
  }

  private static FailureException notARecord(Path path, Exception cause) {
    FailureException failure =
        FailureException.of(
            FailureReason.INVALID,
            Storage.name(path),
            "is no record of the financial module, expected the .run.json that fm wrote, or a loss"
                + " stream");
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  private static Stream stream(Path folder, JsonNode file, String failure) {
    if (failure != null) {
      return new Stream(null, failure);
    }
    String name = file.asText();
    return new Stream(folder == null ? Storage.path(name) : new Path(folder, name), null);
  }

  /** The key that a stream of another run is compared under. */
  Optional<Key> partner(LossStreams other, Key key) {
    if (single && other.single) {
      return Optional.of(streams.keySet().iterator().next());
    }
    return streams.containsKey(key) ? Optional.of(key) : Optional.empty();
  }
}
