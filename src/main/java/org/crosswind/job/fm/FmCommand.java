package org.crosswind.job.fm;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.TerminalProgress;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.FmManifestReader;
import org.crosswind.job.ExitCode;
import org.crosswind.job.OpenEngine;
import org.crosswind.job.Overrides;
import org.crosswind.job.RunOptions;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.watch.GaveUp;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.crosswind.model.insurance.OccurrenceFiles;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.RunId;
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
      "sort_output, occurrences, periods. An analysis that fails stops no other. With occurrences (when",
      "events happen) annual losses by summary are written too.",
      "With --output the run has a folder, <output>/<run id>, with all streams and the tables analyses,",
      "portfolio_losses and failures, which appears whole or not at all; <output>/latest names the run",
      "then. An id is used once. Without it outputs are files anywhere, each of which appears whole, and",
      "those of a finished run are replaced. A run that died is finished with --resume.",
      "Exit code 0 when every event has a result, 3 when no analysis has one, 4 in between, 5 when a limit",
      "withholds the run.",
      ""
    },
    footer = {
      "",
      "Example: crosswind fm --static input --in gul.bin --allocation-rule 2 --out il.bin",
      "Example: crosswind fm --manifest runs.csv --output out --run-id 2026-11-20 --once --master yarn",
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
      description =
          "The stream to write. With --output a name in the run's folder, by default il.bin.")
  private String output;

  @Option(
      names = "--sort-output",
      description = "Outputs of an event in the order of the items or groups.")
  private boolean sortOutput;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Receives the folder of the run, <FOLDER>/<run id>, with all streams and tables; run.output"
              + " of a configuration does the same. Names of outputs are inside it then. Without it"
              + " outputs are files anywhere.")
  private String outputFolder;

  @Option(
      names = "--run-id",
      paramLabel = "NAME",
      description =
          "With --output, name of the run; default: today's date. Otherwise name of the one analysis"
              + " in tables and messages; default: the output's.")
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
      names = "--occurrences",
      paramLabel = "FILE",
      description =
          "When events happen: occurrence.bin, or a table event_id, period_no. Writes the table"
              + " annual_losses, by the summaries of fmsummaryxref. With --manifest for the rows"
              + " that say nothing in a column occurrences.")
  private String occurrences;

  @Option(
      names = "--periods",
      paramLabel = "FILE|N",
      description =
          "With --occurrences: the weights of the periods (periods.bin, or a table period_no,"
              + " weighting), or how many there are. Default: as occurrence.bin says, all alike; of"
              + " a table its greatest period_no.")
  private String periods;

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
    GaveUp.<Void>configured(
        "fm",
        Clock.systemUTC(),
        () -> {
          checkOptions();
          return null;
        });
    return explained == null ? compute() : explain();
  }

  private int explain() {
    Storage storage = Storage.standard();
    FmAnalysis analysis = manifest == null ? single(output, netLoss) : named(storage);
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
    FmPlace place =
        GaveUp.configured("fm", clock, () -> inFolder() ? inItsFolder(clock) : loose(clock));
    Optional<RunManifest> finished =
        GaveUp.alerting("fm", place.config(), clock, () -> place.finished(clock));
    if (finished.isPresent()) {
      String since = "finished already, since " + finished.get().finished();
      if (inFolder()) {
        System.out.println("run " + place.name() + " is " + since);
      } else {
        System.err.println("fm: " + since);
      }
      return Objects.requireNonNullElse(finished.get().exitCode(), ExitCode.DONE.code());
    }
    return GaveUp.alerting("fm", place.config(), clock, () -> compute(place, clock));
  }

  private int compute(FmPlace place, Clock clock) throws IOException {
    try (OpenEngine open =
            OpenEngine.of("fm " + place.name(), place.config(), List.of(FmWire.class));
        TerminalProgress progress = TerminalProgress.onStandardError(System.err)) {
      FmPlace.Ended ended = place.run(open.engine(), open.platform(), progress, clock);
      FmSummary.complaints(ended.run()).forEach(line -> System.err.println("fm: " + line));
      if (ended.folder().isPresent()) {
        System.out.println(FmSummary.counts(ended.run()));
        System.out.println("streams and tables in " + ended.folder().get());
      } else {
        System.err.println("fm: " + FmSummary.counts(ended.run()));
      }
      return ended.run().exitCode().code();
    }
  }

  /** Whether the run has a folder of its own: when somebody has named one for all runs. */
  private boolean inFolder() {
    return outputFolder != null || JobConfig.isSet(config, sets, "run.output");
  }

  private FmPlace loose(Clock clock) {
    FmRequest request =
        new FmRequest(
            manifest,
            roots(),
            manifest == null ? single(output, netLoss) : null,
            occurrenceFiles(),
            options(0, lossTable));
    return new FmLooseFiles(
        request,
        name(output),
        new FmLooseFiles.Chosen(record, failures, figures),
        config,
        sets,
        runOptions,
        clock);
  }

  private FmPlace inItsFolder(Clock clock) {
    if (failures != null || record != null || figures != null) {
      throw usage("--failures, --record and --figures are for files without a folder of their run");
    }
    JobConfig resolved =
        new Overrides(sets)
            .set("run.output", outputFolder)
            .set("run.id", runId)
            .load(config, runOptions, clock);
    FmNames names = new FmNames();
    String table = lossTable == null ? null : named(names, "--loss-table", lossTable);
    FmAnalysis one = null;
    if (manifest == null) {
      boolean both = netLoss != null && !netLoss.isEmpty();
      boolean net = netLoss != null && !both;
      String first = named(names, "--out", output != null ? output : net ? "net.bin" : "il.bin");
      String second = both ? named(names, "--net-loss", netLoss) : netLoss;
      if (first.equals(second)) {
        throw usage("--out and --net-loss write the same file " + first);
      }
      one = single(first, second);
    }
    FmRequest request =
        new FmRequest(
            manifest, roots(), one, occurrenceFiles(), options(resolved.run().molecules(), table));
    return new FmRunFolder(request, names, resolved);
  }

  private String named(FmNames names, String option, String text) {
    try {
      return names.apply(text);
    } catch (FailureException e) {
      throw usage(option + " " + text + " " + e.failure().message());
    }
  }

  private FmOptions options(int configured, String table) {
    return new FmOptions(
        onBadEvent,
        compatibility,
        molecules > 0 ? molecules : configured,
        Optional.ofNullable(table),
        toleratedFailures);
  }

  private void checkOptions() {
    if (manifest != null) {
      if (staticFolder != null
          || !inputs.isEmpty()
          || output != null
          || netLoss != null
          || allocationRule != null
          || runId != null && explained == null && !inFolder()
          || sortOutput) {
        throw usage("--manifest describes the analyses; leave out the options of one analysis");
      }
    } else if (staticFolder == null
        || inputs.isEmpty()
        || output == null && explained == null && !inFolder()) {
      throw usage("--static, --in and --out are needed, or --manifest");
    } else if (rule() < 0 || rule() > 3) {
      throw usage("--allocation-rule " + rule() + ", expected 0, 1, 2 or 3");
    } else if (netLoss != null && rule() == 0) {
      throw usage("--net-loss needs losses of items, expected --allocation-rule 1, 2 or 3");
    } else if (!inFolder() && (inputs.contains(output) || inputs.contains(netLoss))) {
      throw usage("an input cannot be written at the same time");
    } else if (output != null && output.equals(netLoss)) {
      throw usage("--out and --net-loss write the same file " + output);
    } else if (runId != null && !RunId.isValid(runId)) {
      throw usage("--run-id " + runId + ", expected " + RunId.RULE);
    }
    if (!roots.isEmpty() && manifest == null) {
      throw usage(
          "--root confines the rows of a --manifest; the options of one analysis are yours");
    }
    if (periods != null && occurrences == null) {
      throw usage("--periods " + periods + " needs --occurrences");
    }
    if (periods != null && OccurrenceFiles.isNumber(periods) && !OccurrenceFiles.isCount(periods)) {
      throw usage("--periods " + periods + ", expected 1 to " + Integer.MAX_VALUE + ", or a file");
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

  private Optional<OccurrenceFiles> occurrenceFiles() {
    return Optional.ofNullable(occurrences)
        .map(file -> new OccurrenceFiles(file, Optional.ofNullable(periods)));
  }

  private List<Path> roots() {
    return roots.stream().map(Storage::path).toList();
  }

  /** The one analysis; its name is that of what it writes. */
  private FmAnalysis single(String file, String netFile) {
    boolean both = netFile != null && !netFile.isEmpty();
    return new FmAnalysis(
        name(file),
        staticFolder,
        inputs,
        rule(),
        netFile == null ? Losses.GROSS : both ? Losses.BOTH : Losses.NET,
        file == null ? "" : file,
        both ? Optional.of(netFile) : Optional.empty(),
        sortOutput);
  }

  /** The name of the analysis, or of the run of a manifest. */
  private String name(String file) {
    if (runId != null && !inFolder() || manifest == null && file == null) {
      return runId == null ? "explained" : runId;
    }
    return Storage.path(manifest == null ? file : manifest).getName().replaceFirst("\\.[^.]*$", "");
  }
}
