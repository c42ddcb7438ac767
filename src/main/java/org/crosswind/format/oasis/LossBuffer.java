package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.crosswind.model.insurance.LossSink;
import org.crosswind.model.insurance.SampleLanes;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Encodes losses to the bytes of a loss stream, in memory: header apart, what {@link
 * LossStreamLayout} calls items. Used again after {@link #clear}; one per thread.
 *
 * <p>An output is its event and output id, the maximum loss (-5), the chance of loss (-4) if not
 * zero, impacted exposure (-3) and mean (-1) even if zero, the samples that are not zero in
 * ascending order, and the delimiter.
 */
public final class LossBuffer implements LossSink {
  /** Item header, four special pairs and the delimiter. */
  private static final int FIXED_BYTES =
      LossStreamLayout.ITEM_BYTES + 5 * LossStreamLayout.PAIR_BYTES;

  private byte[] bytes = new byte[1 << 16];
  private int length;

  @Override
  public void accept(
      int eventId,
      int outputId,
      float chanceOfLoss,
      float[] rows,
      int offset,
      int columns,
      int[] sidxOfColumn) {
    ensureRoom(FIXED_BYTES + (long) columns * LossStreamLayout.PAIR_BYTES, eventId);
    byte[] to = bytes;
    int at = length;
    LossStreamLayout.putPair(to, at, LossStreamLayout.pair(eventId, outputId));
    at += LossStreamLayout.ITEM_BYTES;
    // Plus zero: a zero is written without sign, whichever way it came about.
    at = put(to, at, SampleLanes.MAXIMUM_LOSS, rows[offset] + 0f);
    if (chanceOfLoss != 0) {
      at = put(to, at, SampleLanes.CHANCE_OF_LOSS, chanceOfLoss);
    }
    at = put(to, at, SampleLanes.IMPACTED_EXPOSURE, rows[offset + 1] + 0f);
    at = put(to, at, SampleLanes.NUMERICAL_MEAN, rows[offset + 2] + 0f);
    at =
        sidxOfColumn == null
            ? putSamples(to, at, rows, offset + SampleLanes.SPECIAL_LANES, offset + columns)
            : putColumns(to, at, rows, offset, columns, sidxOfColumn);
    LossStreamLayout.putPair(to, at, 0L);
    length = at + LossStreamLayout.PAIR_BYTES;
  }

  private static int put(byte[] to, int at, int sidx, float loss) {
    LossStreamLayout.putPair(to, at, LossStreamLayout.pair(sidx, Float.floatToRawIntBits(loss)));
    return at + LossStreamLayout.PAIR_BYTES;
  }

  /** Every pair is written and the place moved on only if it counts: no branch to mispredict. */
  private static int putSamples(byte[] to, int at, float[] rows, int from, int end) {
    int next = at;
    long sidx = 1;
    for (int i = from; i < end; i++) {
      int bits = Float.floatToRawIntBits(rows[i]);
      LossStreamLayout.putPair(to, next, (long) bits << Integer.SIZE | sidx);
      sidx++;
      // 8 unless the loss is a zero of either sign: the sum has its highest bit set unless it is.
      next += ((bits & Integer.MAX_VALUE) + Integer.MAX_VALUE >>> 28) & LossStreamLayout.PAIR_BYTES;
    }
    return next;
  }

  private static int putColumns(
      byte[] to, int at, float[] rows, int offset, int columns, int[] sidxOfColumn) {
    int next = at;
    for (int i = SampleLanes.SPECIAL_LANES; i < columns; i++) {
      float loss = rows[offset + i];
      if (loss != 0) {
        next = put(to, next, sidxOfColumn[i], loss);
      }
    }
    return next;
  }

  /** Begins an item whose pairs are given one by one, as they are. */
  public void beginItem(int eventId, int itemId) {
    ensureRoom(LossStreamLayout.ITEM_BYTES, eventId);
    LossStreamLayout.putPair(bytes, length, LossStreamLayout.pair(eventId, itemId));
    length += LossStreamLayout.ITEM_BYTES;
  }

  /** Adds a pair; {@code sidx} is not 0. */
  public void pair(int sidx, float loss) {
    ensureRoom(LossStreamLayout.PAIR_BYTES, 0);
    length = put(bytes, length, sidx, loss);
  }

  /** Ends the item begun. */
  public void endItem() {
    ensureRoom(LossStreamLayout.PAIR_BYTES, 0);
    LossStreamLayout.putPair(bytes, length, 0L);
    length += LossStreamLayout.PAIR_BYTES;
  }

  private void ensureRoom(long more, int eventId) {
    long needed = length + more;
    if (needed > bytes.length) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw FailureException.of(
            FailureReason.NOT_COMPUTABLE,
            "event " + eventId,
            "the losses of these events take more than 2 GiB of output");
      }
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * length)));
    }
  }

  /** Number of bytes held. */
  public int length() {
    return length;
  }

  /** Forgets everything after the first {@code length} bytes. */
  public void truncate(int length) {
    if (length < 0 || length > this.length) {
      throw new IllegalArgumentException(length + " of " + this.length + " bytes");
    }
    this.length = length;
  }

  /** Forgets everything. */
  public void clear() {
    length = 0;
  }

  /** A copy of the bytes held. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Hands the bytes held to a stream. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }
}
