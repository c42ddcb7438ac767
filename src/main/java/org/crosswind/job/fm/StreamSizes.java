package org.crosswind.job.fm;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;

/**
 * The sizes of the streams of one analysis that decide how much memory it needs.
 *
 * @param samples greatest sample index
 * @param bytes of all streams
 * @param largestEvent bytes of the largest event that was looked at
 * @param looked bytes that were looked at
 */
record StreamSizes(int samples, long bytes, long largestEvent, long looked) {
  /** Streams up to this size are read whole, of larger ones so much at even distances. */
  static final long ENOUGH = 256L << 20;

  private static final long SLICE = 16L << 20;

  /**
   * Reads them, or enough of them.
   *
   * @param whole whether all is read, however large
   * @throws org.crosswind.model.run.FailureException when a stream is missing, or what was read of
   *     it is broken
   */
  static StreamSizes of(Storage storage, List<String> inputs, boolean whole) {
    FmStreams streams = FmStreams.cut(storage, 0, inputs, SLICE);
    List<FmSlice> slices = streams.slices();
    long bytes = slices.stream().mapToLong(FmSlice::length).sum();
    int every = whole || bytes <= ENOUGH ? 1 : Math.toIntExact((bytes + ENOUGH - 1) / ENOUGH);
    long largest = 0;
    long looked = 0;
    for (int i = 0; i < slices.size(); i += every) {
      FmSlice slice = slices.get(i);
      largest = Math.max(largest, largest(storage, inputs, streams.header(), slice));
      looked += slice.length();
    }
    return new StreamSizes(streams.header().maxSample(), bytes, largest, looked);
  }

  private static long largest(
      Storage storage, List<String> inputs, LossStreamHeader header, FmSlice slice) {
    Path path = Storage.path(inputs.get(slice.input()));
    long largest = 0;
    try (FSDataInputStream in = storage.open(path)) {
      in.seek(slice.offset());
      LossStreamReader.Source source =
          new LossStreamReader.Source(Storage.name(path), new BoundedInput(in, slice.length()));
      try (LossStreamReader reader = LossStreamReader.part(header, source, slice.offset(), false)) {
        LossEventBatch batch = new LossEventBatch();
        while (reader.next(batch)) {
          for (int event = 0; event < batch.size(); event++) {
            largest = Math.max(largest, batch.eventLength(event));
          }
        }
      }
    } catch (IOException e) {
      throw Storage.failure(path, "read", e);
    }
    return largest;
  }

  /** A guess at the largest event of all: twice the largest seen when not all was looked at. */
  long largestExpected() {
    return looked < bytes ? 2 * largestEvent : largestEvent;
  }
}
