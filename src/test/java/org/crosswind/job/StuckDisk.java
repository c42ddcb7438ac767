package org.crosswind.job;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local file system, on which a file whose name begins with {@code stuck} never opens, as on a
 * network disk that has gone away; one that begins with {@code stuck-deaf} does not even react to
 * an interrupt.
 */
public final class StuckDisk extends RawLocalFileSystem {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** Puts it in the place of the local file system. */
  static final HadoopSettings SETTINGS =
      new HadoopSettings(
          Map.of("fs.file.impl", StuckDisk.class.getName(), "fs.file.impl.disable.cache", "true"));

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    while (file.getName().startsWith("stuck")) {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        if (!file.getName().startsWith("stuck-deaf")) {
          throw (IOException) new InterruptedIOException("while opening " + file).initCause(e);
        }
      }
    }
    return super.open(file, bufferSize);
  }
}
