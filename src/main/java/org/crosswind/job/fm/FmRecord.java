package org.crosswind.job.fm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.crosswind.engine.Engine;
import org.crosswind.format.file.Storage;
import org.crosswind.job.ExitCode;
import org.crosswind.job.Platform;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.report.Fingerprint;
import org.crosswind.report.Program;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;

/**
 * Writes what explains a run of the financial module and lets it be repeated: its inputs by
 * fingerprint, its options, what it counted, where it ran. Made before the run, so that it knows
 * when the run began.
 */
final class FmRecord {
  private static final JsonMapper JSON = new JsonMapper();

  private final Storage storage;
  private final Platform platform;
  private final Engine engine;
  private final RunRecorder recorder;
  private final RunRecorder.OpenStage computing;
  private final FmOptions options;

  FmRecord(
      Storage storage,
      String name,
      Platform platform,
      Engine engine,
      FmOptions options,
      Clock clock) {
    this.storage = storage;
    this.platform = platform;
    this.engine = engine;
    this.options = options;
    this.recorder =
        new RunRecorder(name, "fm", Program.running(platform.spark()), clock, System::nanoTime);
    this.computing = recorder.stage("compute");
  }

  /**
   * Writes the record of a finished run.
   *
   * @param withheld whether a breached limit withholds it
   * @param manifest the manifest of many analyses, null for one
   */
  void write(FmRun run, boolean withheld, String manifest, Path file) {
    computing.close();
    recorder.place(
        new RunManifest.Place(
            engine.name(), platform.master(), engine.parallelism(), run.molecules(), "scalar"));
    recorder.configuration(configuration(run).toString());
    try {
      fingerprints(run, manifest);
      count(run);
      outputs(run);
      recorder.finished(
          run.exitCode() == ExitCode.DONE
              ? RunManifest.Status.DONE
              : run.exitCode() == ExitCode.NO_INPUT || run.exitCode() == ExitCode.INTERNAL
                  ? RunManifest.Status.FAILED
                  : RunManifest.Status.DONE_WITH_COMPLAINTS,
          run.exitCode().code(),
          withheld);
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
    rewrite(file);
  }

  /** Writes what is known now, over what was known before. */
  void rewrite(Path file) {
    try (OutputStream out = storage.create(file)) {
      out.write(recorder.manifest().json());
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }

  /** What is told of the run. */
  RunRecorder recorder() {
    return recorder;
  }

  /** Options and analyses, without what came of them. */
  ObjectNode configuration(List<FmAnalysis> analyses) {
    ObjectNode all = options();
    ArrayNode list = all.putArray("analyses");
    analyses.forEach(analysis -> describe(analysis, list.addObject()));
    return all;
  }

  private ObjectNode options() {
    ObjectNode all = JSON.createObjectNode();
    all.put("on_bad_event", options.onBadEvent().name().toLowerCase(Locale.ROOT));
    all.put("compatibility", options.compatibility().name().toLowerCase(Locale.ROOT));
    all.put("tolerated_failures", options.toleratedFailures());
    all.put("loss_table", options.lossTable().orElse(null));
    return all;
  }

  private ObjectNode configuration(FmRun run) {
    ObjectNode all = options();
    ArrayNode analyses = all.putArray("analyses");
    for (FmRun.Result result : run.results()) {
      ObjectNode one = analyses.addObject();
      describe(result.analysis(), one);
      one.put("events", result.events());
      one.put("events_left_out", result.skipped());
      one.put("failure", result.failure().map(f -> f.oneLine()).orElse(null));
    }
    return all;
  }

  private static void describe(FmAnalysis analysis, ObjectNode one) {
    one.put("run_id", analysis.runId());
    one.put("static", analysis.staticFolder());
    analysis.inputs().forEach(one.putArray("input")::add);
    one.put("allocation_rule", analysis.allocationRule());
    one.put("net_loss", analysis.losses().name().toLowerCase(Locale.ROOT));
    one.put("output", analysis.output());
    one.put("net_output", analysis.netOutput().orElse(null));
    one.put("sort_output", analysis.sortOutput());
  }

  private void fingerprints(FmRun run, String manifest) throws IOException {
    if (manifest != null) {
      fingerprint("manifest", manifest, true);
    }
    Set<String> folders = new LinkedHashSet<>();
    Set<String> streams = new LinkedHashSet<>();
    for (FmRun.Result result : run.results()) {
      folders.add(result.analysis().staticFolder());
      streams.addAll(result.analysis().inputs());
    }
    for (String folder : folders) {
      fingerprint("static", folder, true);
    }
    for (String stream : streams) {
      fingerprint("losses", stream, false);
    }
  }

  private void fingerprint(String role, String where, boolean content) throws IOException {
    Path path = Storage.path(where);
    if (storage.exists(path)) {
      recorder.input(
          content
              ? Fingerprint.ofContent(storage.fileSystem(path), role, path)
              : Fingerprint.ofListing(storage.fileSystem(path), role, path));
    }
  }

  private void count(FmRun run) {
    recorder.count(
        new Reconciliation(
            "analyses",
            run.results().size(),
            run.results().size() - run.failedAnalyses(),
            run.failedAnalyses()));
    recorder.count(new Reconciliation("events", run.read(), run.events(), run.skipped()));
  }

  private void outputs(FmRun run) {
    for (FmRun.Result result : run.results()) {
      if (result.failure().isEmpty()) {
        int files = result.analysis().netOutput().isPresent() ? 2 : 1;
        recorder.output(
            new RunManifest.Output(
                result.analysis().runId(), "stream", result.events(), files, result.bytes()));
      }
    }
  }
}
