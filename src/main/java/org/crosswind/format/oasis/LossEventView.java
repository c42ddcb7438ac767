package org.crosswind.format.oasis;

import java.util.Arrays;
import org.crosswind.model.insurance.EventLosses;
import org.crosswind.model.insurance.SampleLanes;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * One event of a {@link LossEventBatch}, read straight from the bytes. Moved from event to event;
 * one per thread.
 *
 * <p>Reading: a NaN loss is a zero one; a zero loss is as good as absent, and may be given twice;
 * negative losses are kept, infinite ones and those of 2^60 or more are refused; the standard
 * deviation (-2) is dropped. Samples may come in any order, ascending ones are read faster.
 */
public final class LossEventView implements EventLosses {
  /** All bits of a float but the sign. */
  private static final int MAGNITUDE = Integer.MAX_VALUE;

  /**
   * A loss of 2^60 (1.2e18) or more is no loss of any currency; sums of such would leave the range
   * in which the rules are exact. Infinity and NaN are above it too.
   */
  private static final float TOO_GREAT = 0x1p60f;

  private static final int TOO_GREAT_BITS = Float.floatToRawIntBits(TOO_GREAT);

  /** Added to the magnitude of a loss that is too great, and of no other, gives the highest bit. */
  private static final int TO_HIGHEST_BIT = Integer.MIN_VALUE - TOO_GREAT_BITS;

  /** Samples up to which every one is looked for. */
  private static final int FEW = 16;

  private LossEventBatch batch;
  private byte[] bytes;
  private int maxSample;
  private int firstItem;
  private int itemCount;
  private int eventId;

  /**
   * Moves to an event.
   *
   * @param batch holds its bytes; must stay as it is while this is read
   * @param event which, 0-based in the batch
   * @return this
   * @throws FailureException for the event id 0
   */
  public LossEventView moveTo(LossEventBatch batch, int event) {
    this.batch = batch;
    bytes = batch.bytes();
    maxSample = batch.maxSample();
    firstItem = batch.firstItem(event);
    itemCount = batch.eventItems(event);
    eventId = batch.eventId(event);
    if (eventId == 0) {
      throw FailureException.of(
          FailureReason.INVALID, where(0), "event id 0, expected any other number");
    }
    return this;
  }

  @Override
  public int eventId() {
    return eventId;
  }

  @Override
  public int itemCount() {
    return itemCount;
  }

  @Override
  public int itemId(int index) {
    return batch.itemId(firstItem + index);
  }

  @Override
  public int pairCount(int index) {
    return (end(index) - begin(index)) / LossStreamLayout.PAIR_BYTES;
  }

  @Override
  public float read(int index, float[] rows, int offset) {
    byte[] from = bytes;
    int samples = maxSample;
    int at = begin(index);
    int end = end(index);
    float chance = 0;
    if (hasAllSpecials(from, at, end)) {
      chance = chance(loss(from, at + LossStreamLayout.PAIR_BYTES), 0f);
      rows[offset] = loss(from, at);
      rows[offset + 1] = loss(from, at + 2 * LossStreamLayout.PAIR_BYTES);
      rows[offset + 2] = loss(from, at + 4 * LossStreamLayout.PAIR_BYTES);
      at += 5 * LossStreamLayout.PAIR_BYTES;
    }
    if (samples <= FEW && at > begin(index)) {
      return readFew(from, at, end, rows, offset + SampleLanes.SPECIAL_LANES)
          ? chance
          : readAnyOrder(index, at, chance, rows, offset, null);
    }
    while (at < end) {
      int sidx = LossStreamLayout.intAt(from, at);
      if (sidx > 0) {
        break;
      }
      float value =
          Float.intBitsToFloat(LossStreamLayout.lossBits(LossStreamLayout.pairAt(from, at)));
      if (sidx == SampleLanes.CHANCE_OF_LOSS) {
        chance = chance(value, chance);
      } else if (sidx != SampleLanes.STANDARD_DEVIATION) {
        put(index, at, sidx, value, rows, offset, null);
      }
      at += LossStreamLayout.PAIR_BYTES;
    }
    int base = offset + SampleLanes.SPECIAL_LANES - 1;
    int last = 0;
    for (; at < end; at += LossStreamLayout.PAIR_BYTES) {
      long pair = LossStreamLayout.pairAt(from, at);
      int sidx = LossStreamLayout.sidx(pair);
      int bits = LossStreamLayout.lossBits(pair);
      if (sidx <= last || sidx > samples || (bits & MAGNITUDE) >= TOO_GREAT_BITS) {
        return readAnyOrder(index, at, chance, rows, offset, null);
      }
      rows[base + sidx] = Float.intBitsToFloat(bits);
      last = sidx;
    }
    return chance;
  }

