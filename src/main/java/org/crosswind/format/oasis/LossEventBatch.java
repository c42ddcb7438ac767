package org.crosswind.format.oasis;

import java.util.Arrays;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Some neighbouring events of a stream: their bytes, and where each item and event begins. Filled
 * by {@link LossStreamReader} and used again for the next ones; {@link LossEventView} reads an
 * event of it.
 */
public final class LossEventBatch {
  /** Room behind the last byte for the delimiter that a lenient reader adds. */
  private static final int SPARE = LossStreamLayout.PAIR_BYTES;

  private String source = "";
  private long sourceOffset;
  private int maxSample;
  private byte[] bytes = new byte[SPARE];
  private int limit;
  private int[] itemAt = new int[64];

  /** Id of each item, noted when it is found: its line of the cache is at hand then. */
  private int[] itemId = new int[64];

  private int itemCount;
  private int[] eventFirst = new int[16];
  private int eventCount;

  /** Where the scan stands: the next byte to look at, and whether that is inside an item. */
  private int scanned;

  private boolean inItem;
  private int currentEvent;

  /** Number of events. */
  public int size() {
    return eventCount;
  }

  /** Number of items of all events. */
  public int itemCount() {
    return itemCount;
  }

  /** The stream that the events came from. */
  public String source() {
    return source;
  }

  /** Greatest sample index of the stream. */
  public int maxSample() {
    return maxSample;
  }

  /** An event's id. */
  public int eventId(int event) {
    return LossStreamLayout.intAt(bytes, itemAt[eventFirst[event]]);
  }

  /** Byte of the stream at which an event begins. */
  public long eventOffset(int event) {
    return sourceOffset + itemAt[eventFirst[event]];
  }

  /** Number of bytes of an event. */
  public int eventLength(int event) {
    return itemAt[eventFirst[event + 1]] - itemAt[eventFirst[event]];
  }

  /** Number of items of an event. */
  public int eventItems(int event) {
    return eventFirst[event + 1] - eventFirst[event];
  }

  /**
   * Ids of all items of an event and the whole events after it, as long as there is room.
   *
   * @param event the first
   * @param ids receives them from 0
   * @return the number of events; 0 when there is no room for those of the first
   */
  public int copyItemIds(int event, int[] ids) {
    int last = event;
    while (last < eventCount && eventFirst[last + 1] - eventFirst[event] <= ids.length) {
      last++;
    }
    System.arraycopy(itemId, eventFirst[event], ids, 0, eventFirst[last] - eventFirst[event]);
    return last - event;
  }

  /** Bytes of all events. */
  public int length() {
    return itemAt[itemCount];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Byte in {@link #bytes} at which an item begins; that of item {@code itemCount} is the end. */
  int itemAt(int item) {
    return itemAt[item];
  }

  /** The id of an item. */
  int itemId(int item) {
    return itemId[item];
  }

  int firstItem(int event) {
    return eventFirst[event];
  }

  long streamOffset(int at) {
    return sourceOffset + at;
  }

  // What the reader does with it.

  void reset(String source, long sourceOffset, int maxSample) {
    this.source = source;
    this.sourceOffset = sourceOffset;
    this.maxSample = maxSample;
    limit = 0;
    itemCount = 0;
    eventCount = 0;
    scanned = 0;
    inItem = false;
    itemAt[0] = 0;
    eventFirst[0] = 0;
  }

  /** Number of bytes received. */
  int limit() {
    return limit;
  }

  /** Makes room for more bytes behind {@link #limit}. */
  void ensureRoom(int more) {
    long needed = (long) limit + more + SPARE;
    if (needed > bytes.length) {
      long grown = Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 16));
      try {
        bytes = Arrays.copyOf(bytes, Math.toIntExact(grown));
      } catch (OutOfMemoryError e) {
        throw new FailureException(
            new Failure(
                FailureReason.NOT_COMPUTABLE,
                source + ": byte " + sourceOffset,
                "the event that begins here has more than "
                    + limit
                    + " bytes, which is more than the memory left; give the JVM more (-Xmx)"),
            e);
      }
    }
  }

