package org.crosswind.job.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Appends the message to a local file as one line, whole or not at all: written at once behind
 * everything else, under a lock that keeps our other processes out, and cut off again when the disk
 * is full in the middle of it.
 */
final class FileChannelAppend implements AlertChannel {
  private final Path file;

  FileChannelAppend(String file) {
    this.file = Path.of(file);
  }

  @Override
  public void deliver(byte[] json) throws Exception {
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      append(channel, ByteBuffer.wrap(line));
    } catch (NoSuchFileException e) {
      throw new AlertException("there is no folder " + file.toAbsolutePath().getParent(), false);
    }
  }

  private static synchronized void append(FileChannel channel, ByteBuffer line) throws IOException {
    try (FileLock lock = channel.lock()) {
      long before = channel.size();
      try {
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(false);
      } catch (IOException e) {
        try {
          channel.truncate(before);
        } catch (IOException second) {
          e.addSuppressed(second);
        }
        throw e;
      }
    }
  }
}
