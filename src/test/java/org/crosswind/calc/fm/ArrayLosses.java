package org.crosswind.calc.fm;

import java.util.Map;
import java.util.TreeMap;
import org.crosswind.model.insurance.EventLosses;
import org.crosswind.model.insurance.LossSink;
import org.crosswind.model.insurance.SampleLanes;

/** An event as arrays: samples 1 to n of each item. */
record ArrayLosses(int eventId, int[] ids, float[][] samples) implements EventLosses {
  @Override
  public int itemCount() {
    return ids.length;
  }

  @Override
  public int itemId(int index) {
    return ids[index];
  }

  @Override
  public int pairCount(int index) {
    int n = 0;
    for (float x : samples[index]) {
      n += x != 0 ? 1 : 0;
    }
    return n;
  }

  @Override
  public float read(int index, float[] rows, int offset) {
    System.arraycopy(
        samples[index], 0, rows, offset + SampleLanes.SPECIAL_LANES, samples[index].length);
    return 0;
  }

  @Override
  public float read(int index, float[] rows, int offset, int[] columnOfLane) {
    for (int i = 0; i < samples[index].length; i++) {
      if (samples[index][i] != 0) {
        rows[offset + columnOfLane[SampleLanes.laneOf(i + 1)]] = samples[index][i];
      }
    }
    return 0;
  }

  @Override
  public void mark(int index, long[] lanes) {
    for (int i = 0; i < samples[index].length; i++) {
      if (samples[index][i] != 0) {
        int lane = SampleLanes.laneOf(i + 1);
        lanes[lane >>> 6] |= 1L << lane;
      }
    }
  }

  @Override
  public String where(int index) {
    return "event " + eventId + ", item " + ids[index];
  }

  /** Losses by output and sample, in order of ids. */
  static final class Collected implements LossSink {
    final Map<Integer, Map<Integer, Float>> losses = new TreeMap<>();

    @Override
    public void accept(
        int eventId,
        int outputId,
        float chanceOfLoss,
        float[] rows,
        int offset,
        int columns,
        int[] sidxOfColumn) {
      Map<Integer, Float> row = new TreeMap<>();
      for (int i = 0; i < columns; i++) {
        if (rows[offset + i] != 0) {
          row.put(sidxOfColumn == null ? SampleLanes.sidxOf(i) : sidxOfColumn[i], rows[offset + i]);
        }
      }
      losses.put(outputId, row);
    }

    float loss(int output, int sidx) {
      return losses.get(output).getOrDefault(sidx, 0f);
    }
  }

  /** Computes an event of a single sample: losses of items 1, 2, ... */
  static Collected gross(FmStructure structure, float... losses) {
    int[] ids = new int[losses.length];
    float[][] samples = new float[losses.length][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i + 1;
      samples[i] = new float[] {losses[i]};
    }
    Collected out = new Collected();
    new FmCalculator(structure, 1, false).process(new ArrayLosses(7, ids, samples), out, null);
    return out;
  }
}
