package org.crosswind.job.fm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.AnalysesTable;
import org.crosswind.format.table.AnnualLossesTable;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.PortfolioLossesTable;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.JobRun;
import org.crosswind.job.Platform;
import org.crosswind.job.RunTables;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.RunManifest;
import org.crosswind.report.RunRecorder;

/**
 * A run with a folder of its own, {@code <output>/<run id>/}, as every job has it: the streams of
 * all analyses and the tables about them appear at once, {@code latest} moves last.
 *
 * <p>The streams are joined inside the hidden folder in which the run is computed, under the names
 * that they will have; so a run that goes on finds them there, and one that fails leaves nothing.
 * What limits on changes compare with is the table {@code portfolio_losses} of the promoted run.
 */
final class FmRunFolder implements FmPlace {
  private static final JsonMapper JSON = new JsonMapper();

  private final FmRequest request;
  private final FmNames names;
  private final JobConfig config;

  /**
   * A run in its own folder.
   *
   * @param request its one analysis and its loss table have names in the folder
   * @param names of outputs; knows those of the request
   * @param config where the folder is, and what its tables are written as
   */
  FmRunFolder(FmRequest request, FmNames names, JobConfig config) {
    this.request = request;
    this.names = names;
    this.config = config;
  }

  @Override
  public String name() {
    return config.run().id();
  }

  @Override
  public RunConfig config() {
    return config.run();
  }

  @Override
  public Optional<RunManifest> finished(Clock clock) {
    return JobRun.finished(config.run(), HadoopSettings.of(new SparkConf()).configuration(), clock);
  }

  @Override
  public Ended run(Engine engine, Platform platform, ProgressListener progress, Clock clock)
      throws IOException {
    try (JobRun job = JobRun.open("fm", config.run(), about().toString(), platform, clock)) {
      return job.guard(() -> run(job, engine, platform, progress));
    }
  }

  /** What of the configuration is about a run of the financial module. */
  private ObjectNode about() throws IOException {
    ObjectNode all = (ObjectNode) JSON.readTree(config.resolved());
    all.retain("run", "limits", "alerts");
    return all;
  }

  private Ended run(JobRun job, Engine engine, Platform platform, ProgressListener progress)
      throws IOException {
    Storage storage = job.storage();
    Path folder = job.directory().path();
    RunRecorder recorder = job.recorder();
    FmRecord record = new FmRecord(recorder, engine, platform, request.options()).with(about());
    List<FmAnalysis> analyses;
    FmInputs inputs;
    try (RunRecorder.OpenStage reading = recorder.stage("read")) {
      analyses = request.analyses(storage, names);
      recorder.configuration(record.configuration(analyses).toString());
      inputs = new FmInputs(storage, request.manifestPath(), analyses);
      inputs.record(recorder);
    }
    removeTables(job);
    FmRun run;
    try (RunRecorder.OpenStage computing = recorder.stage("compute")) {
      FmOptions options = request.options().with(name -> new Path(folder, name).toString());
      run =
          new FmJob(engine, platform.hadoop(), options, progress)
              .runInFolder(
                  analyses.stream().map(analysis -> in(folder, analysis)).toList(),
                  job,
                  inputs::files);
    }
    removeFailed(storage, folder, run);
    refuseNothing(job, run);
    FmRun described = run.with(analyses);
    record.done(described);
    job.watch().failures(run.failures());
    FmFigures figures =
        new FmFigures(
            storage,
            run,
            measure -> PreviousLosses.ofLatest(storage, output(), measure, job.watch()::warn),
            job.watch()::warn);
    try (RunRecorder.OpenStage writing = recorder.stage("write")) {
      writeTables(described, figures, job);
    }
    JobRun.Published published = job.publish(run.exitCode(), figures);
    return new Ended(
        described.with(published.exitCode()), Optional.of(Storage.name(published.folder())));
  }

  private Path output() {
    return Storage.path(config.run().output());
  }

  /**
   * The tables of the run, in its format. Whatever more is to be known of the streams of a run is
   * written here: they are complete, in the folder, and not yet published.
   */
  private void writeTables(FmRun run, FmFigures figures, JobRun job) {
    RunTables tables = job.tables();
    tables.write(AnalysesTable.SCHEMA, rows -> FmTables.analyses(run, rows));
    tables.write(FailuresTable.SCHEMA, rows -> FmFailures.write(run, rows));
    tables.write(PortfolioLossesTable.SCHEMA, rows -> FmTables.losses(run, figures.losses(), rows));
    if (run.hasOccurrences()) {
      tables.write(AnnualLossesTable.SCHEMA, rows -> AnnualLossRow.write(figures.annual(), rows));
    }
  }

  private static FmAnalysis in(Path folder, FmAnalysis analysis) {
    return analysis.writing(
        new Path(folder, analysis.output()).toString(),
        analysis.netOutput().map(file -> new Path(folder, file).toString()));
  }

  /** Tables of an opening that died while it wrote them. */
  private static void removeTables(JobRun job) {
    if (job.directory().isResumed()) {
      for (String table : FmNames.TABLES) {
        job.storage().delete(new Path(job.directory().path(), table));
        for (Tables.Format format : Tables.Format.values()) {
          job.storage().delete(new Path(job.directory().path(), table + "." + format.ending()));
        }
      }
    }
  }

  /** An earlier opening may have completed a stream whose analysis has failed in this one. */
  private void removeFailed(Storage storage, Path folder, FmRun run) {
    for (FmRun.Result result : run.results()) {
      if (result.failure().isPresent()) {
        FmAnalysis analysis = result.analysis();
        remove(storage, folder, Storage.path(analysis.output()));
        analysis.netOutput().ifPresent(file -> remove(storage, folder, Storage.path(file)));
        request
            .options()
            .lossTable()
            .ifPresent(
                table ->
                    remove(
                        storage,
                        folder,
                        new Path(new Path(folder, table), "run_id=" + analysis.runId())));
      }
    }
  }

  /** Removes a file and the folders that were made for it alone. */
  private static void remove(Storage storage, Path folder, Path file) {
    storage.delete(file);
    for (Path above = file.getParent();
        !above.equals(folder) && storage.exists(above) && storage.list(above).length == 0;
        above = above.getParent()) {
      storage.delete(above);
    }
  }

  /** A run without any result is no run when the fault is ours, or where one is that has some. */
  private static void refuseNothing(JobRun job, FmRun run) {
    if (run.failedAnalyses() < run.results().size()) {
      return;
    }
    String all = "all " + run.results().size() + " analyses failed";
    List<Failure> failures =
        run.results().stream().map(result -> result.failure().orElseThrow()).toList();
    for (Failure failure : failures) {
      if (FmJob.isOurs(failure.reason())) {
        throw FailureException.of(
            failure.reason(),
            failure.where(),
            all + ", this one because " + failure.message() + "; nothing is published");
      }
    }
    job.keepPublished(all, failures.get(0));
  }
}
