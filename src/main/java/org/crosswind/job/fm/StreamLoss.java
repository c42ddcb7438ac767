package org.crosswind.job.fm;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.insurance.SampleLanes;

/** The mean loss of a stream, summed over its events. */
final class StreamLoss {
  private static final ArrayOps OPS = KernelVariant.SCALAR.resolve();

  private StreamLoss() {}

  /**
   * Reads a stream once. An event's mean loss is the sum of its samples (sidx above 0) over their
   * number, or, in a stream without samples, of its numerical means (sidx -1); losses of an event
   * are added in the order of the stream, events in eight lanes and a tree. A NaN is a zero loss,
   * as everywhere in these streams.
   *
   * @return money
   * @throws org.crosswind.model.run.FailureException when it cannot be read
   */
  static double mean(Storage storage, Path file) {
    double[] events = new double[1024];
    int count = 0;
    try (LossStreamReader reader =
        LossStreamReader.open(Storage.name(file), storage.openUnpacked(file))) {
      LossEventBatch batch = new LossEventBatch();
      LossEventView view = new LossEventView();
      int samples = reader.header().maxSample();
      while (reader.next(batch)) {
        for (int e = 0; e < batch.size(); e++) {
          if (count == events.length) {
            events = Arrays.copyOf(events, 2 * count);
          }
          events[count++] = event(view.moveTo(batch, e), samples);
        }
      }
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    }
    return OPS.sum(events, 0, count);
  }

  private static double event(LossEventView view, int samples) {
    double sum = 0;
    for (int i = 0; i < view.itemCount(); i++) {
      for (int p = 0; p < view.pairCount(i); p++) {
        int sidx = view.sidx(i, p);
        boolean counts = samples > 0 ? sidx > 0 : sidx == SampleLanes.NUMERICAL_MEAN;
        float loss = view.loss(i, p);
        if (counts && !Float.isNaN(loss)) {
          sum += loss;
        }
      }
    }
    return samples > 0 ? sum / samples : sum;
  }
}
