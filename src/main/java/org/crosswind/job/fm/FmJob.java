package org.crosswind.job.fm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.job.ExitCode;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.JobRun;
import org.crosswind.job.losses.AnnualLossInputs;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmReport;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;

/**
 * One or many analyses of the financial module on an engine: static tables are read, validated and
 * compiled, each structure is shared once, the streams of all analyses are cut at event borders
 * into one pool of molecules of nearly equal bytes, and the parts that tasks write are joined in
 * event order while others still compute.
 *
 * <p>An analysis whose tables or streams are bad fails by itself: nothing of it is published and
 * the others go on. The bytes written do not depend on engine, threads or molecules.
 */
public final class FmJob {
  private static final int SLICES_PER_MOLECULE = 4;
  private static final long LEAST_SLICE = 1L << 18;

  private final Engine engine;
  private final HadoopSettings hadoop;
  private final Storage storage;
  private final FmOptions options;
  private final ProgressListener progress;

  /**
   * A job that can run analyses.
   *
   * @param engine who computes; stays open
   * @param hadoop what the run adds to Hadoop's configuration
   * @param progress is told how far it is, in pieces of streams
   */
  public FmJob(Engine engine, HadoopSettings hadoop, FmOptions options, ProgressListener progress) {
    this.engine = Objects.requireNonNull(engine, "engine");
    this.hadoop = Objects.requireNonNull(hadoop, "hadoop");
    this.storage = new Storage(hadoop.configuration());
    this.options = Objects.requireNonNull(options, "options");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Runs analyses.
   *
   * @param analyses at least one; no two write the same file, and none reads what another writes
   * @return what became of each
   */
  public FmRun run(List<FmAnalysis> analyses) {
    List<FmWork> works = works(analyses);
    List<Shared<FmStructure>> structures = new ArrayList<>();
    try {
      return run(works, structures, FmHidden.unrecorded(), null);
    } finally {
      closeAll(works, structures, false);
    }
  }

  /**
   * Runs analyses and records finished molecules, or goes on with an unfinished run of them. The
   * outputs get their names as each analysis is complete; the folder of the run is not published.
   *
   * @param run what records; its engine is asked for here
   * @param files looks at everything that the run reads
   */
  public FmRun run(List<FmAnalysis> analyses, JobRun run, JobRun.Look files) throws IOException {
    return run.guard(() -> run(analyses, run, files, false));
  }

  /**
   * As {@link #run(List, JobRun, JobRun.Look)} for outputs in the folder of the run, which its
   * caller guards and publishes. Since that appears as a whole, an output that cannot be written
   * fails the run, which can be resumed, and not only its analysis.
   */
  FmRun runInFolder(List<FmAnalysis> analyses, JobRun run, JobRun.Look files) throws IOException {
    return run(analyses, run, files, true);
  }

  private FmRun run(List<FmAnalysis> analyses, JobRun run, JobRun.Look files, boolean whole)
      throws IOException {
    run.begin(files);
    List<FmWork> works = works(analyses);
    FmResume resume = new FmResume(works, run.directory());
    Engine journaled = run.engine(engine, List.of(FmWire.class), resume::adopt);
    List<Shared<FmStructure>> structures = new ArrayList<>();
    boolean complete = false;
    try {
      FmJob recording = new FmJob(journaled, hadoop, options, progress);
      FmRun result =
          recording.run(
              works, structures, FmHidden.of(run.directory()), new Run(run, resume, whole));
      run.requireSameInputs();
      complete = true;
      return result;
    } finally {
      closeAll(works, structures, !complete && run.hasRecords());
    }
  }

  /**
   * A run that is recorded, and what knows how to go on with it.
   *
   * @param whole whether an output that cannot be written fails the run
   */
  private record Run(JobRun job, FmResume resume, boolean whole) {}

  private static List<FmWork> works(List<FmAnalysis> analyses) {
    List<FmWork> works = new ArrayList<>();
    for (int i = 0; i < analyses.size(); i++) {
      works.add(new FmWork(i, analyses.get(i)));
    }
    return works;
  }

  private FmRun run(
      List<FmWork> works, List<Shared<FmStructure>> structures, FmHidden hidden, Run run) {
    compile(works, structures);
    int wanted = Math.toIntExact(settled(run, "molecules", this::moleculesWanted));
    cut(works, wanted);
    for (FmWork work : works) {
      if (!work.failed()) {
        try {
          work.openOutputs(storage, options.lossTable(), hidden);
        } catch (FailureException e) {
          if (e.failure().reason() != FailureReason.INVALID) {
            throw e; // the disk: nothing is wrong with the analysis, and it can go on later
          }
          work.fail(e.failure());
        }
      }
    }
    List<Molecule<FmSlice>> plan = plan(works, wanted);
    compute(works, plan, structures, run);
    List<FmRun.Result> results = works.stream().map(FmWork::result).toList();
    return new FmRun(results, plan.size(), exitCode(results));
  }

  private static long settled(Run run, String name, LongSupplier fresh) {
    return run == null ? fresh.getAsLong() : run.job().settled(name, fresh);
  }

  /** Reads, validates and compiles; analyses with the same folder and rule have one structure. */
  private void compile(List<FmWork> works, List<Shared<FmStructure>> structures) {
    Map<String, Integer> known = new HashMap<>();
    Map<String, String> warnings = new HashMap<>();
    AnnualLossInputs annual = new AnnualLossInputs(storage, warning -> {}); // told when it is used
    for (FmWork work : works) {
      FmAnalysis analysis = work.analysis();
      String key = analysis.allocationRule() + " " + analysis.staticFolder();
      Integer number = known.get(key);
      if (number == null) {
        try {
          FmStaticFiles files =
              new OasisStaticReader(
                      new HadoopStaticFolder(storage, Storage.path(analysis.staticFolder())))
                  .read();
          FmReport report = FmValidator.validate(files, analysis.allocationRule());
          report.throwIfInvalid();
          warnings.put(key, report.warnings().isEmpty() ? "" : report.warningText(10));
          FmStructure structure =
              FmStructure.of(files, analysis.allocationRule(), options.compatibility());
          number = structures.size();
          structures.add(engine.share(structure));
          known.put(key, number);
        } catch (FailureException e) {
          work.fail(e.failure());
          continue;
        }
      }
      work.compiled(number, warnings.get(key));
      try {
        annual.check(analysis);
      } catch (FailureException e) {
        work.fail(e.failure());
      }
    }
  }

  /**
   * Cuts all streams. When bad events are to be left out each stream is read once first, so that
   * everything behind a break is left out too, wherever the cuts are.
   */
  private void cut(List<FmWork> works, int wanted) {
    long bytes = 0;
    int streams = 0;
    for (FmWork work : works) {
      if (!work.failed()) {
        try {
          for (String input : work.analysis().inputs()) {
            bytes += storage.status(Storage.path(input)).getLen();
            streams++;
          }
        } catch (FailureException e) {
          work.fail(e.failure());
        }
      }
    }
    // One stream is cut to measure; of many, smaller pieces make more even molecules.
    long pieces = (long) wanted * (streams > 1 ? SLICES_PER_MOLECULE : 1);
    // Who asks for so many molecules gets them, as far as there are events.
    long least = options.molecules() > 0 ? Byte.SIZE : LEAST_SLICE;
    long sliceBytes = Math.max(least, bytes / pieces + 1);
    works.parallelStream()
        .filter(work -> !work.failed())
        .forEach(
            work -> {
              try {
                work.cut(streams(work, sliceBytes));
              } catch (FailureException e) {
                work.fail(e.failure());
              }
            });
  }

  private FmStreams streams(FmWork work, long sliceBytes) {
    List<String> inputs = work.analysis().inputs();
    return options.skip()
        ? FmStreams.scan(storage, work.number(), inputs, sliceBytes, options.lenient(), true)
        : FmStreams.cut(storage, work.number(), inputs, sliceBytes);
  }

  private int moleculesWanted() {
    return options.molecules() > 0
        ? options.molecules()
        : engine.parallelism() * MoleculePlanner.MOLECULES_PER_CORE;
  }

  private List<Molecule<FmSlice>> plan(List<FmWork> works, int wanted) {
    List<Atom<FmSlice>> atoms = new ArrayList<>();
    for (FmWork work : works) {
      if (!work.failed()) {
        for (FmSlice slice : work.slices()) {
          atoms.add(new Atom<>(atoms.size(), slice.length(), slice));
        }
      }
    }
    return atoms.isEmpty() ? List.of() : MoleculePlanner.equalCost(atoms, wanted);
  }

  private void compute(
      List<FmWork> works,
      List<Molecule<FmSlice>> plan,
      List<Shared<FmStructure>> structures,
      Run run) {
    FmJoin join =
        new FmJoin(
            works,
            plan,
            run == null ? () -> {} : run.job().directory()::requireHeld,
            run != null && run.whole());
    if (run != null) {
      run.resume().plan(plan);
    }
    join.publishWhatHasNoEvents();
    if (plan.isEmpty()) {
      return;
    }
    FmTaskPlan taskPlan =
        new FmTaskPlan(
            new ArrayList<>(works.stream().map(FmWork::task).toList()),
            options.skip(),
            options.lenient(),
            new HashMap<>(hadoop.values()));
    long bytes = plan.stream().mapToLong(Molecule::cost).sum();
    long running = works.stream().filter(work -> !work.failed()).count();
    String description =
        String.format(
            Locale.ROOT,
            "fm: %d analys%s, %,d MB of losses",
            running,
            running == 1 ? "is" : "es",
            (bytes + 999_999) / 1_000_000);
    engine.runAsCompleted(description, plan, new FmTask(taskPlan, structures), progress, join);
  }

  private static void closeAll(
      List<FmWork> works, List<Shared<FmStructure>> structures, boolean leave) {
    RuntimeException first = null;
    for (FmWork work : works) {
      try {
        if (leave) {
          work.leave();
        } else {
          work.close();
        }
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    for (Shared<FmStructure> structure : structures) {
      structure.close();
    }
    if (first != null) {
      throw first;
    }
  }

  /** A disk that is full, or a file system that refuses, is no fault of the input. */
  static boolean isOurs(FailureReason reason) {
    return ExitCode.of(reason) == ExitCode.INTERNAL;
  }

  private ExitCode exitCode(List<FmRun.Result> results) {
    long failed = results.stream().filter(result -> result.failure().isPresent()).count();
    if (failed == results.size()) {
      boolean ours =
          results.stream()
              .map(result -> result.failure().orElseThrow().reason())
              .anyMatch(FmJob::isOurs);
      return ours ? ExitCode.INTERNAL : ExitCode.NO_INPUT;
    }
    long events = 0;
    long skipped = 0;
    for (FmRun.Result result : results) {
      if (result.failure().isEmpty()) {
        events += result.events();
        skipped += result.skipped();
      }
    }
    return failed > 0 || skipped > options.toleratedFailures() * (events + skipped)
        ? ExitCode.TOO_MANY_FAILURES
        : ExitCode.DONE;
  }
}