  /**
   * Reads the samples of an item that has few at most: a step for each sample, whether it is there
   * or not, since a loop over those that are there ends where no processor can foresee.
   *
   * @param at the first pair of a sample, or the delimiter
   * @param to lane of the first sample
   * @return false, and nothing done, if they are not ascending, in range and finite
   */
  private boolean readFew(byte[] from, int at, int end, float[] rows, int to) {
    int next = at;
    int broken = 0;
    for (int sidx = 1; sidx <= maxSample; sidx++) {
      long pair = LossStreamLayout.pairAt(from, next);
      int other = LossStreamLayout.sidx(pair) ^ sidx;
      int mask = ~((other | -other) >> Integer.SIZE - 1);
      int bits = LossStreamLayout.lossBits(pair) & mask;
      broken |= (bits & MAGNITUDE) + TO_HIGHEST_BIT;
      rows[to + sidx - 1] = Float.intBitsToFloat(bits);
      next += LossStreamLayout.PAIR_BYTES & mask;
    }
    if (next == end && broken >= 0) {
      return true;
    }
    Arrays.fill(rows, to, to + maxSample, 0f);
    return false;
  }

  /** Whether the five special pairs come first, in ascending order, with finite losses. */
  private static boolean hasAllSpecials(byte[] from, int at, int end) {
    if (at + 5 * LossStreamLayout.PAIR_BYTES > end) {
      return false;
    }
    long a = LossStreamLayout.pairAt(from, at);
    long b = LossStreamLayout.pairAt(from, at + LossStreamLayout.PAIR_BYTES);
    long c = LossStreamLayout.pairAt(from, at + 2 * LossStreamLayout.PAIR_BYTES);
    long d = LossStreamLayout.pairAt(from, at + 3 * LossStreamLayout.PAIR_BYTES);
    long e = LossStreamLayout.pairAt(from, at + 4 * LossStreamLayout.PAIR_BYTES);
    int different =
        (int) a ^ SampleLanes.MAXIMUM_LOSS
            | (int) b ^ SampleLanes.CHANCE_OF_LOSS
            | (int) c ^ SampleLanes.IMPACTED_EXPOSURE
            | (int) d ^ SampleLanes.STANDARD_DEVIATION
            | (int) e ^ SampleLanes.NUMERICAL_MEAN;
    return different == 0 && isFinite(a) && isFinite(c) && isFinite(e);
  }

  private static boolean isFinite(long pair) {
    return (LossStreamLayout.lossBits(pair) & MAGNITUDE) < TOO_GREAT_BITS;
  }

  private static float loss(byte[] from, int at) {
    return Float.intBitsToFloat(LossStreamLayout.lossBits(LossStreamLayout.pairAt(from, at)));
  }

  @Override
  public float read(int index, float[] rows, int offset, int[] columnOfLane) {
    return readAnyOrder(index, begin(index), 0, rows, offset, columnOfLane);
  }

  private float readAnyOrder(
      int index, int begin, float chance, float[] rows, int offset, int[] columnOfLane) {
    int end = end(index);
    float lastChance = chance;
    for (int at = begin; at < end; at += LossStreamLayout.PAIR_BYTES) {
      long pair = LossStreamLayout.pairAt(bytes, at);
      int sidx = LossStreamLayout.sidx(pair);
      float value = Float.intBitsToFloat(LossStreamLayout.lossBits(pair));
      if (sidx == SampleLanes.CHANCE_OF_LOSS) {
        lastChance = chance(value, lastChance);
      } else if (sidx != SampleLanes.STANDARD_DEVIATION) {
        put(index, at, sidx, value, rows, offset, columnOfLane);
      }
    }
    return lastChance;
  }

