package org.crosswind.job.fm;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.losses.MeanLossSink;
import org.crosswind.format.file.Storage;
import org.crosswind.job.losses.StreamMeans;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.KernelVariant;

/**
 * The mean loss of a stream, summed over its events. An event's mean loss is the sum of its samples
 * (sidx above 0) over their number, or, in a stream without samples, of its numerical means (sidx
 * -1); losses of an event are added in the order of the stream, events in eight lanes and a tree. A
 * NaN is a zero loss, as everywhere in these streams.
 */
final class StreamLoss implements MeanLossSink {
  private static final ArrayOps OPS = KernelVariant.SCALAR.resolve();

  private final int samples;
  private double[] events = new double[1024];
  private int count;
  private double event;

  /**
   * No loss yet.
   *
   * @param samples samples of the stream
   */
  StreamLoss(int samples) {
    this.samples = samples;
  }

  /**
   * Reads a stream once.
   *
   * @return money
   * @throws org.crosswind.model.run.FailureException when it cannot be read
   */
  static double mean(Storage storage, Path file) {
    StreamLoss[] loss = new StreamLoss[1];
    StreamMeans.read(storage, file, samples -> List.of(loss[0] = new StreamLoss(samples)));
    return loss[0].sum();
  }

  @Override
  public void beginEvent(int eventId) {
    event = 0;
  }

  @Override
  public void output(int outputId, double numerical, double sampleSum) {
    if (samples > 0) {
      event += sampleSum;
    } else if (!Double.isNaN(numerical)) {
      event += numerical;
    }
  }

  @Override
  public void endEvent() {
    if (count == events.length) {
      events = Arrays.copyOf(events, 2 * count);
    }
    events[count++] = samples > 0 ? event / samples : event;
  }

  /** The mean loss of all events so far, money. */
  double sum() {
    return OPS.sum(events, 0, count);
  }
}
