package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossStreamHeader;

/**
 * An output stream put together from the parts of molecules, in their order: written beside its
 * place under a hidden name while the run goes on, and renamed when it is complete. An older file
 * of the name stays until then.
 */
final class JoinedStream implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final Storage storage;
  private final Path target;
  private final Path parts;
  private final Path growing;
  private final LossStreamHeader header;
  private final byte[] buffer;
  private OutputStream out;
  private long bytes;

  /**
   * Makes the folder for parts.
   *
   * @param target where the stream will be
   * @param buffer scratch for copying, shared by streams of one thread
   */
  JoinedStream(Storage storage, Path target, LossStreamHeader header, byte[] buffer) {
    this.storage = storage;
    this.target = target;
    this.header = header;
    this.buffer = buffer;
    Path folder = Storage.folderOf(target);
    String token = UUID.randomUUID().toString().substring(0, 13);
    this.parts = new Path(folder, "." + target.getName() + ".parts-" + token);
    this.growing = new Path(folder, "." + target.getName() + ".joined-" + token);
    storage.makeFolders(parts);
  }

  /** Scratch for {@link #JoinedStream}. */
  static byte[] newBuffer() {
    return new byte[BUFFER];
  }

  /** Where tasks write their parts. */
  Path parts() {
    return parts;
  }

  /** Where the stream is, or will be. */
  Path target() {
    return target;
  }

  /** Bytes so far, header included. */
  long bytes() {
    return bytes;
  }

  /** Appends the part of a molecule and removes it. */
  void append(int molecule) {
    Path part = new Path(parts, FmTask.partName(molecule));
    try {
      OutputStream to = open();
      try (InputStream in = storage.open(part)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          to.write(buffer, 0, n);
          bytes += n;
        }
      }
    } catch (IOException e) {
      throw Storage.failure(target, "join the parts of", e);
    }
    storage.delete(part);
  }

  private OutputStream open() throws IOException {
    if (out == null) {
      out = storage.create(growing);
      byte[] head = header.toBytes();
      out.write(head);
      bytes = head.length;
    }
    return out;
  }

  /** Completes the file, still under its hidden name. */
  void complete() {
    try {
      open().close();
    } catch (IOException e) {
      throw Storage.failure(target, "complete", e);
    }
  }

  /** Gives the complete file its name. */
  void publish() {
    storage.delete(target);
    storage.rename(growing, target);
  }

  /** Removes the parts, and the file when it was not published. */
  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw Storage.failure(growing, "close", e);
    } finally {
      storage.delete(growing);
      storage.delete(parts);
    }
  }
}
