package org.crosswind.job.fm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamLayout;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.job.fm.FmPart.BadEvent;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The streams of one analysis, cut into slices at event borders: by {@link #cut}, which reads a
 * little around each border, or by {@link #scan}, which looks at every delimiter.
 *
 * @param header the header that all of them have
 * @param slices in the order of the streams
 * @param broken where a stream could not be read on, when that is tolerated; each counts as one
 *     event
 */
record FmStreams(LossStreamHeader header, List<FmSlice> slices, List<BadEvent> broken) {
  FmStreams {
    slices = List.copyOf(slices);
    broken = List.copyOf(broken);
  }

  /**
   * Cuts streams without reading them whole: at about equal distances it looks for the next event
   * border. Nothing is checked but the headers; whatever is wrong, the task that reads it finds.
   *
   * @param analysis its number, for the slices
   * @param inputs the streams, one or more
   * @param sliceBytes about how many bytes a slice should have; a slice holds at least one event
   * @throws FailureException for headers that are no loss stream's or differ
   */
  static FmStreams cut(Storage storage, int analysis, List<String> inputs, long sliceBytes) {
    LossStreamHeader header = null;
    List<FmSlice> slices = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      Path path = Storage.path(inputs.get(input));
      String name = Storage.name(path);
      long size = storage.status(path).getLen();
      try (FSDataInputStream in = storage.open(path)) {
        byte[] head = new byte[LossStreamLayout.HEADER_BYTES];
        int count = in.readNBytes(head, 0, head.length);
        header = sameHeader(header, LossStreamHeader.parse(name, head, count), name, inputs);
        long from = LossStreamLayout.HEADER_BYTES;
        long parts = Math.max(1, (size + sliceBytes - 1) / sliceBytes);
        for (long k = 1; k <= parts && from < size; k++) {
          long at = Math.max(from, LossStreamLayout.HEADER_BYTES + (size / parts * k & -8L));
          long to = k == parts ? size : EventBorder.after(in, at, size);
          if (to > from) {
            slices.add(new FmSlice(analysis, input, 0, FmSlice.UNKNOWN, from, to - from));
            from = to;
          }
        }
      } catch (IOException e) {
        throw Storage.failure(path, "read", e);
      }
    }
    return new FmStreams(header, slices, List.of());
  }

  private static LossStreamHeader sameHeader(
      LossStreamHeader first, LossStreamHeader found, String name, List<String> inputs) {
    if (first != null && !first.equals(found)) {
      throw FailureException.of(
          FailureReason.INVALID,
          name + ": byte 0",
          "the header is " + found + ", but that of " + inputs.get(0) + " is " + first);
    }
    return found;
  }

  /**
   * Cuts streams in one scan that looks at nothing but delimiters.
   *
   * @param analysis its number, for the slices
   * @param inputs the streams, one or more
   * @param sliceBytes about how many bytes a slice should have; a slice holds at least one event
   * @param lenient whether a last item without delimiter is accepted
   * @param skip whether what follows a break in a stream is left out
   * @throws FailureException for headers that are no loss stream's or differ, or a stream that is
   *     broken
   */
  static FmStreams scan(
      Storage storage,
      int analysis,
      List<String> inputs,
      long sliceBytes,
      boolean lenient,
      boolean skip) {
    LossStreamHeader header = null;
    List<FmSlice> slices = new ArrayList<>();
    List<BadEvent> broken = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      Path path = Storage.path(inputs.get(input));
      String name = Storage.name(path);
      try (LossStreamReader reader =
          LossStreamReader.open(
              List.of(new LossStreamReader.Source(name, storage.open(path))),
              lenient,
              LossStreamReader.DEFAULT_BATCH_BYTES)) {
        header = sameHeader(header, reader.header(), name, inputs);
        Cutter cutter = new Cutter(analysis, input, sliceBytes, slices);
        try {
          cutter.cut(reader);
        } catch (FailureException e) {
          if (!skip) {
            throw e;
          }
          broken.add(new BadEvent(cutter.events, 0, true, cutter.rest(e.failure())));
        }
        cutter.end();
      } catch (IOException e) {
        throw new FailureException(new Failure(FailureReason.IO, name, "could not close: " + e), e);
      }
    }
    return new FmStreams(header, slices, broken);
  }

  /** Cuts one stream. */
  private static final class Cutter {
    private final int analysis;
    private final int input;
    private final long sliceBytes;
    private final List<FmSlice> slices;
    private long events;
    private long first;
    private long offset = -1;
    private long length;
    private int lastEvent;
    private long lastEnd;

    Cutter(int analysis, int input, long sliceBytes, List<FmSlice> slices) {
      this.analysis = analysis;
      this.input = input;
      this.sliceBytes = sliceBytes;
      this.slices = slices;
    }

    void cut(LossStreamReader reader) {
      LossEventBatch batch = new LossEventBatch();
      while (reader.next(batch)) {
        for (int e = 0; e < batch.size(); e++) {
          if (offset >= 0 && length + batch.eventLength(e) > sliceBytes) {
            end();
          }
          if (offset < 0) {
            offset = batch.eventOffset(e);
            first = events;
            length = 0;
          }
          length += batch.eventLength(e);
          lastEvent = batch.eventId(e);
          lastEnd = batch.eventOffset(e) + batch.eventLength(e);
          events++;
        }
      }
    }

    /** A break, and from where on nothing is read. */
    Failure rest(Failure why) {
      String kept =
          events == 0
              ? "no event before it is whole"
              : "the last whole event is " + lastEvent + ", which ends at byte " + lastEnd;
      return new Failure(
          why.reason(),
          why.where(),
          why.message() + "; " + kept + ", and everything behind is left out");
    }

    void end() {
      if (offset >= 0) {
        slices.add(
            new FmSlice(analysis, input, first, Math.toIntExact(events - first), offset, length));
        offset = -1;
      }
    }
  }
}
