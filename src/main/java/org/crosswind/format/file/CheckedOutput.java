package org.crosswind.format.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSError;

/**
 * A stream whose faults are {@link IOException}s. Hadoop's local file system throws an {@link
 * FSError}, which is no exception, when a disk is full, and nobody who cleans up after exceptions
 * would see it.
 */
final class CheckedOutput extends FilterOutputStream {
  CheckedOutput(OutputStream out) {
    super(out);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void checked(Step step) throws IOException {
    try {
      step.run();
    } catch (FSError e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    checked(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    checked(() -> out.write(bytes, from, count));
  }

  @Override
  public void flush() throws IOException {
    checked(out::flush);
  }

  @Override
  public void close() throws IOException {
    checked(out::close);
  }
}
