package org.crosswind.job.diff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.losses.AnnualLoss;
import org.crosswind.calc.losses.AnnualLosses;
import org.crosswind.calc.losses.EventFrequencies;
import org.crosswind.calc.losses.SummaryIndex;
import org.crosswind.format.file.Storage;
import org.crosswind.job.losses.AnnualLossInputs;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.job.losses.StreamMeans;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.report.Fingerprint;

/**
 * Compares the annual losses of two runs, summary by summary, and splits what moved into how often
 * events happen and what they cost.
 *
 * <p>The losses are those of the tables. Between both runs there is one figure that neither has:
 * A's losses with B's frequencies, for which A's stream is read once more. That is left out where
 * A's stream is not what it was, or B's occurrences are not.
 */
final class AnnualDiff {
  private final Storage storage;
  private final LossStreams a;
  private final LossStreams b;
  private final AnnualLossInputs inputs;
  private final List<String> notes = new ArrayList<>();
  private final Map<LossStreams.Key, Map<AnnualMove.Key, AnnualLoss>> between = new HashMap<>();

  /** A comparison of two runs. */
  AnnualDiff(Storage storage, LossStreams a, LossStreams b) {
    this.storage = storage;
    this.a = a;
    this.b = b;
    this.inputs = new AnnualLossInputs(storage, warning -> {}); // the run has told it
  }

  /** The moves in the order of B's table, then those of what only A has, in the order of A's. */
  List<AnnualMove> moves() {
    Map<AnnualMove.Key, AnnualLoss> before = index(a.annual().rows());
    Map<AnnualMove.Key, AnnualLoss> after = index(b.annual().rows());
    List<AnnualMove> moves = new ArrayList<>();
    after.forEach(
        (key, loss) -> {
          AnnualLoss then = before.get(key);
          AnnualLoss middle = then == null ? null : between(key, before);
          moves.add(new AnnualMove(key, then, loss, middle));
        });
    before.forEach(
        (key, loss) -> {
          if (!after.containsKey(key)) {
            moves.add(new AnnualMove(key, loss, null, null));
          }
        });
    return moves;
  }

  /** Why changes are not split, a line for each stream. */
  List<String> notes() {
    return notes;
  }

  private static Map<AnnualMove.Key, AnnualLoss> index(List<AnnualLossRow> rows) {
    Map<AnnualMove.Key, AnnualLoss> index = new LinkedHashMap<>();
    rows.forEach(row -> index.put(key(row.analysis(), row.perspective(), row.loss()), row.loss()));
    return index;
  }

  private static AnnualMove.Key key(String analysis, String perspective, AnnualLoss loss) {
    return new AnnualMove.Key(analysis, perspective, loss.summarySetId(), loss.summaryId());
  }

  private AnnualLoss between(AnnualMove.Key key, Map<AnnualMove.Key, AnnualLoss> before) {
    LossStreams.Key stream = new LossStreams.Key(key.analysis(), key.perspective());
    Map<AnnualMove.Key, AnnualLoss> losses = between.get(stream);
    if (losses == null) {
      losses = Map.of();
      try {
        losses = between(stream, before);
      } catch (FailureException e) {
        notes.add(stream + ": not split by causes: " + e.failure().oneLine());
      } catch (IOException e) {
        notes.add(stream + ": not split by causes: " + e);
      }
      between.put(stream, losses);
    }
    return losses.get(key);
  }

  private Map<AnnualMove.Key, AnnualLoss> between(
      LossStreams.Key stream, Map<AnnualMove.Key, AnnualLoss> before) throws IOException {
    AnnualRun.Source from = a.annual().sources().get(stream.analysis());
    AnnualRun.Source into = b.annual().sources().get(stream.analysis());
    LossStreams.Stream losses = a.streams().get(stream);
    if (from == null || into == null || losses == null || losses.file() == null) {
      throw FailureException.of(
          FailureReason.MISSING, stream.toString(), "its record does not name what it came from");
    }
    if (sameFrequencies(from, into)) {
      return before;
    }
    requireSame(AnnualLossInputs.OCCURRENCES, into.files().occurrences());
    if (into.files().weights().isPresent()) {
      requireSame(AnnualLossInputs.PERIODS, into.files().weights().get());
    }
    EventFrequencies frequencies = inputs.frequencies(into.files());
    SummaryIndex summaries = inputs.summaries(from.staticFolder());
    AnnualLosses[] sums = new AnnualLosses[1];
    StreamMeans.read(
        storage,
        losses.file(),
        samples -> List.of(sums[0] = new AnnualLosses(frequencies, summaries, samples)));
    Map<AnnualMove.Key, AnnualLoss> found = new HashMap<>();
    for (AnnualLoss loss : sums[0].result()) {
      found.put(key(stream.analysis(), stream.perspective(), loss), loss);
    }
    requireSameEvents(stream, found, before, losses.file());
    return found;
  }

  /** Whether both runs read the same bytes. */
  private boolean sameFrequencies(AnnualRun.Source from, AnnualRun.Source into) {
    Optional<String> then = content(a, AnnualLossInputs.OCCURRENCES, from.files().occurrences());
    if (then.isEmpty()
        || !then.equals(content(b, AnnualLossInputs.OCCURRENCES, into.files().occurrences()))) {
      return false;
    }
    Optional<String> weights = from.files().weights();
    if (weights.isPresent() != into.files().weights().isPresent()) {
      return false;
    }
    if (weights.isEmpty()) {
      return from.files().periods().equals(into.files().periods());
    }
    Optional<String> weighed = content(a, AnnualLossInputs.PERIODS, weights.get());
    return weighed.isPresent()
        && weighed.equals(content(b, AnnualLossInputs.PERIODS, into.files().weights().get()));
  }

  private Optional<String> content(LossStreams run, String role, String file) {
    return run.annual().input(role, storage, file).map(Fingerprint::sha256);
  }

  private void requireSame(String role, String file) throws IOException {
    Path path = Storage.path(file);
    Optional<String> then = content(b, role, file);
    storage.status(path); // says that it is not there
    String now = Fingerprint.ofContent(storage.fileSystem(path), role, path).sha256();
    if (!then.equals(Optional.of(now))) {
      throw FailureException.of(
          FailureReason.INVALID, Storage.name(path), "is not what " + b.name() + " has read");
    }
  }

  /** What an event costs a summary of A does not depend on how often it happens. */
  private static void requireSameEvents(
      LossStreams.Key stream,
      Map<AnnualMove.Key, AnnualLoss> found,
      Map<AnnualMove.Key, AnnualLoss> before,
      Path file) {
    before.forEach(
        (key, loss) -> {
          if (key.analysis().equals(stream.analysis())
              && key.perspective().equals(stream.perspective())) {
            AnnualLoss again = found.get(key);
            if (again == null || again.events() != loss.events()) {
              throw FailureException.of(
                  FailureReason.INVALID,
                  Storage.name(file),
                  "with its summaries is not what it was: "
                      + key
                      + " has "
                      + (again == null ? "no" : again.events())
                      + " events with a loss, expected "
                      + loss.events());
            }
          }
        });
  }
}
