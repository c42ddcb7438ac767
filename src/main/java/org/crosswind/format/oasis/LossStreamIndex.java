package org.crosswind.format.oasis;

import java.io.InputStream;
import java.util.Arrays;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Where the events of one loss stream are, so that it can be divided at event borders. Made in one
 * scan that looks at nothing but delimiters.
 */
public final class LossStreamIndex {
  private final String source;
  private final LossStreamHeader header;
  private final int[] eventIds;
  private final int[] items;
  private final long[] offsets;

  private LossStreamIndex(
      String source, LossStreamHeader header, int[] eventIds, int[] items, long[] offsets) {
    this.source = source;
    this.header = header;
    this.eventIds = eventIds;
    this.items = items;
    this.offsets = offsets;
  }

  /**
   * Reads a whole stream.
   *
   * @param name the stream, for messages
   * @param bytes from the header on; not closed
   * @param lenient as in {@link LossStreamReader#open(java.util.List, boolean, int)}
   * @throws FailureException for a header or an end that is not a loss stream's
   */
  public static LossStreamIndex scan(String name, InputStream bytes, boolean lenient) {
    @SuppressWarnings("resource") // the caller closes the stream
    LossStreamReader reader =
        LossStreamReader.open(
            java.util.List.of(new LossStreamReader.Source(name, bytes)),
            lenient,
            LossStreamReader.DEFAULT_BATCH_BYTES);
    int[] ids = new int[1024];
    int[] items = new int[1024];
    long[] offsets = new long[1025];
    int size = 0;
    offsets[0] = LossStreamLayout.HEADER_BYTES;
    LossEventBatch batch = new LossEventBatch();
    while (reader.next(batch)) {
      int events = batch.size();
      if (size + events > ids.length) {
        if (size + (long) events > Integer.MAX_VALUE - 16) {
          throw FailureException.of(
              FailureReason.NOT_COMPUTABLE, name, "more than 2^31 events in one stream");
        }
        int grown = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(size + events, 2L * size));
        ids = Arrays.copyOf(ids, grown);
        items = Arrays.copyOf(items, grown);
        offsets = Arrays.copyOf(offsets, grown + 1);
      }
      for (int e = 0; e < events; e++) {
        ids[size] = batch.eventId(e);
        items[size] = batch.eventItems(e);
        offsets[size] = batch.eventOffset(e);
        size++;
        offsets[size] = batch.eventOffset(e) + batch.eventLength(e);
      }
    }
    return new LossStreamIndex(
        name,
        reader.header(),
        Arrays.copyOf(ids, size),
        Arrays.copyOf(items, size),
        Arrays.copyOf(offsets, size + 1));
  }

  /** The stream's name. */
  public String source() {
    return source;
  }

  /** The stream's header. */
  public LossStreamHeader header() {
    return header;
  }

  /** Number of events. */
  public int size() {
    return eventIds.length;
  }

  /** Id of the {@code i}-th event of the stream. */
  public int eventId(int i) {
    return eventIds[i];
  }

  /** Number of items of the {@code i}-th event. */
  public int itemCount(int i) {
    return items[i];
  }

  /** First byte of the {@code i}-th event; for {@code i = size()}, the end of the last. */
  public long offset(int i) {
    return offsets[i];
  }

  /** Number of bytes of the {@code i}-th event. */
  public long length(int i) {
    return offsets[i + 1] - offsets[i];
  }
}
