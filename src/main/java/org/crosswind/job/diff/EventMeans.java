package org.crosswind.job.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.model.insurance.SampleLanes;

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
      double numerical = Double.NaN;
      double sum = 0;
      for (int p = 0; p < view.pairCount(i); p++) {
        int sidx = view.sidx(i, p);
        float loss = view.loss(i, p);
        if (sidx == SampleLanes.NUMERICAL_MEAN) {
          numerical = loss;
        } else if (sidx > 0 && !Float.isNaN(loss)) { // NaN is a zero loss in these streams
          sum += loss;
        }
      }
      Means means = new Means(numerical, maxSample > 0 ? sum / maxSample : Double.NaN);
      outputs.merge(view.itemId(i), means, Means::plus);
    }
    return new EventMeans(view.eventId(), occurrence, outputs);
  }
}