  /** Tells that {@code count} bytes were written behind {@link #limit}. */
  void received(int count) {
    limit += count;
  }

  /**
   * Finds items and events in the bytes received since the last call. Only delimiters are looked
   * for: what the pairs say is checked when they are read.
   *
   * @return -1, or the byte of an item that has more pairs than a stream of this many samples can
   */
  int scan() {
    long maxBytes = (maxSample + 16L) * 2 * LossStreamLayout.PAIR_BYTES;
    int at = scanned;
    while (true) {
      if (!inItem) {
        if (limit - at < LossStreamLayout.ITEM_BYTES) {
          break;
        }
        beginItem(at);
        at += LossStreamLayout.ITEM_BYTES;
      }
      at = afterDelimiter(bytes, at, limit);
      if (at < 0) {
        inItem = true;
        at = -at;
      } else {
        inItem = false;
      }
      if ((long) at - itemAt[itemCount - 1] > maxBytes) {
        return itemAt[itemCount - 1];
      }
      if (inItem) {
        break;
      }
    }
    scanned = at;
    return -1;
  }

  private void beginItem(int at) {
    int event = LossStreamLayout.intAt(bytes, at);
    if (itemCount + 2 > itemAt.length) {
      itemAt = Arrays.copyOf(itemAt, 2 * itemAt.length);
      itemId = Arrays.copyOf(itemId, 2 * itemId.length);
    }
    if (eventCount == 0 || event != currentEvent) {
      if (eventCount + 2 > eventFirst.length) {
        eventFirst = Arrays.copyOf(eventFirst, 2 * eventFirst.length);
      }
      eventFirst[eventCount++] = itemCount;
      currentEvent = event;
    }
    itemId[itemCount] = LossStreamLayout.intAt(bytes, at + Integer.BYTES);
    itemAt[itemCount++] = at;
    inItem = true;
  }

  /** The byte after the next delimiter; negated, the byte to go on from when there is none yet. */
  private static int afterDelimiter(byte[] bytes, int from, int limit) {
    int at = from;
    int last = limit - LossStreamLayout.PAIR_BYTES;
    // Four at a time until one of them is a delimiter: fewer checks of the end.
    int step = LossStreamLayout.PAIR_BYTES;
    while (at <= last - 3 * step) {
      int a = LossStreamLayout.intAt(bytes, at);
      int b = LossStreamLayout.intAt(bytes, at + step);
      int c = LossStreamLayout.intAt(bytes, at + 2 * step);
      int d = LossStreamLayout.intAt(bytes, at + 3 * step);
      if (a == 0 || b == 0 || c == 0 || d == 0) {
        break;
      }
      at += 4 * step;
    }
    while (at <= last) {
      int sidx = LossStreamLayout.intAt(bytes, at);
      at += LossStreamLayout.PAIR_BYTES;
      if (sidx == 0) {
        return at;
      }
    }
    return -at;
  }

  /** Events known to be complete while more bytes may come: all but the last. */
  int completeEvents() {
    return eventCount - 1;
  }

  /** Whether the bytes end inside an item. */
  boolean endsInsideItem() {
    return inItem;
  }

  /** First byte that belongs to no whole item or pair. */
  int scannedTo() {
    return scanned;
  }

  /** Ends an item that has no delimiter, after its last whole pair. */
  void addDelimiter() {
    LossStreamLayout.putPair(bytes, scanned, 0L);
    scanned += LossStreamLayout.PAIR_BYTES;
    limit = scanned;
    inItem = false;
  }

  /** Byte at which an item begins that is not complete, for a message. */
  int lastItemAt() {
    return itemCount == 0 ? 0 : itemAt[itemCount - 1];
  }

  /**
   * Keeps the first events and tells where the bytes of the others begin.
   *
   * @param events how many to keep
   * @return the first byte not kept
   */
  int keep(int events) {
    int end;
    if (events == eventCount) {
      end = scanned;
    } else {
      itemCount = eventFirst[events];
      end = itemAt[itemCount];
    }
    eventCount = events;
    itemAt[itemCount] = end;
    eventFirst[events] = itemCount;
    return end;
  }
}
