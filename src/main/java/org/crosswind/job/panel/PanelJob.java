package org.crosswind.job.panel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.crosswind.calc.stats.PanelAligner;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.FeaturesTable;
import org.crosswind.format.table.PerformanceTable;
import org.crosswind.format.table.RealisedTable;
import org.crosswind.job.JobRun;
import org.crosswind.job.Platform;
import org.crosswind.job.RunTables;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.config.PanelConfig;
import org.crosswind.job.watch.RunCounts;
import org.crosswind.model.market.AlignedCell;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.FeatureSettings;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.Fingerprint;
import org.crosswind.report.InputFiles;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunRecorder;

/**
 * A market panel from start to end: reads the prices, aligns them day by day, computes realised
 * measures and their intervals for each (stock, day) cell and features for each stock on an engine,
 * writes {@code realised}, {@code features}, {@code performance}, {@code alignment}, {@code
 * rejected}, {@code failures} and {@code manifest.json}, reconciles, and publishes the folder at
 * once.
 *
 * <p>An input is a (stock, day) that has rows, or a stock of which nothing can be used; each has a
 * result or a failure.
 */
final class PanelJob {
  /** Input folders up to this size are fingerprinted by content, larger ones by listing. */
  private static final long READ_TWICE = 1L << 30;

  private final JobConfig config;
  private final PanelConfig panel;
  private final Optional<Path> configFile;
  private final Engine engine;
  private final Platform platform;
  private final Clock clock;
  private final ProgressListener progress;

  /**
   * A job that has not begun.
   *
   * @param config what to do
   * @param configFile where it was read, for the manifest
   * @param engine who computes
   * @param platform what the engine runs on
   * @param clock tells the time for manifest and lock
   * @param progress is told how far it is
   */
  PanelJob(
      JobConfig config,
      Optional<Path> configFile,
      Engine engine,
      Platform platform,
      Clock clock,
      ProgressListener progress) {
    this.config = config;
    this.panel = config.panel();
    this.configFile = configFile;
    this.engine = engine;
    this.platform = platform;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws FailureException when there is nothing to compute, or the run id is taken
   */
  PanelRun run() throws IOException {
    panel.requireInput();
    try (JobRun run = JobRun.open("panel", config.run(), config.resolved(), platform, clock)) {
      run.recorder().seed(panel.resampling().seed());
      return run.guard(() -> night(run));
    }
  }

  private PanelRun night(JobRun run) throws IOException {
    org.apache.hadoop.fs.Path input = Storage.path(panel.input());
    FileSystem system = run.storage().fileSystem(input);
    run.storage().status(input); // MISSING, when it is
    run.begin(() -> new InputFiles.Builder().listing(system, "prices", input).build());
    List<StockRead> stocks;
    try (RunRecorder.OpenStage reading = run.recorder().stage("read")) {
      fingerprint(run, system, input);
      // Not recorded for a resumption: reading again is cheaper than keeping what was read.
      stocks =
          PanelReader.read(
              panel, run.storage(), platform.hadoop(), run.watch().engine(engine), progress);
    }
    List<AlignedCell> cells;
    try (RunRecorder.OpenStage aligning = run.recorder().stage("align")) {
      cells = new PanelAligner(panel.alignment()).align(stocks);
    }
    return compute(run, run.engine(engine, List.of(PanelWire.class)), stocks, cells);
  }

  private void fingerprint(JobRun run, FileSystem system, org.apache.hadoop.fs.Path input)
      throws IOException {
    if (configFile.isPresent()) {
      // With its scheme: the default file system of a cluster is not the one it was read from.
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(configFile.get().toAbsolutePath().toUri());
      FileSystem own = run.storage().fileSystem(file);
      run.recorder().input(Fingerprint.ofContent(own, "configuration", file));
    }
    long bytes = system.getContentSummary(input).getLength();
    run.recorder()
        .input(
            bytes <= READ_TWICE
                ? Fingerprint.ofContent(system, "prices", input)
                : Fingerprint.ofListing(system, "prices", input));
  }

  private PanelRun compute(
      JobRun run, Engine journaled, List<StockRead> stocks, List<AlignedCell> cells)
      throws IOException {
    List<AlignedCell> inputs = cells.stream().filter(cell -> !cell.absent()).toList();
    List<Atom<DaySeries>> atoms = new ArrayList<>();
    List<Failed<CellSummary>> failures = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      AlignedCell cell = inputs.get(i);
      if (cell.series().isPresent()) {
        DaySeries series = cell.series().get();
        atoms.add(new Atom<>(i, series.size(), series));
      } else {
        failures.add(new Failed<>(i, cell.failure().orElseThrow()));
      }
    }
    List<Molecule<DaySeries>> molecules = run.plan("molecules", journaled, atoms);
    run.place(engine, molecules.size());
    RunTables tables = run.tables();
    double[] rv = new double[inputs.size()];
    boolean[] done = new boolean[inputs.size()];
    int results = 0;
    try (RunRecorder.OpenStage computing = run.recorder().stage("compute")) {
      for (Outcome<CellSummary> outcome : realised(journaled, molecules, tables)) {
        if (outcome instanceof Done<CellSummary> cell) {
          rv[cell.index()] = cell.value().rv();
          done[cell.index()] = true;
          results++;
        } else if (outcome instanceof Failed<CellSummary> failed) {
          failures.add(failed);
        }
      }
    }
    run.recorder()
        .count(new Reconciliation("days of stocks", inputs.size(), results, failures.size()));
    if (panel.features().frequency() != FeatureSettings.Frequency.NONE) {
      try (RunRecorder.OpenStage computing = run.recorder().stage("features")) {
        failures.addAll(features(run, journaled, inputs, done, tables));
      }
    }
    failures.sort(Comparator.comparingInt(Failed::index));
    try (RunRecorder.OpenStage writing = run.recorder().stage("write")) {
      PanelTables write = new PanelTables(tables);
      tables.finish(RealisedTable.SCHEMA);
      if (panel.features().frequency() != FeatureSettings.Frequency.NONE) {
        tables.finish(FeaturesTable.SCHEMA);
        tables.finish(PerformanceTable.SCHEMA);
      }
      write.alignment(cells);
      write.rejected(stocks);
      write.failures(inputs, failures);
    }
    if (results == 0) {
      run.keepPublished(
          "all " + inputs.size() + " days of stocks failed", failures.get(0).failure());
    }
    RunCounts counts = new RunCounts(inputs.size(), failures.size());
    run.watch().failures(failures.stream().map(Failed::failure).toList());
    JobRun.Published published = run.publish(run.exitCode(results, counts), counts.figures());
    return new PanelRun(
        published.folder(), lines(inputs, done, rv), results, failures, published.exitCode());
  }

