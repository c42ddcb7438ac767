package org.crosswind.job.fm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.fs.FSDataInputStream;
import org.crosswind.format.oasis.LossStreamLayout;

/**
 * Finds the next event border of a loss stream from any place in it.
 *
 * <p>Everything in a stream is a word of eight bytes, and only a delimiter is all zero, since no
 * event has the id 0. So the first zero word is the end of an item, behind it stands the head of
 * the next, and from there on each head is found; the first whose event differs from the one before
 * begins an event.
 */
final class EventBorder {
  private static final int CHUNK = 1 << 17;

  private EventBorder() {}

  /**
   * Finds a border.
   *
   * @param from a byte of the stream, a multiple of eight and behind its header
   * @param size of the stream in bytes
   * @return the byte at which an event begins, greater than {@code from}, such that at least one
   *     item lies between the delimiter found first and it; {@code size} when there is none
   */
  static long after(FSDataInputStream in, long from, long size) throws IOException {
    in.seek(from);
    byte[] bytes = new byte[CHUNK];
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean synchronised = false;
    boolean atHead = false;
    boolean known = false;
    int event = 0;
    for (long chunk = from; chunk < size; chunk += CHUNK) {
      int length = in.readNBytes(bytes, 0, CHUNK) & -LossStreamLayout.PAIR_BYTES;
      for (int at = 0; at < length; at += LossStreamLayout.PAIR_BYTES) {
        int first = words.getInt(at);
        if (atHead) {
          if (known && first != event) {
            return chunk + at;
          }
          known = true;
          event = first;
          atHead = false;
        } else if (first == 0 && (synchronised || words.getInt(at + Integer.BYTES) == 0)) {
          synchronised = true;
          atHead = true;
        }
      }
      if (length < CHUNK) {
        break;
      }
    }
    return size;
  }
}
