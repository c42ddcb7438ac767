package org.crosswind.job.fm;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.FmManifestReader;
import org.crosswind.job.ExitCode;
import org.crosswind.job.JobRun;
import org.crosswind.job.OpenEngine;
import org.crosswind.job.RunOptions;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.watch.GaveUp;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.crosswind.report.RunManifest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The financial module over Spark: one analysis, or a manifest of many in one application. */
@Command(
    name = "fm",
    header = {"The financial module on Spark: policy terms applied to loss streams.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Applies policy terms to the events of loss streams and writes loss streams in the order of the",
      "events. One analysis by options, or many by a manifest: a CSV with the columns run_id, static,",
      "input (several with ; between), allocation_rule, net_loss (gross, net, both), output, net_output,",
      "sort_output. Outputs appear whole or not at all; an analysis that fails stops no other. A run",
      "that died is finished with the same words and --resume; outputs of a finished one are replaced.",
      "Exit code 0 when every event has a result, 3 when no analysis has one, 4 in between.",
      ""
    },
    footer = {
      "",
      "Example: crosswind fm --static input --in gul.bin --allocation-rule 2 --out il.bin",
      "Example: crosswind fm --manifest runs.csv --on-bad-event skip --master yarn",
      "Example: crosswind fm --static input --in gul.bin -a 2 --explain 17 --item 3 --sample 5"
    })
