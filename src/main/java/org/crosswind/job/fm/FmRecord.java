package org.crosswind.job.fm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.crosswind.engine.Engine;
import org.crosswind.job.Platform;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.OccurrenceFiles;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;

/**
 * Tells a recorder what explains a run of the financial module and lets it be repeated: its options
 * and analyses, what it counted, where it ran. {@link FmInputs} tells what it read.
 */
final class FmRecord {
  private static final JsonMapper JSON = new JsonMapper();

  private final RunRecorder recorder;
  private final Engine engine;
  private final Platform platform;
  private final FmOptions options;
  private final ObjectNode more = JSON.createObjectNode();

  FmRecord(RunRecorder recorder, Engine engine, Platform platform, FmOptions options) {
    this.recorder = recorder;
    this.engine = engine;
    this.platform = platform;
    this.options = options;
  }

  /** What is told of the run. */
  RunRecorder recorder() {
    return recorder;
  }

  /** Puts further keys before those of the run. */
  FmRecord with(ObjectNode keys) {
    more.setAll(keys);
    return this;
  }

  /** Tells where the table of annual losses is, for who reads the record alone. */
  void annualLosses(String table) {
    more.put("annual_losses", table);
  }

  /** Options and analyses, without what came of them. */
  ObjectNode configuration(List<FmAnalysis> analyses) {
    ObjectNode all = options();
    ArrayNode list = all.putArray("analyses");
    analyses.forEach(analysis -> describe(analysis, list.addObject()));
    return all;
  }

  /** Tells what came of the run. */
  void done(FmRun run) {
    recorder.place(
        new RunManifest.Place(
            engine.name(), platform.master(), engine.parallelism(), run.molecules(), "scalar"));
    recorder.configuration(configuration(run).toString());
    recorder.count(
        new Reconciliation(
            "analyses",
            run.results().size(),
            run.results().size() - run.failedAnalyses(),
            run.failedAnalyses()));
    recorder.count(new Reconciliation("events", run.read(), run.events(), run.skipped()));
    for (FmRun.Result result : run.results()) {
      if (result.failure().isEmpty()) {
        int files = result.analysis().netOutput().isPresent() ? 2 : 1;
        recorder.output(
            new RunManifest.Output(
                result.analysis().runId(), "stream", result.events(), files, result.bytes()));
      }
    }
  }

  private ObjectNode options() {
    ObjectNode all = more.deepCopy();
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
    one.put("occurrences", analysis.occurrences().map(OccurrenceFiles::occurrences).orElse(null));
    one.put("periods", analysis.occurrences().flatMap(OccurrenceFiles::periods).orElse(null));
  }
}