  private static float chance(float value, float before) {
    return Float.isNaN(value) || value == 0 ? before : value;
  }

  private void put(
      int index, int at, int sidx, float value, float[] rows, int offset, int[] columnOfLane) {
    int lane = SampleLanes.laneOf(sidx);
    if (lane < 0 || sidx > maxSample) {
      throw failure(
          FailureReason.INVALID,
          index,
          at,
          "sample index " + sidx + ", expected -5 to -1 or 1 to " + maxSample);
    }
    if (Float.isNaN(value) || value == 0) {
      return;
    }
    if (Math.abs(value) >= TOO_GREAT) {
      throw failure(
          FailureReason.INVALID,
          index,
          at,
          "loss " + value + " of sample " + sidx + ", expected a finite number below 1e18");
    }
    int column = offset + (columnOfLane == null ? lane : columnOfLane[lane]);
    if (rows[column] != 0) {
      throw failure(
          FailureReason.INVALID,
          index,
          at,
          "sample " + sidx + " has losses " + rows[column] + " and " + value + ", expected one");
    }
    rows[column] = value;
  }

  @Override
  public void mark(int index, long[] lanes) {
    int end = end(index);
    for (int at = begin(index); at < end; at += LossStreamLayout.PAIR_BYTES) {
      long pair = LossStreamLayout.pairAt(bytes, at);
      int sidx = LossStreamLayout.sidx(pair);
      int lane = SampleLanes.laneOf(sidx);
      if (lane >= 0 && sidx <= maxSample) {
        lanes[lane >>> 6] |= 1L << lane;
      }
    }
  }

  /** Sample index of a pair as it is in the stream, unchecked. */
  public int sidx(int index, int pair) {
    return LossStreamLayout.intAt(bytes, begin(index) + pair * LossStreamLayout.PAIR_BYTES);
  }

  /** Loss of a pair as it is in the stream, unchecked. */
  public float loss(int index, int pair) {
    return Float.intBitsToFloat(
        LossStreamLayout.lossBits(
            LossStreamLayout.pairAt(bytes, begin(index) + pair * LossStreamLayout.PAIR_BYTES)));
  }

  /** Numerical mean of an item (sidx -1) as it is in the stream; NaN when it has none. */
  public double numericalMean(int index) {
    int end = end(index);
    for (int at = begin(index); at < end; at += LossStreamLayout.PAIR_BYTES) {
      long pair = LossStreamLayout.pairAt(bytes, at);
      if (LossStreamLayout.sidx(pair) == SampleLanes.NUMERICAL_MEAN) {
        return Float.intBitsToFloat(LossStreamLayout.lossBits(pair));
      }
    }
    return Double.NaN;
  }

  /**
   * Sum of the samples of an item (sidx 1 and above) in the order of the stream, a NaN as 0; over
   * the number of samples it is their mean, since those that are absent are 0.
   */
  public double sampleSum(int index) {
    double sum = 0;
    int end = end(index);
    for (int at = begin(index); at < end; at += LossStreamLayout.PAIR_BYTES) {
      long pair = LossStreamLayout.pairAt(bytes, at);
      float loss = Float.intBitsToFloat(LossStreamLayout.lossBits(pair));
      if (LossStreamLayout.sidx(pair) > 0 && !Float.isNaN(loss)) {
        sum += loss;
      }
    }
    return sum;
  }

  @Override
  public String where(int index) {
    return where(index, batch.itemAt(firstItem + index));
  }

  private int begin(int index) {
    return batch.itemAt(firstItem + index) + LossStreamLayout.ITEM_BYTES;
  }

  /** The delimiter of an item. */
  private int end(int index) {
    return batch.itemAt(firstItem + index + 1) - LossStreamLayout.PAIR_BYTES;
  }

  private String where(int index, int at) {
    return batch.source()
        + ": byte "
        + batch.streamOffset(at)
        + " (event "
        + eventId
        + ", item "
        + itemId(index)
        + ")";
  }

  private FailureException failure(FailureReason reason, int index, int at, String message) {
    return FailureException.of(reason, where(index, at), message);
  }
}