public final class FmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Many analyses, a row each; instead of the options of one analysis.")
  private String manifest;

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      description =
          "With --manifest: its rows may point to this folder and that of the manifest, and nowhere"
              + " else; may be repeated. Default: relative paths stay below the manifest's folder,"
              + " absolute ones on its file system.")
  private List<String> roots = List.of();

  @Option(
      names = {"-p", "--static"},
      paramLabel = "FOLDER",
      description = "Static tables: fm_programme, fm_policytc, ... as .bin, .csv or .parquet.")
  private String staticFolder;

  @Option(
      names = {"-i", "--in"},
      arity = "1..*",
      paramLabel = "FILE",
      description = "Loss streams, read one after the other.")
  private List<String> inputs = List.of();

  @Option(
      names = {"-a", "--allocation-rule"},
      paramLabel = "N",
      description =
          "0: losses of the top groups; 1: shared by input; 2, 3: level by level. Default: 0.")
  private Integer allocationRule;

  @Option(
      names = {"-n", "--net-loss"},
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FILE",
      description = "Net instead of gross losses; with FILE, net there and gross to --out.")
  private String netLoss;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The stream to write.")
  private String output;

  @Option(
      names = "--sort-output",
      description = "Outputs of an event in the order of the items or groups.")
  private boolean sortOutput;

  @Option(
      names = "--run-id",
      paramLabel = "NAME",
      description = "Name of the one analysis in tables and messages. Default: the output's name.")
  private String runId;

  @Option(
      names = "--on-bad-event",
      defaultValue = "STOP",
      paramLabel = "WHAT",
      description =
          "stop: the analysis fails and nothing of it is published; skip: the event is left out and"
              + " named in the failures table. Default: ${DEFAULT-VALUE}.")
  private OnBadEvent onBadEvent;

  @Option(
      names = "--tolerated-failures",
      defaultValue = "0",
      paramLabel = "SHARE",
      description =
          "Share of events that may be left out before the exit code is 4. Default: ${DEFAULT-VALUE}.")
  private double toleratedFailures;

  @Option(
      names = "--failures",
      paramLabel = "FILE",
      description =
          "The table of failures, CSV or Parquet by its ending, written with a manifest and with"
              + " --on-bad-event skip. Default: beside the output or manifest, .failures.csv.")
  private String failures;

  @Option(
      names = "--loss-table",
      paramLabel = "FOLDER",
      description =
          "Writes the losses as Parquet too: event_id, output_id, sidx, loss, in folders"
              + " run_id=.../perspective=gross or net.")
  private String lossTable;

  @Option(
      names = "--compatibility",
      defaultValue = "STANDARD",
      paramLabel = "WHOSE",
      description =
          "standard: the right results; fmpy: the reference's where they are wrong. Default:"
              + " ${DEFAULT-VALUE}.")
  private FmCompatibility compatibility;

  @Option(
      names = "--molecules",
      defaultValue = "0",
      paramLabel = "N",
      description = "Tasks to cut the work into; changes no result. Default: four for each core.")
  private int molecules;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "What explains the run and lets it be repeated, as JSON. Default: beside the output or"
              + " manifest, .run.json.")
  private String record;

  @Mixin private RunOptions runOptions;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A configuration (HOCON) with limits, alerts and other keys of crosswind.run; the options"
              + " win.")
  private java.nio.file.Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another key of crosswind.run, as in --set run.prometheus=/x.prom; repeatable.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--figures",
      paramLabel = "FILE",
      description =
          "Losses of the last run that was not withheld, for limits on their change; read, and"
              + " written anew. Default: beside the output or manifest, .figures.json.")
  private String figures;

  @ArgGroup(exclusive = false, heading = "Explaining a loss instead of computing all:%n")
  private Explained explained;

  /** Which loss to explain. */
  private static final class Explained {
    @Option(
        names = "--explain",
        required = true,
        paramLabel = "EVENT",
        description =
            "Prints how a loss of this event came about, level by level; with --manifest, in the"
                + " analysis --run-id.")
    private int event;

    @Option(names = "--item", required = true, paramLabel = "ITEM", description = "The item.")
    private int item;

    @Option(
        names = "--sample",
        defaultValue = "-1",
        paramLabel = "N",
        description = "The sample; -1 the mean, -3 the exposure, -5 the maximum. Default: -1.")
    private int sample;
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    return explained == null ? compute() : explain();
  }

  private int explain() {
    Storage storage = Storage.standard();
    FmAnalysis analysis = manifest == null ? single() : named(storage);
    System.out.print(
        new FmExplain(storage, compatibility)
            .run(analysis, explained.event, explained.item, explained.sample)
            .text());
    return ExitCode.DONE.code();
  }

  private FmAnalysis named(Storage storage) {
    List<FmAnalysis> analyses = new FmManifestReader(storage, roots()).read(Storage.path(manifest));
    return analyses.stream()
        .filter(analysis -> analysis.runId().equals(runId) || analyses.size() == 1 && runId == null)
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "--run-id "
                        + runId
                        + ", expected one of "
                        + analyses.stream().map(FmAnalysis::runId).toList()));
  }

  private int compute() throws IOException {
    Clock clock = Clock.systemUTC();
    FmOptions options =
        new FmOptions(
            onBadEvent,
            compatibility,
            molecules,
            Optional.ofNullable(lossTable),
            toleratedFailures);
    if (runOptions.once()) {
      Path file = besides(record, ".run.json");
      Optional<RunManifest> finished =
          FmRecording.finished(Storage.standard(), home(), file, clock);
      if (finished.isPresent()) {
        System.err.println("fm: finished already, since " + finished.get().finished());
        return finished.get().exitCode();
      }
    }
    RunConfig watched = FmRecording.config(home(), config, sets, runOptions, clock);
    return GaveUp.alerting("fm", watched, clock, () -> compute(options, watched, clock));
  }

  private int compute(FmOptions options, RunConfig watched, Clock clock) throws IOException {
    // One analysis that is wrongly described must not start Spark first.
    List<FmAnalysis> one = manifest == null ? List.of(single()) : List.of();
    try (OpenEngine open = OpenEngine.spark("fm " + name(), List.of(FmWire.class));
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      Storage storage = new Storage(open.platform().hadoop().configuration());
      List<FmAnalysis> analyses =
          manifest == null
              ? one
              : new FmManifestReader(storage, roots()).read(Storage.path(manifest));
      FmRecord recorder =
          new FmRecord(storage, name(), open.platform(), open.engine(), options, clock);
      FmRecording recording = new FmRecording(storage, analyses, manifest, recorder);
      try (JobRun job = recording.open(watched, open.platform(), clock)) {
        FmRun run =
            new FmJob(open.engine(), open.platform().hadoop(), options, progress)
                .run(analyses, job, recording::files);
        if (manifest != null || onBadEvent == OnBadEvent.SKIP) {
          new FmFailures(storage).write(run, besides(failures, ".failures.csv"));
        }
        FmRun checked =
            new FmWatch(storage, job, recorder, watched.watch())
                .end(run, manifest, home(), besides(record, ".run.json"), figures());
        report(checked, System.err);
        return checked.exitCode().code();
      }
    }
  }

  private Path figures() {
    return besides(figures, ".figures.json");
  }

  /** What the hidden folder of the run is named after and stands beside. */
  private Path home() {
    return Storage.path(manifest == null ? output : manifest);
  }

  private void checkOptions() {
    if (manifest != null) {
      if (staticFolder != null
          || !inputs.isEmpty()
          || output != null
          || netLoss != null
          || allocationRule != null
          || runId != null && explained == null
          || sortOutput) {
        throw usage("--manifest describes the analyses; leave out the options of one analysis");
      }
    } else if (staticFolder == null || inputs.isEmpty() || output == null && explained == null) {
      throw usage("--static, --in and --out are needed, or --manifest");
    } else if (rule() < 0 || rule() > 3) {
      throw usage("--allocation-rule " + rule() + ", expected 0, 1, 2 or 3");
    } else if (netLoss != null && rule() == 0) {
      throw usage("--net-loss needs losses of items, expected --allocation-rule 1, 2 or 3");
    } else if (output != null && inputs.contains(output) || inputs.contains(netLoss)) {
      throw usage("an input cannot be written at the same time");
    } else if (output != null && output.equals(netLoss)) {
      throw usage("--out and --net-loss write the same file " + output);
    } else if (runId != null && !runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      throw usage("--run-id " + runId + ", expected letters, digits, '.', '-' and '_'");
    }
    if (!roots.isEmpty() && manifest == null) {
      throw usage(
          "--root confines the rows of a --manifest; the options of one analysis are yours");
    }
    if (molecules < 0) {
      throw usage("--molecules " + molecules + ", expected 0 or more");
    }
    if (!(toleratedFailures >= 0 && toleratedFailures <= 1)) {
      throw usage("--tolerated-failures " + toleratedFailures + ", expected a share from 0 to 1");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int rule() {
    return allocationRule == null ? 0 : allocationRule;
  }

  private List<Path> roots() {
    return roots.stream().map(Storage::path).toList();
  }

  private FmAnalysis single() {
    boolean both = netLoss != null && !netLoss.isEmpty();
    return new FmAnalysis(
        name(),
        staticFolder,
        inputs,
        rule(),
        netLoss == null ? Losses.GROSS : both ? Losses.BOTH : Losses.NET,
        output == null ? "" : output,
        both ? Optional.of(netLoss) : Optional.empty(),
        sortOutput);
  }

  /** The name of the run: of its analysis, or of its manifest. */
  private String name() {
    if (runId != null || manifest == null && output == null) {
      return runId == null ? "explained" : runId;
    }
    return Storage.path(manifest == null ? output : manifest)
        .getName()
        .replaceFirst("\\.[^.]*$", "");
  }

  private Path besides(String chosen, String ending) {
    if (chosen != null) {
      return Storage.path(chosen);
    }
    Path main = Storage.path(manifest == null ? output : manifest);
    return new Path(Storage.folderOf(main), main.getName() + ending);
  }

  /** What became of the analyses, a line each for those with something to say. */
  private static void report(FmRun run, PrintStream err) {
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
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d events in %d of %d analyses, %,d left out",
            run.events(),
            run.results().size() - run.failedAnalyses(),
            run.results().size(),
            run.skipped()));
    lines.forEach(line -> err.println("fm: " + line));
  }
}
