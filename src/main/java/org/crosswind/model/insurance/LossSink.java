package org.crosswind.model.insurance;

/** Receives the losses that a programme leaves, one output of one event at a time, in order. */
public interface LossSink {
  /**
   * Takes one row of losses. The three special lanes count even when zero, samples only when not.
   *
   * @param eventId the event
   * @param outputId the output, not 0
   * @param chanceOfLoss to be handed through; 0 for none
   * @param rows holds the losses; not kept
   * @param offset of the row's first column
   * @param columns number of columns
   * @param sidxOfColumn sample index of each column, ascending after the three special ones; null
   *     when the columns are the lanes of {@link SampleLanes}
   */
  void accept(
      int eventId,
      int outputId,
      float chanceOfLoss,
      float[] rows,
      int offset,
      int columns,
      int[] sidxOfColumn);
}
