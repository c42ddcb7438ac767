package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream; closing it leaves the stream open for the next part. */
final class BoundedInput extends InputStream {
  private final InputStream in;
  private long left;

  BoundedInput(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left <= 0) {
      return -1;
    }
    int b = in.read();
    left = b < 0 ? 0 : left - 1;
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    left = read < 0 ? 0 : left - read;
    return read;
  }
}
