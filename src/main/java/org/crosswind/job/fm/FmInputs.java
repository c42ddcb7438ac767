package org.crosswind.job.fm;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.losses.AnnualLossInputs;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.report.Fingerprint;
import org.crosswind.report.InputFiles;
import org.crosswind.report.RunRecorder;

/**
 * What a run of the financial module reads. Static tables and manifest are known by their content,
 * as are occurrences and weights of periods; streams, which may be large, by size and time.
 */
final class FmInputs {
  private static final String OCCURRENCES = AnnualLossInputs.OCCURRENCES;
  private static final String PERIODS = AnnualLossInputs.PERIODS;

  private final Storage storage;
  private final Optional<Path> manifest;
  private final Set<Path> folders = new LinkedHashSet<>();
  private final Set<Path> streams = new LinkedHashSet<>();
  private final Set<Path> occurrences = new LinkedHashSet<>();
  private final Set<Path> periods = new LinkedHashSet<>();

  /**
   * The inputs of some analyses.
   *
   * @param manifest of the analyses, when there is one
   */
  FmInputs(Storage storage, Optional<Path> manifest, List<FmAnalysis> analyses) {
    this.storage = storage;
    this.manifest = manifest;
    for (FmAnalysis analysis : analyses) {
      folders.add(Storage.path(analysis.staticFolder()));
      analysis.inputs().forEach(input -> streams.add(Storage.path(input)));
      analysis
          .occurrences()
          .ifPresent(
              files -> {
                occurrences.add(Storage.path(files.occurrences()));
                files.weights().map(Storage::path).ifPresent(periods::add);
              });
    }
  }

  /** All files as they are now; what is not there is left out, since its analysis will say so. */
  InputFiles files() throws IOException {
    InputFiles.Builder files = new InputFiles.Builder();
    if (manifest.isPresent()) {
      files.content(storage.fileSystem(manifest.get()), "manifest", manifest.get());
    }
    for (Path folder : folders) {
      if (storage.exists(folder)) {
        files.content(storage.fileSystem(folder), "static tables", folder);
      }
    }
    content(files, OCCURRENCES, occurrences);
    content(files, PERIODS, periods);
    return files.listings(storage::fileSystem, "losses", streams).build();
  }

  private void content(InputFiles.Builder files, String role, Set<Path> paths) throws IOException {
    for (Path path : paths) {
      if (storage.exists(path)) {
        files.content(storage.fileSystem(path), role, path);
      }
    }
  }

  /** Tells a recorder what was read. */
  void record(RunRecorder recorder) throws IOException {
    if (manifest.isPresent()) {
      Path path = manifest.get();
      recorder.input(Fingerprint.ofContent(storage.fileSystem(path), "manifest", path));
    }
    for (Path folder : folders) {
      if (storage.exists(folder)) {
        recorder.input(Fingerprint.ofContent(storage.fileSystem(folder), "static", folder));
      }
    }
    record(recorder, OCCURRENCES, occurrences);
    record(recorder, PERIODS, periods);
    for (Path stream : streams) {
      if (storage.exists(stream)) {
        recorder.input(Fingerprint.ofListing(storage.fileSystem(stream), "losses", stream));
      }
    }
  }

  private void record(RunRecorder recorder, String role, Set<Path> paths) throws IOException {
    for (Path path : paths) {
      if (storage.exists(path)) {
        recorder.input(Fingerprint.ofContent(storage.fileSystem(path), role, path));
      }
    }
  }
}
