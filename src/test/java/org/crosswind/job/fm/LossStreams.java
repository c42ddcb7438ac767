package org.crosswind.job.fm;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;

/** Loss streams as keys and losses, for comparison. */
final class LossStreams {
  private LossStreams() {}

  /** Event and output ids in the order of the stream. */
  static List<String> outputs(byte[] stream) {
    List<String> keys = new ArrayList<>();
    walk(stream, (view, i) -> keys.add(view.eventId() + "/" + view.itemId(i)));
    return keys;
  }

  /** Losses that are not zero, by event, output and sample. */
  static Map<String, Float> losses(byte[] stream) {
    Map<String, Float> losses = new HashMap<>();
    walk(
        stream,
        (view, i) -> {
          for (int p = 0; p < view.pairCount(i); p++) {
            if (view.loss(i, p) != 0) {
              losses.put(
                  view.eventId() + "/" + view.itemId(i) + "/" + view.sidx(i, p), view.loss(i, p));
            }
          }
        });
    return losses;
  }

  /** A loss of a stream. */
  record Key(int event, int item, int sidx, float loss) {}

  /** The first loss of a sample that is not zero. */
  static Key firstSample(byte[] stream) {
    List<Key> found = new ArrayList<>();
    walk(
        stream,
        (view, i) -> {
          for (int p = 0; p < view.pairCount(i); p++) {
            if (view.sidx(i, p) > 0 && view.loss(i, p) > 0) {
              found.add(new Key(view.eventId(), view.itemId(i), view.sidx(i, p), view.loss(i, p)));
            }
          }
        });
    return found.get(0);
  }

  private interface ItemVisitor {
    void visit(LossEventView view, int item);
  }

  private static void walk(byte[] stream, ItemVisitor visitor) {
    LossStreamReader reader = LossStreamReader.open("stream", new ByteArrayInputStream(stream));
    LossEventBatch batch = new LossEventBatch();
    LossEventView view = new LossEventView();
    while (reader.next(batch)) {
      for (int e = 0; e < batch.size(); e++) {
        view.moveTo(batch, e);
        for (int i = 0; i < view.itemCount(); i++) {
          visitor.visit(view, i);
        }
      }
    }
  }
}
