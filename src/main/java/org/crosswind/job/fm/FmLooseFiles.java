package org.crosswind.job.fm;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.format.csv.CsvTableWriter;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.AnnualLossesTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;
import org.crosswind.job.ExitCode;
import org.crosswind.job.JobRun;
import org.crosswind.job.Platform;
import org.crosswind.job.RunOptions;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.job.watch.LimitCheck;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.report.Program;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;
import org.crosswind.report.Runs;

/**
 * A run whose outputs are files anywhere, each of which appears when it is complete. Its record and
 * tables are beside the output, or beside the manifest of many analyses, named after it. It is
 * recorded for {@code --resume} in a hidden folder there, which goes when the run is finished.
 *
 * <p>The outputs have their names before the limits are checked: a breach that withholds makes the
 * exit code {@link ExitCode#LIMIT_BREACHED}, is told, and keeps the run from being what the next
 * one is compared with.
 */
final class FmLooseFiles implements FmPlace {
  private static final int LONGEST_NAME = 100;

  private final FmRequest request;
  private final String name;
  private final Path home;
  private final Chosen chosen;
  private final boolean once;
  private final RunConfig config;

  /**
   * Places that a person has chosen, each null for the usual one beside the output or manifest.
   *
   * @param record what explains the run, {@code .run.json}
   * @param failures the table of failures, {@code .failures.csv}
   * @param figures losses of the last run that was not withheld, {@code .figures.json}
   */
  record Chosen(String record, String failures, String figures) {}

