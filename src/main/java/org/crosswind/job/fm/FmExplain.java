package org.crosswind.job.fm;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmExplainer;
import org.crosswind.calc.fm.FmExplanation;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Finds one event in the streams of an analysis and explains a loss of it; writes nothing. */
final class FmExplain {
  private final Storage storage;
  private final FmCompatibility compatibility;

  FmExplain(Storage storage, FmCompatibility compatibility) {
    this.storage = storage;
    this.compatibility = compatibility;
  }

  /**
   * Explains a loss.
   *
   * @param eventId the event; of several with this id the first
   * @param itemId an item of the event
   * @param sidx a sample, or -5, -3 or -1
   * @throws FailureException when the tables are wrong or there is no such event, item or sample
   */
  FmExplanation run(FmAnalysis analysis, int eventId, int itemId, int sidx) {
    FmStaticFiles files =
        new OasisStaticReader(
                new HadoopStaticFolder(storage, Storage.path(analysis.staticFolder())))
            .read();
    FmValidator.validate(files, analysis.allocationRule()).throwIfInvalid();
    FmStructure structure = FmStructure.of(files, analysis.allocationRule(), compatibility);
    LossEventBatch batch = new LossEventBatch();
    for (String input : analysis.inputs()) {
      Path path = Storage.path(input);
      try (LossStreamReader reader =
          LossStreamReader.open(Storage.name(path), storage.open(path))) {
        while (reader.next(batch)) {
          for (int e = 0; e < batch.size(); e++) {
            if (batch.eventId(e) == eventId) {
              return new FmExplainer(structure, reader.header().maxSample())
                  .explain(new LossEventView().moveTo(batch, e), itemId, sidx);
            }
          }
        }
      } catch (IOException e) {
        throw Storage.failure(path, "read", e);
      }
    }
    throw FailureException.of(
        FailureReason.UNKNOWN_REFERENCE,
        String.join(", ", analysis.inputs()),
        "there is no event " + eventId);
  }
}
