package org.crosswind.format.oasis;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads loss streams event by event, a batch of neighbouring events at a time. Several streams are
 * read one after the other; their headers must be equal. An event is never divided, and the last
 * event of one stream is never joined with the first of the next, even with the same id.
 *
 * <p>What comes out does not depend on how the bytes arrive. A batch holds at least one event and
 * otherwise about the number of bytes asked for, so that memory is bounded by the greatest event.
 * An event of more bytes than an array can have (2 GiB) is a failure that names it.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class LossStreamReader implements Closeable {
  /** A good size of a batch: small enough for the cache, large enough to forget the overhead. */
  public static final int DEFAULT_BATCH_BYTES = 1 << 20;

  private static final int CHUNK_BYTES = 1 << 17;

  /** The most that an array can have, and room for what a lenient reader adds. */
  private static final int MAX_EVENT_BYTES = Integer.MAX_VALUE - 64;

  /**
   * One stream.
   *
   * @param name for messages
   * @param bytes closed with the reader
   */
  public record Source(String name, InputStream bytes) {}

  private final List<Source> sources;
  private final LossStreamHeader header;
  private final boolean lenient;
  private final int batchBytes;
  private final int maxEventBytes;

  private int current;
  private long position;
  private byte[] carry = new byte[0];
  private int carried;
  private boolean ended;
  private FailureException pending;

  private LossStreamReader(
      List<Source> sources,
      LossStreamHeader header,
      long position,
      boolean lenient,
      int batchBytes,
      int maxEventBytes) {
    this.sources = List.copyOf(sources);
    this.header = header;
    this.position = position;
    this.lenient = lenient;
    this.batchBytes = batchBytes;
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Opens streams and reads their headers.
   *
   * @param sources at least one
   * @param lenient whether a last item without delimiter is accepted and up to seven bytes after
   *     the last pair are ignored, as the reference does; otherwise both are truncations
   * @param batchBytes about how many bytes a batch should have, at least 1
   * @throws FailureException for a header that is no loss stream's, or headers that differ
   */
  public static LossStreamReader open(List<Source> sources, boolean lenient, int batchBytes) {
    return open(sources, lenient, batchBytes, MAX_EVENT_BYTES);
  }

  /** As {@link #open(List, boolean, int)}, refusing events of more than so many bytes. */
  static LossStreamReader open(
      List<Source> sources, boolean lenient, int batchBytes, int maxEventBytes) {
    LossStreamHeader header = null;
    byte[] bytes = new byte[LossStreamLayout.HEADER_BYTES];
    for (Source source : sources) {
      int count = 0;
      while (count < bytes.length) {
        int n = read(source, bytes, count, bytes.length - count);
        if (n < 0) {
          break;
        }
        count += n;
      }
      LossStreamHeader found = LossStreamHeader.parse(source.name(), bytes, count);
      if (header != null && !header.equals(found)) {
        throw FailureException.of(
            FailureReason.INVALID,
            source.name() + ": byte 0",
            "the header is " + found + ", but that of " + sources.get(0).name() + " is " + header);
      }
      header = found;
    }
    if (header == null) {
      throw new IllegalArgumentException("no stream to read");
    }
    return new LossStreamReader(
        sources, header, LossStreamLayout.HEADER_BYTES, lenient, batchBytes, maxEventBytes);
  }

  /** Opens one stream, strictly, with batches of the default size. */
  public static LossStreamReader open(String name, InputStream bytes) {
    return open(List.of(new Source(name, bytes)), false, DEFAULT_BATCH_BYTES);
  }

  /**
   * Reads a part of a stream that begins and ends at event borders, as {@link LossStreamIndex}
   * gives them.
   *
   * @param header of the whole stream
   * @param source positioned at the first event, and ending after the last
   * @param offset of the first event in the whole stream, for messages
   * @param lenient as in {@link #open(List, boolean, int)}
   */
  public static LossStreamReader part(
      LossStreamHeader header, Source source, long offset, boolean lenient) {
    return new LossStreamReader(
        List.of(source), header, offset, lenient, DEFAULT_BATCH_BYTES, MAX_EVENT_BYTES);
  }

  /** The header that all streams have. */
  public LossStreamHeader header() {
    return header;
  }

  /**
   * Reads the next events.
   *
   * @param batch receives them; what it held is lost
   * @return false when there are no more, and then the batch is empty
   * @throws FailureException when a stream ends inside an item, or has an item without end; the
   *     events before were handed out
   */
  public boolean next(LossEventBatch batch) {
    if (pending != null) {
      throw pending;
    }
    while (current < sources.size()) {
      if (fill(batch)) {
        return true;
      }
      current++;
      position = LossStreamLayout.HEADER_BYTES;
      carried = 0;
      ended = false;
    }
    batch.reset("", 0, header.maxSample());
    return false;
  }

  private boolean fill(LossEventBatch batch) {
    Source source = sources.get(current);
    batch.reset(source.name(), position, header.maxSample());
    batch.ensureRoom(Math.max(carried, Math.min(batchBytes, CHUNK_BYTES)));
    System.arraycopy(carry, 0, batch.bytes(), 0, carried);
    batch.received(carried);
    int bad = batch.scan();
    while (bad < 0 && !ended && (batch.limit() < batchBytes || batch.completeEvents() < 1)) {
      int room = maxEventBytes - batch.limit();
      if (room <= 0) {
        pending =
            FailureException.of(
                FailureReason.NOT_COMPUTABLE,
                source.name()
                    + ": byte "
                    + batch.eventOffset(0)
                    + " (event "
                    + batch.eventId(0)
                    + ")",
                "the event that begins here has more than "
                    + maxEventBytes
                    + " bytes, expected at most that: an event is computed as a whole");
        throw pending;
      }
      int chunk = Math.min(CHUNK_BYTES, room);
      batch.ensureRoom(chunk);
      int n = read(source, batch.bytes(), batch.limit(), chunk);
      if (n < 0) {
        ended = true;
      } else {
        batch.received(n);
        bad = batch.scan();
      }
    }
    if (bad >= 0) {
      pending =
          failure(
              batch,
              FailureReason.MALFORMED,
              "no delimiter after more pairs than "
                  + header.maxSample()
                  + " samples can have: not at the beginning of an item, or not a loss stream");
    } else if (ended) {
      pending = checkEnd(batch);
    }
    int events = ended && pending == null ? batch.size() : Math.max(batch.completeEvents(), 0);
    int limit = batch.limit();
    int end = batch.keep(events);
    if (pending == null) {
      carried = limit - end;
      if (carry.length < carried) {
        carry = new byte[Math.max(carried, 2 * carry.length)];
      }
      System.arraycopy(batch.bytes(), end, carry, 0, carried);
    }
    position += end;
    if (events == 0 && pending != null) {
      throw pending;
    }
    return events > 0;
  }

  /** What is wrong with the end of a stream, or null. */
  private FailureException checkEnd(LossEventBatch batch) {
    int left = batch.limit() - batch.scannedTo();
    if (lenient) {
      if (batch.endsInsideItem()) {
        batch.addDelimiter();
      }
      return null;
    }
    if (batch.endsInsideItem()) {
      return failure(
          batch,
          FailureReason.MALFORMED,
          "the stream ends at byte "
              + batch.streamOffset(batch.limit())
              + " inside this item, expected a delimiter (sample index 0)");
    }
    if (left > 0) {
      int at = batch.scannedTo();
      return FailureException.of(
          FailureReason.MALFORMED,
          batch.source() + ": byte " + batch.streamOffset(at),
          "the stream ends after "
              + left
              + " bytes of an item, expected "
              + LossStreamLayout.ITEM_BYTES
              + " of event and item id"
              + (batch.size() == 0
                  ? ""
                  : "; the last event is " + batch.eventId(batch.size() - 1)));
    }
    return null;
  }

  private static FailureException failure(
      LossEventBatch batch, FailureReason reason, String message) {
    int at = batch.lastItemAt();
    return FailureException.of(
        reason,
        batch.source()
            + ": byte "
            + batch.streamOffset(at)
            + " (event "
            + LossStreamLayout.intAt(batch.bytes(), at)
            + ", item "
            + LossStreamLayout.intAt(batch.bytes(), at + Integer.BYTES)
            + ")",
        message);
  }

  private static int read(Source source, byte[] bytes, int offset, int length) {
    try {
      return source.bytes().read(bytes, offset, length);
    } catch (IOException e) {
      throw new FailureException(
          new org.crosswind.model.run.Failure(
              FailureReason.IO, source.name(), "cannot read the stream: " + e.getMessage()),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (Source source : sources) {
      try {
        source.bytes().close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }
}
