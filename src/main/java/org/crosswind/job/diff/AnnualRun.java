package org.crosswind.job.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.model.insurance.OccurrenceFiles;
import org.crosswind.report.Fingerprint;
import org.crosswind.report.RunManifest;

/**
 * The annual losses of a finished run, and the files that they came from.
 *
 * @param rows of its table {@code annual_losses}
 * @param sources of each analysis that had occurrences, by name
 * @param inputs what the run read, by fingerprint
 */
record AnnualRun(List<AnnualLossRow> rows, Map<String, Source> sources, List<Fingerprint> inputs) {
  /** A run without annual losses. */
  static final AnnualRun NONE = new AnnualRun(List.of(), Map.of(), List.of());

  /**
   * What annual losses of an analysis came from, beside its streams.
   *
   * @param staticFolder with the summaries
   * @param files when events happen
   */
  record Source(String staticFolder, OccurrenceFiles files) {}

  /** The annual losses of a run that has these rows. */
  static AnnualRun of(List<AnnualLossRow> rows, RunManifest manifest) {
    Map<String, Source> sources = new HashMap<>();
    for (JsonNode analysis : manifest.configuration().path("analyses")) {
      if (analysis.hasNonNull("occurrences")) {
        OccurrenceFiles files =
            new OccurrenceFiles(
                analysis.path("occurrences").asText(),
                Optional.ofNullable(analysis.path("periods").asText(null)));
        sources.put(
            analysis.path("run_id").asText(), new Source(analysis.path("static").asText(), files));
      }
    }
    return new AnnualRun(rows, sources, manifest.inputs());
  }

  /** What the run read as a file of this role, by its place. */
  Optional<Fingerprint> input(String role, Storage storage, String file) {
    Path path = Storage.path(file);
    String name = storage.fileSystem(path).makeQualified(path).toString();
    return inputs.stream()
        .filter(input -> input.role().equals(role) && input.path().equals(name))
        .findFirst();
  }
}
