package org.crosswind.format.oasis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of an Oasis loss stream. This class owns the layout: readers and writers use nothing
 * else. Everything is little-endian and packed.
 *
 * <pre>
 * stream   := header item*
 * header   := 3 bytes aggregation type (1 item, 2 coverage), 1 byte source type (2 loss stream),
 *             i32 greatest sample index N
 * item     := i32 event, i32 item or output, pair*, delimiter
 * pair     := i32 sidx (not 0), f32 loss
 * delimiter:= i32 0, f32 0
 *
 * offset  size  field of the header
 *      0     3  aggregation type
 *      3     1  source type: 0 cdf, 1 old ground-up, 2 loss, 3 summary
 *      4     4  N
 *
 * offset  size  field of an item
 *      0     4  event id
 *      4     4  item id
 *   8+8k     4  sidx of pair k
 *  12+8k     4  loss of pair k
 * </pre>
 *
 * The tools' documents call the source type "byte 1" of the type: of the word, not of the file. The
 * items of an event follow each other; an item with another event id begins the next event.
 */
public final class LossStreamLayout {
  /** Size of the header. */
  public static final int HEADER_BYTES = 8;

  /** Size of event and item id at the head of an item. */
  public static final int ITEM_BYTES = 8;

  /** Size of a sample index and its loss, and of the delimiter. */
  public static final int PAIR_BYTES = 8;

  /** Source type of the old ground-up stream. */
  public static final int SOURCE_GROUND_UP = 1;

  /** Source type of a loss stream of any perspective. */
  public static final int SOURCE_LOSS = 2;

  /** Aggregation type: losses of items. */
  public static final int AGGREGATION_ITEM = 1;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LossStreamLayout() {}

  /** Reads an i32. */
  static int intAt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** Writes an i32. */
  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /** Reads a sample index and its loss as one word: see {@link #sidx} and {@link #lossBits}. */
  static long pairAt(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Writes a word made by {@link #pair}. */
  static void putPair(byte[] bytes, int at, long pair) {
    LONG.set(bytes, at, pair);
  }

  /** The sample index of a pair. */
  static int sidx(long pair) {
    return (int) pair;
  }

  /** The loss of a pair as the bits of a float. */
  static int lossBits(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  /** A sample index and a loss, or two ids, as one word. */
  static long pair(int first, int second) {
    return (first & 0xFFFFFFFFL) | ((long) second << Integer.SIZE);
  }
}
