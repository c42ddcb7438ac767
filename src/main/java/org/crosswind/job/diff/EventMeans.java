package org.crosswind.job.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosswind.format.oasis.LossEventView;

/**
 * The mean losses of one event, by output id in the order of the stream.
 *
 * @param event event id
 * @param occurrence how many events of this id came before it in the stream
 * @param outputs by id
 */
record EventMeans(int event, int occurrence, Map<Integer, Means> outputs) {
  /** No loss at all. */
  static final Means NONE = new Means(Double.NaN, Double.NaN);

  /**
   * Two means of a loss, money.
   *
   * @param numerical the mean that travels with the samples, sidx -1; NaN when it is absent
   * @param sampled over all samples, absent ones as 0; NaN without samples
   */
  record Means(double numerical, double sampled) {
    private Means plus(Means other) {
      return new Means(sum(numerical, other.numerical), sum(sampled, other.sampled));
    }

    private static double sum(double a, double b) {
      return Double.isNaN(a) ? b : Double.isNaN(b) ? a : a + b;
    }
  }

  /** Reads an event. */
  static EventMeans of(LossEventView view, int occurrence, int maxSample) {
    Map<Integer, Means> outputs = new LinkedHashMap<>();
    for (int i = 0; i < view.itemCount(); i++) {
      Means means =
          new Means(
              view.numericalMean(i), maxSample > 0 ? view.sampleSum(i) / maxSample : Double.NaN);
      outputs.merge(view.itemId(i), means, Means::plus);
    }
    return new EventMeans(view.eventId(), occurrence, outputs);
  }
}
