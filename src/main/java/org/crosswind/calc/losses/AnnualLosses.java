package org.crosswind.calc.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Adds up the annual losses of one stream by summary, in one pass and memory for the summaries
 * only.
 *
 * <p>The mean annual loss of a summary is, of type 1 and type 2,
 *
 * <pre>
 * sum over periods p of W(p) x L(p, -1) / P      sum over p and samples i of W(p) x L(p, i) / (P x S)
 * </pre>
 *
 * where {@code L(p, i)} is the sum of the losses of the events of period p and {@code W(p) = w(p) x
 * P}. Both are means, so the periods need not be seen: each is the sum over events of {@code f(e) x
 * l(e)}, with {@link EventFrequencies} and the event's mean loss. What needs the periods (standard
 * deviations, exceedance curves) is not made here.
 *
 * <p>All sums are in double: outputs of an event in the order of the stream, then events in the
 * order of the stream. So the bits depend on the stream alone. Not thread-safe.
 */
public final class AnnualLosses implements MeanLossSink {
  private final EventFrequencies frequencies;
  private final SummaryIndex index;
  private final int samples;

  private final double[] numerical;
  private final double[] sampled;
  private final long[] events;
  private final long[] occurring;

  private final double[] eventNumerical;
  private final double[] eventSampled;
  private final boolean[] seen;
  private final int[] touched;
  private int touchedCount;
  private int eventId;

  private long unassigned;
  private int firstUnassigned;

  /**
   * Sums that are all 0.
   *
   * @param samples samples of the stream, as its header says; 0 or more
   */
  public AnnualLosses(EventFrequencies frequencies, SummaryIndex index, int samples) {
    this.frequencies = Objects.requireNonNull(frequencies, "frequencies");
    this.index = Objects.requireNonNull(index, "index");
    this.samples = samples;
    int size = index.size();
    numerical = new double[size];
    sampled = new double[size];
    events = new long[size];
    occurring = new long[size];
    eventNumerical = new double[size];
    eventSampled = new double[size];
    seen = new boolean[size];
    touched = new int[size];
  }

  @Override
  public void beginEvent(int event) {
    eventId = event;
    touchedCount = 0;
  }

  @Override
  public void output(int outputId, double mean, double sampleSum) {
    double loss = Double.isNaN(mean) ? 0 : mean;
    add(SummaryIndex.TOTAL, loss, sampleSum);
    int place = index.find(outputId);
    int count = 0;
    if (place >= 0) {
      int to = index.to(place);
      for (int k = index.from(place); k < to; k++) {
        add(index.summary(k), loss, sampleSum);
        count++;
      }
    }
    if (count < index.sets() && unassigned++ == 0) {
      firstUnassigned = outputId;
    }
  }

  private void add(int summary, double loss, double sampleSum) {
    if (!seen[summary]) {
      seen[summary] = true;
      touched[touchedCount++] = summary;
      eventNumerical[summary] = 0;
      eventSampled[summary] = 0;
    }
    eventNumerical[summary] += loss;
    eventSampled[summary] += sampleSum;
  }

  @Override
  public void endEvent() {
    double frequency = frequencies.of(eventId);
    for (int t = 0; t < touchedCount; t++) {
      int summary = touched[t];
      seen[summary] = false;
      double loss = eventNumerical[summary];
      double sampleLoss = samples > 0 ? eventSampled[summary] / samples : 0;
      if (loss != 0 || sampleLoss != 0) {
        events[summary]++;
        if (frequency > 0) {
          occurring[summary]++;
          numerical[summary] += frequency * loss;
          sampled[summary] += frequency * sampleLoss;
        }
      }
    }
  }

  /** The annual losses so far: the total, then all summaries by set and id. */
  public List<AnnualLoss> result() {
    List<AnnualLoss> result = new ArrayList<>(index.size());
    for (int s = 0; s < index.size(); s++) {
      result.add(
          new AnnualLoss(
              index.summarySetId(s),
              index.summaryId(s),
              events[s],
              occurring[s],
              numerical[s],
              samples > 0 ? sampled[s] : Double.NaN));
    }
    return result;
  }

  /** An output that some set does not have, so that its loss is in the total only; or none. */
  public OptionalInt unassignedOutput() {
    return unassigned == 0 ? OptionalInt.empty() : OptionalInt.of(firstUnassigned);
  }
}
