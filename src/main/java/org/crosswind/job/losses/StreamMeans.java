package org.crosswind.job.losses;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.losses.MeanLossSink;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;

/** Reads a loss stream once, for all who want its mean losses. */
public final class StreamMeans {
  private StreamMeans() {}

  /**
   * Reads a whole stream. Memory is for the largest event.
   *
   * @param file the stream, packed by gzip or not
   * @param sinks makes those who add up, from the number of samples of the stream; each gets
   *     everything, in the order of the stream
   * @throws org.crosswind.model.run.FailureException when it cannot be read
   */
  public static void read(
      Storage storage, Path file, IntFunction<List<? extends MeanLossSink>> sinks) {
    try (LossStreamReader reader =
        LossStreamReader.open(Storage.name(file), storage.openUnpacked(file))) {
      LossEventBatch batch = new LossEventBatch();
      LossEventView view = new LossEventView();
      List<? extends MeanLossSink> all = sinks.apply(reader.header().maxSample());
      while (reader.next(batch)) {
        for (int e = 0; e < batch.size(); e++) {
          event(view.moveTo(batch, e), all);
        }
      }
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    }
  }

  private static void event(LossEventView view, List<? extends MeanLossSink> sinks) {
    for (MeanLossSink sink : sinks) {
      sink.beginEvent(view.eventId());
    }
    for (int i = 0; i < view.itemCount(); i++) {
      double numerical = view.numericalMean(i);
      double sampleSum = view.sampleSum(i);
      for (MeanLossSink sink : sinks) {
        sink.output(view.itemId(i), numerical, sampleSum);
      }
    }
    for (MeanLossSink sink : sinks) {
      sink.endEvent();
    }
  }
}
