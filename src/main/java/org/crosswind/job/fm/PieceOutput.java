package org.crosswind.job.fm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Writes to a file or pipe in pieces of one size that begin at multiples of it, however the bytes
 * come. Where a file is new, the system then takes its memory in large blocks: bytes written by the
 * same number of calls that straddle these blocks cost three times as much.
 *
 * <p>The piece is outside the heap, so that the copy into it is the only one on this side.
 */
final class PieceOutput extends OutputStream {
  /** Small enough to be in the cache when the system copies it. */
  private static final int PIECE = 1 << 18;

  private final WritableByteChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);

  /** First byte of the piece that was not handed on yet. */
  private int start;

  /** Whether a write failed; then nothing more is written, and closing does not try again. */
  private boolean broken;

  PieceOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int n = Math.min(piece.remaining(), end - at);
      piece.put(bytes, at, n);
      at += n;
      if (!piece.hasRemaining()) {
        drain();
        piece.clear();
        start = 0;
      }
    }
  }

  /**
   * Writes everything that a channel still has.
   *
   * @return how many bytes
   */
  long writeAll(ReadableByteChannel from) throws IOException {
    long count = 0;
    for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
      count += n;
      if (!piece.hasRemaining()) {
        drain();
        piece.clear();
        start = 0;
      }
    }
    return count;
  }

  /** Hands on what there is of a piece; the next write completes it. */
  @Override
  public void flush() throws IOException {
    int filled = piece.position();
    drain();
    // What is left of this piece and no more, so that the next begins where it should.
    piece.limit(PIECE).position(filled);
    start = filled;
  }

  private void drain() throws IOException {
    if (broken) {
      throw new IOException("an earlier write failed");
    }
    piece.limit(piece.position()).position(start);
    broken = true;
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
    broken = false;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (!broken) {
        flush();
      }
    }
  }
}
