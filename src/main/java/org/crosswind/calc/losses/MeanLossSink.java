package org.crosswind.calc.losses;

/** Takes the mean losses of one stream: for each event its outputs. */
public interface MeanLossSink {
  /** An event begins. The same id may come again later and is then another event. */
  void beginEvent(int eventId);

  /**
   * An output of the event.
   *
   * @param outputId may come more than once
   * @param numerical its loss of sidx -1; NaN when it has none
   * @param sampleSum the sum of its samples, sidx 1 and above; 0 without samples
   */
  void output(int outputId, double numerical, double sampleSum);

  /** The event is complete. */
  void endEvent();
}
