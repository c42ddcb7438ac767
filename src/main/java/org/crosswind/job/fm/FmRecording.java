package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.JobRun;
import org.crosswind.job.Platform;
import org.crosswind.job.RunOptions;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.config.RunConfig;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.report.InputFiles;
import org.crosswind.report.RunManifest;
import org.crosswind.report.Runs;

/**
 * How a run of the financial module is recorded so that it can be resumed: in a hidden folder
 * beside its output or manifest, named after it, that goes when the run is finished.
 */
final class FmRecording {
  private static final int LONGEST_NAME = 100;

  private final Storage storage;
  private final List<FmAnalysis> analyses;
  private final String manifest;
  private final FmRecord record;

  /**
   * The recording of a run.
   *
   * @param manifest of the analyses, null without one
   * @param record knows the options of the run
   */
  FmRecording(Storage storage, List<FmAnalysis> analyses, String manifest, FmRecord record) {
    this.storage = storage;
    this.analyses = new ArrayList<>(analyses);
    this.manifest = manifest;
    this.record = record;
  }

  /**
   * What is configured for a run: its limits, alerts and other keys of {@code crosswind.run}.
   *
   * @param home the output or the manifest
   * @param file a configuration, null for none
   * @param more {@code key=value} from the command line
   */
  static RunConfig config(
      Path home, java.nio.file.Path file, List<String> more, RunOptions options, Clock clock) {
    List<String> sets = new ArrayList<>(more);
    String folder = Storage.folderOf(home).toString(); // of the current folder, nothing
    sets.add("run.output=\"" + (folder.isEmpty() ? "." : escaped(folder)) + "\"");
    sets.addAll(options.overrides());
    sets.add("run.id=\"" + id(home) + "\"");
    return (file == null ? JobConfig.withoutFile(sets, clock) : JobConfig.load(file, sets, clock))
        .run();
  }

  /** Claims the name of the run, or goes on with an unfinished one. */
  JobRun open(RunConfig config, Platform platform, Clock clock) {
    return JobRun.open("fm", config, record.configuration(analyses).toString(), platform, clock);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * The record of a finished run, when no unfinished one of its name would go on.
   *
   * @param home the output or the manifest
   * @param record the file that a finished run has written
   */
  static Optional<RunManifest> finished(Storage storage, Path home, Path record, Clock clock)
      throws IOException {
    Path folder = Storage.folderOf(home);
    if (!storage.exists(record)
        || Runs.in(storage.configuration(), folder, clock).isUnfinished(id(home))) {
      return Optional.empty();
    }
    try (InputStream in = storage.open(record)) {
      return Optional.of(RunManifest.read(in)).filter(manifest -> manifest.exitCode() != null);
    }
  }

  private static String id(Path home) {
    String name = home.getName().replaceAll("[^A-Za-z0-9._-]", "_");
    String plain = name.matches("[A-Za-z0-9].*") ? name : "x" + name;
    return plain.substring(0, Math.min(LONGEST_NAME, plain.length())) + ".fm";
  }

  /**
   * All files that the run reads; static tables and manifest by content, streams by size and time.
   */
  InputFiles files() throws IOException {
    InputFiles.Builder files = new InputFiles.Builder();
    if (manifest != null) {
      Path path = Storage.path(manifest);
      files.content(storage.fileSystem(path), "manifest", path);
    }
    Set<String> folders = new LinkedHashSet<>();
    Set<Path> streams = new LinkedHashSet<>();
    for (FmAnalysis analysis : analyses) {
      folders.add(analysis.staticFolder());
      analysis.inputs().forEach(input -> streams.add(Storage.path(input)));
    }
    for (String folder : folders) {
      Path path = Storage.path(folder);
      if (storage.exists(path)) {
        files.content(storage.fileSystem(path), "static tables", path);
      }
    }
    return files.listings(storage::fileSystem, "losses", streams).build();
  }
}
