package org.crosswind.job.fm;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** Files and pipes as streams of bytes: callers read large pieces, and write what they have. */
final class ChannelStreams {
  private ChannelStreams() {}

  static InputStream input(FileChannel channel) {
    return Channels.newInputStream(channel);
  }

  static OutputStream output(FileChannel channel) {
    return new PieceOutput(channel);
  }
}
