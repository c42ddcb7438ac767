package org.crosswind.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.BookFiguresTable;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.ProfilesTable;
import org.crosswind.format.table.ResultsTable;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.watch.RunCounts;
import org.crosswind.job.watch.XvaFigures;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The night of XVA: reads book and curves, plans molecules, computes them on an engine, writes
 * {@code results}, {@code profiles}, {@code failures} and {@code manifest.json}, reconciles, and
 * publishes the folder at once.
 */
final class XvaJob {
  private static final Logger LOG = LoggerFactory.getLogger(XvaJob.class);

  private final JobConfig config;
  private final Path configFile;
  private final String command;
  private final Engine engine;
  private final Platform platform;
  private final Clock clock;
  private final ProgressListener progress;

  /**
   * A night that has not begun.
   *
   * @param command the command that runs it, for the manifest
   * @param config what to do
   * @param configFile where it was read, for the manifest
   * @param engine who computes
   * @param platform what the engine runs on
   * @param clock tells the time for manifest and lock
   * @param progress is told how far it is
   */
  XvaJob(
      String command,
      JobConfig config,
      Path configFile,
      Engine engine,
      Platform platform,
      Clock clock,
      ProgressListener progress) {
    this.command = command;
    this.config = config;
    this.configFile = configFile;
    this.engine = engine;
    this.platform = platform;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws FailureException when there is nothing to compute: a table that cannot be read, an
   *     empty book, a run id that is taken
   */
  XvaRun run() throws IOException {
    try (JobRun run = JobRun.open(command, config.run(), config.resolved(), platform, clock)) {
      return run.guard(() -> night(run));
    }
  }

  private XvaRun night(JobRun run) throws IOException {
    XvaInputs inputs;
    try (RunRecorder.OpenStage reading = run.recorder().stage("read")) {
      inputs = XvaInputs.read(config.xva(), run.storage());
      inputs.fingerprints(configFile, run.storage()).forEach(run.recorder()::input);
      // They belong to no curve, so no netting set can fail because of them.
      inputs.curves().badRows().forEach(row -> LOG.warn("ignored: {}", row.oneLine()));
    }
    return night(inputs, run);
  }

  private XvaRun night(XvaInputs inputs, JobRun run) throws IOException {
    Storage storage = run.storage();
    RunRecorder recorder = run.recorder();
    if (inputs.book().size() == 0) {
      throw FailureException.of(
          FailureReason.MISSING,
          Storage.name(inputs.book().file()),
          "the book has no rows, expected at least one netting set");
    }
    XvaInputs.Work work = inputs.work(storage);
    List<Atom<XvaAtom>> atoms = work.atoms();
    run.begin(() -> inputs.files(atoms, storage));
    Engine journaled = run.engine(engine, List.of(XvaWire.class));
    List<Molecule<XvaAtom>> molecules = run.plan("molecules", journaled, atoms);
    run.place(engine, molecules.size());
    RunTables tables = run.tables();
    List<XvaSummary> summaries = new ArrayList<>();
    List<Failed<XvaSummary>> failures = new ArrayList<>(work.failures());
    try (RunRecorder.OpenStage computing = recorder.stage("compute")) {
      for (Outcome<XvaSummary> outcome : compute(journaled, inputs, atoms, molecules, tables)) {
        if (outcome instanceof Done<XvaSummary> done) {
          summaries.add(done.value());
        } else if (outcome instanceof Failed<XvaSummary> failed) {
          failures.add(failed);
        }
      }
    }
    failures.sort(Comparator.comparingInt(Failed::index));
    recorder.count(
        new Reconciliation(
            "netting sets", inputs.book().size(), summaries.size(), failures.size()));
    try (RunRecorder.OpenStage writing = recorder.stage("write")) {
      tables.finish(ResultsTable.schema(config.bootstrap().isOn()));
      tables.finish(XvaTask.profiles(config.xva().settings()));
      writeBook(tables, storage);
      writeFailures(tables, inputs, failures);
    }
    if (summaries.isEmpty()) {
      run.keepPublished(
          "all " + failures.size() + " netting sets failed", failures.get(0).failure());
    }
    RunCounts counts = new RunCounts(inputs.book().size(), failures.size());
    run.watch().failures(failures.stream().map(Failed::failure).toList());
    JobRun.Published published =
        run.publish(
            run.exitCode(summaries.size(), counts),
            new XvaFigures(
                summaries.stream().map(XvaSummary::figures).toList(),
                config.xva().settings().pfeQuantiles(),
                counts,
                run.watch()::previousXva));
    return new XvaRun(
        published.folder(),
        summaries,
        failures,
        inputs.book().ids(),
        published.limits(),
        published.exitCode());
  }

  private List<Outcome<XvaSummary>> compute(
      Engine journaled,
      XvaInputs inputs,
      List<Atom<XvaAtom>> atoms,
      List<Molecule<XvaAtom>> molecules,
      RunTables tables) {
    XvaShared shared =
        new XvaShared(
            inputs.curves(),
            config.xva().models(),
            config.xva().settings(),
            config.bootstrap(),
            config.run().kernels(),
            tables.partsFor(ResultsTable.SCHEMA.name(), ProfilesTable.SCHEMA.name()).toString(),
            config.bootstrap().isOn() ? tables.scratch(BookParts.FOLDER).toString() : "",
            platform.hadoop());
    if (atoms.isEmpty()) {
      return List.of();
    }
    String description = "xva: " + atoms.size() + " netting sets";
    try (Shared<XvaShared> handle = journaled.share(shared)) {
      return journaled.run(description, molecules, new XvaTask(handle), progress);
    }
  }

  private void writeBook(RunTables tables, Storage storage) {
    if (config.bootstrap().isOn()) {
      org.apache.hadoop.fs.Path folder = tables.scratch(BookParts.FOLDER);
      XvaBook book = new XvaBook(config.xva().models(), config.bootstrap());
      tables.write(
          BookFiguresTable.SCHEMA, rows -> book.write(rows, BookParts.fold(storage, folder)));
    }
  }

  private void writeFailures(
      RunTables tables, XvaInputs inputs, List<Failed<XvaSummary>> failures) {
    tables.write(
        FailuresTable.SCHEMA,
        rows -> {
          for (Failed<XvaSummary> failed : failures) {
            String id = inputs.book().ids().get(failed.index());
            FailuresTable.write(rows, failed.index(), id, failed.failure());
          }
        });
  }
}