  private List<Outcome<CellSummary>> realised(
      Engine journaled, List<Molecule<DaySeries>> molecules, RunTables tables) {
    String parts = tables.partsFor(RealisedTable.SCHEMA.name()).toString();
    if (molecules.isEmpty()) {
      return List.of();
    }
    RealisedShared all =
        new RealisedShared(panel.resampling(), config.run().kernels(), parts, platform.hadoop());
    int cells = molecules.stream().mapToInt(m -> m.atoms().size()).sum();
    try (Shared<RealisedShared> shared = journaled.share(all)) {
      return journaled.run(
          "panel: " + cells + " days of stocks", molecules, new RealisedTask(shared), progress);
    }
  }

  /** Features of each stock from its days with a result; returns what failed, if anything did. */
  private List<Failed<CellSummary>> features(
      JobRun run, Engine journaled, List<AlignedCell> inputs, boolean[] done, RunTables tables) {
    List<Atom<StockDays>> atoms = new ArrayList<>();
    List<Integer> firstIndex = new ArrayList<>();
    int at = 0;
    while (at < inputs.size()) {
      String stock = inputs.get(at).stock();
      int first = at;
      List<DaySeries> days = new ArrayList<>();
      for (; at < inputs.size() && inputs.get(at).stock().equals(stock); at++) {
        if (done[at]) {
          days.add(inputs.get(at).series().orElseThrow());
        }
      }
      if (!days.isEmpty()) {
        StockDays input = new StockDays(stock, days);
        atoms.add(new Atom<>(atoms.size(), input.prices(), input));
        firstIndex.add(first);
      }
    }
    String parts =
        tables.partsFor(FeaturesTable.SCHEMA.name(), PerformanceTable.SCHEMA.name()).toString();
    List<Failed<CellSummary>> failures = new ArrayList<>();
    if (!atoms.isEmpty()) {
      FeatureShared all = new FeatureShared(panel.features(), parts, platform.hadoop());
      try (Shared<FeatureShared> shared = journaled.share(all)) {
        for (Outcome<Integer> outcome :
            journaled.run(
                "panel: features of " + atoms.size() + " stocks",
                run.plan("feature-molecules", journaled, atoms),
                new FeatureTask(shared),
                progress)) {
          if (outcome instanceof Failed<Integer> failed) {
            failures.add(new Failed<>(firstIndex.get(failed.index()), failed.failure()));
          }
        }
      }
    }
    run.recorder()
        .count(
            new Reconciliation(
                "stocks with features",
                atoms.size(),
                atoms.size() - failures.size(),
                failures.size()));
    return failures;
  }

  private List<PanelRun.StockLine> lines(List<AlignedCell> inputs, boolean[] done, double[] rv) {
    List<PanelRun.StockLine> lines = new ArrayList<>();
    int at = 0;
    while (at < inputs.size()) {
      String stock = inputs.get(at).stock();
      int days = 0;
      int failed = 0;
      double sum = 0;
      for (; at < inputs.size() && inputs.get(at).stock().equals(stock); at++) {
        days += done[at] ? 1 : 0;
        failed += done[at] ? 0 : 1;
        sum += rv[at];
      }
      lines.add(
          new PanelRun.StockLine(
              stock, days, failed, Math.sqrt(sum / days * panel.resampling().daysPerYear())));
    }
    return lines;
  }
}
