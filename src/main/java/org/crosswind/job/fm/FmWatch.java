package org.crosswind.job.fm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.csv.CsvTableWriter;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;
import org.crosswind.job.ExitCode;
import org.crosswind.job.JobRun;
import org.crosswind.job.config.WatchConfig;
import org.crosswind.job.watch.LimitCheck;
import org.crosswind.model.run.Failure;

/**
 * The end of a run of the financial module: checks its limits, writes its record and, beside it,
 * {@code .breaches.csv} when there are limits, {@code .metrics.csv} and {@code .metrics.json}, and
 * tells what became of it.
 *
 * <p>The outputs have their names by then; a breach that withholds makes the exit code {@link
 * ExitCode#LIMIT_BREACHED}, is told, and keeps the run from being what the next one is compared
 * with.
 */
final class FmWatch {
  private final Storage storage;
  private final JobRun job;
  private final FmRecord record;
  private final WatchConfig config;

  FmWatch(Storage storage, JobRun job, FmRecord record, WatchConfig config) {
    this.storage = storage;
    this.job = job;
    this.record = record;
    this.config = config;
  }

  /**
   * Ends the run.
   *
   * @param manifest of many analyses, null for one
   * @param home the output or the manifest, beside which tables are written
   * @param file of the record
   * @param figures file with the losses of the last run that was not withheld
   * @return the run with the exit code that its limits leave it
   */
  FmRun end(FmRun run, String manifest, Path home, Path file, Path figures) {
    job.watch().recordIn(record.recorder());
    job.watch().failures(failures(run));
    FmFigures losses = new FmFigures(storage, run, figures, job.watch()::warn);
    LimitCheck.Result limits =
        job.watch().check(losses, (schema, rows) -> table(home, rows, schema));
    boolean withheld = limits.withholds();
    ExitCode code =
        withheld && run.exitCode() != ExitCode.NO_INPUT ? ExitCode.LIMIT_BREACHED : run.exitCode();
    FmRun checked = new FmRun(run.results(), run.molecules(), code);
    record.write(checked, withheld, manifest, file);
    job.watch()
        .writeMetrics(
            (schema, rows) -> table(home, rows, schema),
            (name, content) -> write(beside(home, name), content));
    if (!withheld && FmFigures.wanted(config.limits())) {
      write(figures, losses.json(record.recorder().manifest().finished()));
    }
    if (job.finish(code, withheld, home)) {
      record.rewrite(file);
    }
    return checked;
  }

  private static List<Failure> failures(FmRun run) {
    List<Failure> failures = new ArrayList<>();
    for (FmRun.Result result : run.results()) {
      result.bad().forEach(bad -> failures.add(bad.failure()));
      result.failure().ifPresent(failures::add);
    }
    return failures;
  }

  private void table(Path home, Consumer<RowSink> rows, TableSchema schema) {
    try (RowSink sink = new CsvTableWriter(storage, beside(home, schema.name() + ".csv"), schema)) {
      rows.accept(sink);
    }
  }

  private static Path beside(Path home, String ending) {
    return new Path(Storage.folderOf(home), home.getName() + "." + ending);
  }

  private void write(Path file, byte[] content) {
    try (OutputStream out = storage.create(file)) {
      out.write(content);
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }
}
