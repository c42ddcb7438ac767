package org.crosswind.format.oasis;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Writes a loss stream: the header at once, then what {@link LossBuffer}s hold, in order. */
public final class LossStreamWriter implements Closeable {
  private final String name;
  private final OutputStream out;
  private long length;

  /**
   * Writes the header.
   *
   * @param name for messages
   * @param out takes large writes; closed with the writer
   */
  public LossStreamWriter(String name, OutputStream out, LossStreamHeader header) {
    this.name = name;
    this.out = out;
    byte[] bytes = header.toBytes();
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
    length = bytes.length;
  }

  /** Writes the bytes held. */
  public void append(LossBuffer buffer) {
    try {
      buffer.writeTo(out);
    } catch (IOException e) {
      throw failure(e);
    }
    length += buffer.length();
  }

  /** Number of bytes written, header included. */
  public long length() {
    return length;
  }

  /** Hands everything on. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private FailureException failure(IOException e) {
    return new FailureException(
        new Failure(FailureReason.IO, name, "cannot write the stream: " + e.getMessage()), e);
  }
}
