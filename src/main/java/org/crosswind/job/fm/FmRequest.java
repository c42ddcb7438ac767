package org.crosswind.job.fm;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.FmManifestReader;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.OccurrenceFiles;

/**
 * What a run of the financial module was asked to compute, and how.
 *
 * @param manifest of many analyses, null for one
 * @param roots folders to which rows of the manifest may point
 * @param one the one analysis, null with a manifest
 * @param occurrences when the events of analyses happen of which the manifest does not say it
 * @param options how the run goes; its loss table as a person named it
 */
record FmRequest(
    String manifest,
    List<Path> roots,
    FmAnalysis one,
    Optional<OccurrenceFiles> occurrences,
    FmOptions options) {
  FmRequest {
    roots = List.copyOf(roots);
    if ((manifest == null) == (one == null)) {
      throw new IllegalArgumentException("a manifest or an analysis is needed, and not both");
    }
  }

  /** The analyses, with outputs anywhere. */
  List<FmAnalysis> analyses(Storage storage) {
    return analyses(storage, null);
  }

  /**
   * The analyses.
   *
   * @param names of outputs in a folder of the run, null for files anywhere; the one analysis has
   *     them already
   */
  List<FmAnalysis> analyses(Storage storage, UnaryOperator<String> names) {
    List<FmAnalysis> described =
        manifest == null
            ? List.of(one)
            : new FmManifestReader(storage, roots, names).read(Storage.path(manifest));
    return occurrences.isEmpty()
        ? described
        : described.stream()
            .map(each -> each.occurrences().isEmpty() ? each.happening(occurrences.get()) : each)
            .toList();
  }

  /** The manifest's path, when there is one. */
  Optional<Path> manifestPath() {
    return Optional.ofNullable(manifest).map(Storage::path);
  }
}
