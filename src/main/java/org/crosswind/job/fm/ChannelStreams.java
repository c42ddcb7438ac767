package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** Files and pipes as streams of bytes without a buffer of ours: callers read and write pieces. */
final class ChannelStreams {
  /** Written at once, so that the copy that the channel makes stays in the cache. */
  private static final int PIECE = 1 << 17;

  private ChannelStreams() {}

  static InputStream input(FileChannel channel) {
    return Channels.newInputStream(channel);
  }

  static OutputStream output(FileChannel channel) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; ) {
          ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(PIECE, end - at));
          at += channel.write(piece);
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
