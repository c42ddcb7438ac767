package org.crosswind.format.oasis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file whose bytes are in memory. */
record MemoryInput(byte[] bytes) implements InputFile {
  @Override
  public long getLength() {
    return bytes.length;
  }

  @Override
  public SeekableInputStream newStream() {
    return new MemoryStream(new SeekableBytes(bytes));
  }

  private static final class MemoryStream extends DelegatingSeekableInputStream {
    private final SeekableBytes bytes;

    MemoryStream(SeekableBytes bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.position();
    }

    @Override
    public void seek(long position) throws IOException {
      bytes.position(position);
    }
  }

  private static final class SeekableBytes extends ByteArrayInputStream {
    SeekableBytes(byte[] bytes) {
      super(bytes);
    }

    long position() {
      return pos;
    }

    void position(long position) throws IOException {
      if (position < 0 || position > count) {
        throw new IOException("position " + position + " is outside of " + count + " bytes");
      }
      pos = (int) position;
    }
  }
}
