package org.crosswind.job.bootstrap;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.stats.BootstrapCalculator;
import org.crosswind.calc.stats.BootstrapSpec;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.calc.stats.SampleStatistic;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.IntervalsTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.job.JobRun;
import org.crosswind.job.Platform;
import org.crosswind.job.RunTables;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.config.RunConfig;
import org.crosswind.job.watch.RunCounts;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.Fingerprint;
import org.crosswind.report.InputFiles;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunRecorder;

/**
 * Confidence intervals of a column: reads the table, cuts the replicates of every group into
 * blocks, computes them on an engine, and writes {@code intervals}, {@code failures} and {@code
 * manifest.json} into a folder that appears at once.
 */
final class BootstrapJob {
  private final BootstrapRequest request;
  private final JobConfig config;
  private final Engine engine;
  private final Platform platform;
  private final Clock clock;
  private final ProgressListener progress;

  /**
   * A run that has not begun.
   *
   * @param request what is asked for
   * @param config where it runs and where results go
   * @param engine who computes
   * @param platform what the engine runs on
   * @param clock tells the time for manifest and lock
   * @param progress is told how far it is
   */
  BootstrapJob(
      BootstrapRequest request,
      JobConfig config,
      Engine engine,
      Platform platform,
      Clock clock,
      ProgressListener progress) {
    this.request = request;
    this.config = config;
    this.engine = engine;
    this.platform = platform;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws FailureException when there is nothing to compute: a table that cannot be read or has
   *     not the columns, a run id that is taken
   */
  BootstrapRun run() throws IOException {
    try (JobRun run = JobRun.open("bootstrap", config.run(), resolved(), platform, clock)) {
      run.recorder().seed(request.spec().seed());
      return run.guard(() -> readAndCompute(run));
    }
  }

  private BootstrapRun readAndCompute(JobRun run) throws IOException {
    RunRecorder recorder = run.recorder();
    Path file = Storage.path(request.table());
    boolean isFolder = run.storage().status(file).isDirectory(); // MISSING, when it is
    FileSystem system = run.storage().fileSystem(file);
    run.begin(
        () ->
            isFolder
                ? new InputFiles.Builder().listing(system, "table", file).build()
                : new InputFiles.Builder().content(system, "table", file).build());
    SampleTable table;
    try (RunRecorder.OpenStage reading = recorder.stage("read")) {
      table =
          new SampleReader(request.column(), request.group(), request.strata(), request.onBadRow())
              .read(run.storage(), file);
      recorder.input(
          isFolder
              ? Fingerprint.ofListing(system, "table", file)
              : Fingerprint.ofContent(system, "table", file));
    }
    return compute(table, run, run.engine(engine, List.of(BootstrapWire.class)));
  }

  private BootstrapRun compute(SampleTable table, JobRun run, Engine journaled) throws IOException {
    RunRecorder recorder = run.recorder();
    RunConfig where = config.run();
    List<Atom<BootstrapAtom>> atoms = atoms(table.samples());
    List<Molecule<BootstrapAtom>> molecules = run.plan("molecules", journaled, atoms);
    run.place(engine, molecules.size());
    Figures figures = new Figures(table.samples());
    try (RunRecorder.OpenStage computing = recorder.stage("compute")) {
      if (!molecules.isEmpty()) {
        BootstrapShared shared =
            new BootstrapShared(request.spec(), table.samples(), where.kernels());
        try (Shared<BootstrapShared> handle = journaled.share(shared)) {
          journaled.runAsCompleted(
              "bootstrap: "
                  + table.samples().size()
                  + " groups in "
                  + atoms.size()
                  + " blocks of replicates",
              molecules,
              new BootstrapTask(handle),
              progress,
              figures::take);
        }
      }
    }
    List<FailureRow> failures = new ArrayList<>();
    int intervals;
    try (RunRecorder.OpenStage writing = recorder.stage("write")) {
      intervals = write(table, figures, run, failures);
    }
    int statistics = request.spec().statistics().size();
    int asked = Math.multiplyExact(statistics, table.ids().size());
    recorder.count(new Reconciliation("intervals", asked, intervals, asked - intervals));
    recorder.count(
        new Reconciliation(
            "rows", table.rowsRead(), table.rowsUsed(), table.rowsRead() - table.rowsUsed()));
    if (intervals == 0) {
      run.keepPublished("there is no interval", failures.get(0).why());
    }
    List<String> first = failures.stream().limit(5).map(f -> f.why().oneLine()).toList();
    run.watch().failures(failures.stream().map(FailureRow::why).toList());
    RunCounts counts = new RunCounts(asked, asked - intervals);
    JobRun.Published published = run.publish(run.exitCode(intervals, counts), counts.figures());
    return new BootstrapRun(
        published.folder(), intervals, failures.size(), first, published.exitCode());
  }

  private List<Atom<BootstrapAtom>> atoms(List<GroupSample> samples) {
    List<Atom<BootstrapAtom>> atoms = new ArrayList<>();
    int replicates = request.spec().replicates();
    for (int g = 0; g < samples.size(); g++) {
      int n = samples.get(g).rows();
      int block = BootstrapCalculator.blockSize(n);
      for (int first = 0; first < replicates; first += block) {
        int count = Math.min(block, replicates - first);
        atoms.add(
            new Atom<>(
                atoms.size(), Math.max(1, (long) n * count), new BootstrapAtom(g, first, count)));
      }
    }
    return atoms;
  }

  /** Collects what tasks return, and finishes the groups that several tasks had. */
  private final class Figures {
    private final List<GroupSample> samples;
    private final GroupFigures[] figures;
    private final Failure[] failures;
    private final ReplicateBuffer[] buffers;
    private final BootstrapCalculator calculator;

    Figures(List<GroupSample> samples) {
      this.samples = samples;
      this.figures = new GroupFigures[samples.size()];
      this.failures = new Failure[samples.size()];
      this.buffers = new ReplicateBuffer[samples.size()];
      this.calculator = new BootstrapCalculator(request.spec(), config.run().kernels());
    }

    void take(Molecule<BootstrapAtom> molecule, List<Outcome<BlockResult>> outcomes) {
      for (int i = 0; i < outcomes.size(); i++) {
        BootstrapAtom block = molecule.atoms().get(i).input();
        if (outcomes.get(i) instanceof Done<BlockResult> done) {
          take(block, done.value());
        } else if (outcomes.get(i) instanceof Failed<BlockResult> failed
            && failures[block.group()] == null) {
          failures[block.group()] = failed.failure();
        }
      }
    }

    private void take(BootstrapAtom block, BlockResult result) {
      int g = block.group();
      if (result.figures() != null) {
        figures[g] = result.figures();
      } else if (result.replicates().length > 0) {
        int count = request.spec().replicates();
        if (buffers[g] == null) {
          buffers[g] = new ReplicateBuffer(request.spec().statistics().size(), count);
        }
        buffers[g].put(block, result.replicates());
        if (buffers[g].isFull()) {
          figures[g] = GroupFigures.of(calculator, samples.get(g), buffers[g].values(), count);
          buffers[g] = null;
        }
      }
    }
  }

  /** A row of the table of failures. */
  private record FailureRow(int index, String id, Failure why) {}

  /** Writes both tables; returns the number of intervals. */
  private int write(SampleTable table, Figures figures, JobRun run, List<FailureRow> failures) {
    RunTables tables = run.tables();
    table
        .failures()
        .forEach(
            bad ->
                failures.add(new FailureRow(bad.place(), table.ids().get(bad.place()), bad.why())));
    int[] written = new int[1];
    tables.write(
        IntervalsTable.SCHEMA,
        rows -> {
          for (int g = 0; g < table.samples().size(); g++) {
            written[0] += writeGroup(rows, table, figures, g, failures);
          }
        });
    failures.sort(Comparator.comparingInt(FailureRow::index));
    tables.write(
        FailuresTable.SCHEMA,
        rows -> {
          failures.forEach(f -> FailuresTable.write(rows, f.index(), f.id(), f.why()));
          table
              .skipped()
              .forEach(row -> FailuresTable.write(rows, row.row(), row.group(), row.why()));
          long more = table.rowsSkipped() - table.skipped().size();
          if (more > 0) {
            FailuresTable.write(
                rows,
                (int) Math.min(Integer.MAX_VALUE, table.rowsRead()),
                "",
                new Failure(
                    FailureReason.INVALID, request.table(), more + " more rows were left out"));
          }
        });
    return written[0];
  }

  private int writeGroup(
      RowSink rows, SampleTable table, Figures figures, int g, List<FailureRow> failures) {
    GroupSample group = table.samples().get(g);
    int place = table.places().get(g);
    GroupFigures found = figures.figures[g];
    if (found == null || figures.failures[g] != null) {
      Failure why =
          figures.failures[g] != null
              ? figures.failures[g]
              : new Failure(FailureReason.INTERNAL, "group " + group.id(), "no figures came back");
      failures.add(new FailureRow(place, group.id(), why));
      return 0;
    }
    BootstrapSpec spec = request.spec();
    Resampling plan = spec.resampling(group.strata());
    int written = 0;
    for (int s = 0; s < spec.statistics().size(); s++) {
      SampleStatistic statistic = spec.statistics().get(s);
      if (found.problems()[s] != null) {
        String where = request.group() == null ? request.column() : "group " + group.id();
        failures.add(
            new FailureRow(
                place,
                group.id(),
                new Failure(FailureReason.NOT_COMPUTABLE, where, found.problems()[s])));
        continue;
      }
      int at = GroupFigures.WIDTH * s;
      rows.setString(IntervalsTable.GROUP, group.id());
      rows.setString(IntervalsTable.STATISTIC, statistic.name());
      rows.setDouble(IntervalsTable.ESTIMATE, found.numbers()[at]);
      rows.setDouble(IntervalsTable.STANDARD_ERROR, found.numbers()[at + 1]);
      rows.setDouble(IntervalsTable.BIAS, found.numbers()[at + 2]);
      rows.setDouble(IntervalsTable.LOWER, found.numbers()[at + 3]);
      rows.setDouble(IntervalsTable.UPPER, found.numbers()[at + 4]);
      rows.setDouble(IntervalsTable.CONFIDENCE, spec.confidence());
      rows.setString(IntervalsTable.METHOD, spec.method().label());
      rows.setInt(IntervalsTable.REPLICATES, spec.replicates());
      rows.setInt(IntervalsTable.N, group.rows());
      rows.setString(IntervalsTable.RESAMPLING, plan.scheme().label());
      if (plan.blockLength() > 1) {
        rows.setInt(IntervalsTable.BLOCK_LENGTH, plan.blockLength());
      }
      if (request.strata() != null) {
        rows.setInt(IntervalsTable.STRATA, plan.strata());
      }
      rows.setLong(IntervalsTable.SEED, spec.seed());
      rows.endRow();
      written++;
    }
    return written;
  }

  /** The configuration with what was asked for on the command line, for the manifest. */
  private String resolved() {
    BootstrapSpec spec = request.spec();
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("in", request.table());
    asked.put("column", request.column());
    if (request.group() != null) {
      asked.put("group", request.group());
    }
    if (request.strata() != null) {
      asked.put("strata", request.strata());
    }
    asked.put("on-bad-row", request.onBadRow().name());
    asked.put("statistics", spec.statistics().stream().map(SampleStatistic::name).toList());
    asked.put("method", spec.method().label());
    asked.put("resampling", spec.scheme().label());
    asked.put("block-length", spec.blockLength());
    asked.put("quantile-type", spec.quantiles().name());
    asked.put("replicates", spec.replicates());
    asked.put("confidence", spec.confidence());
    asked.put("seed", spec.seed());
    return ConfigFactory.parseString(config.resolved())
        .withValue("bootstrap", ConfigValueFactory.fromMap(asked))
        .root()
        .render(ConfigRenderOptions.concise().setFormatted(true).setJson(true));
  }
}