  /**
   * A run with its files beside its output or manifest.
   *
   * @param name of the run for a person
   * @param chosen places of its files
   * @param file a configuration, null for none
   * @param more {@code key=value} from the command line
   * @param start what to do about an earlier run
   */
  FmLooseFiles(
      FmRequest request,
      String name,
      Chosen chosen,
      java.nio.file.Path file,
      List<String> more,
      RunOptions start,
      Clock clock) {
    this.request = request;
    this.name = name;
    this.home =
        Storage.path(request.manifest() == null ? request.one().output() : request.manifest());
    if (request.manifest() == null) {
      Storage.standard().replaceable(home); // else its record would be put beside a device
    }
    this.chosen = chosen;
    this.once = start.once();
    List<String> sets = new ArrayList<>(more);
    String folder = Storage.folderOf(home).toString(); // of the current folder, nothing
    sets.add("run.output=\"" + (folder.isEmpty() ? "." : escaped(folder)) + "\"");
    sets.addAll(start.overrides());
    sets.add("run.id=\"" + id() + "\"");
    this.config =
        (file == null ? JobConfig.withoutFile(sets, clock) : JobConfig.load(file, sets, clock))
            .run();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String id() {
    String plain = home.getName().replaceAll("[^A-Za-z0-9._-]", "_");
    String begins = plain.matches("[A-Za-z0-9].*") ? plain : "x" + plain;
    return begins.substring(0, Math.min(LONGEST_NAME, begins.length())) + ".fm";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RunConfig config() {
    return config;
  }

  /** That of its record, when no unfinished run of its name would go on. */
  @Override
  public Optional<RunManifest> finished(Clock clock) throws IOException {
    Storage storage = Storage.standard();
    Path record = recordFile();
    if (!once || !storage.exists(record)) {
      return Optional.empty();
    }
    Runs runs = Runs.in(storage.configuration(), Storage.folderOf(home), clock);
    if (runs.isUnfinished(id())) {
      return Optional.empty();
    }
    Optional<RunManifest> finished;
    try (InputStream in = storage.open(record)) {
      finished = Optional.of(RunManifest.read(in)).filter(manifest -> manifest.exitCode() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // its process died while it wrote it
    }
    if (finished.isPresent()) {
      runs.tidy(id());
    }
    return finished;
  }

  @Override
  public Ended run(Engine engine, Platform platform, ProgressListener progress, Clock clock)
      throws IOException {
    Storage storage = new Storage(platform.hadoop().configuration());
    RunRecorder recorder =
        new RunRecorder(name, "fm", Program.running(platform.spark()), clock, System::nanoTime);
    FmRecord record = new FmRecord(recorder, engine, platform, request.options());
    FmRun run;
    List<FmAnalysis> analyses = request.analyses(storage);
    FmInputs inputs = new FmInputs(storage, request.manifestPath(), analyses);
    String described = record.configuration(analyses).toString();
    try (JobRun job = JobRun.open("fm", config, described, platform, clock)) {
      try (RunRecorder.OpenStage computing = recorder.stage("compute")) {
        run =
            new FmJob(engine, platform.hadoop(), request.options(), progress)
                .run(analyses, job, inputs::files);
      }
      if (request.manifest() != null || request.options().skip()) {
        new FmFailures(storage).write(run, chosenOr(chosen.failures(), "failures.csv"));
      }
      inputs.record(recorder);
      return new Ended(end(run, job, record, storage), Optional.empty());
    }
  }

  private FmRun end(FmRun run, JobRun job, FmRecord record, Storage storage) {
    RunRecorder recorder = record.recorder();
    Path figures = chosenOr(chosen.figures(), "figures.json");
    job.watch().recordIn(recorder);
    job.watch().failures(run.failures());
    FmFigures losses =
        new FmFigures(
            storage,
            run,
            measure -> PreviousLosses.ofFile(storage, figures, measure, job.watch()::warn),
            job.watch()::warn);
    LimitCheck.Result limits =
        job.watch().check(losses, (schema, rows) -> table(storage, schema, rows));
    boolean withheld = limits.withholds();
    ExitCode code =
        withheld && run.exitCode() != ExitCode.NO_INPUT ? ExitCode.LIMIT_BREACHED : run.exitCode();
    FmRun checked = run.with(code);
    annualLosses(run, losses, record, storage);
    record.done(checked);
    recorder.finished(status(code), code.code(), withheld);
    write(storage, recordFile(), recorder.manifest().json());
    job.watch()
        .writeMetrics(
            (schema, rows) -> table(storage, schema, rows),
            (name, content) -> write(storage, beside(name), content));
    if (!withheld && FmFigures.wanted(config.watch().limits())) {
      write(storage, figures, PreviousLosses.json(losses, recorder.manifest().finished()));
    }
    if (job.finish(code, withheld, home)) {
      write(storage, recordFile(), recorder.manifest().json());
    }
    return checked;
  }

  /** Writes the annual losses; those of an earlier run, which would be taken for ours, go. */
  private void annualLosses(FmRun run, FmFigures losses, FmRecord record, Storage storage) {
    Path table = beside(AnnualLossesTable.SCHEMA.name() + ".csv");
    if (run.hasOccurrences()) {
      table(storage, AnnualLossesTable.SCHEMA, rows -> AnnualLossRow.write(losses.annual(), rows));
      record.annualLosses(table.toString());
    } else if (storage.exists(table)) {
      storage.delete(table);
    }
  }

  private static RunManifest.Status status(ExitCode code) {
    return switch (code) {
      case DONE -> RunManifest.Status.DONE;
      case NO_INPUT, INTERNAL -> RunManifest.Status.FAILED;
      default -> RunManifest.Status.DONE_WITH_COMPLAINTS;
    };
  }

  private Path recordFile() {
    return chosenOr(chosen.record(), "run.json");
  }

  private Path chosenOr(String file, String ending) {
    return file == null ? beside(ending) : Storage.path(file);
  }

  private Path beside(String ending) {
    return new Path(Storage.folderOf(home), home.getName() + "." + ending);
  }

  private void table(Storage storage, TableSchema schema, Consumer<RowSink> rows) {
    try (RowSink sink = new CsvTableWriter(storage, beside(schema.name() + ".csv"), schema)) {
      rows.accept(sink);
    }
  }

  private static void write(Storage storage, Path file, byte[] content) {
    try (OutputStream out = storage.create(file)) {
      out.write(content);
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }
}
