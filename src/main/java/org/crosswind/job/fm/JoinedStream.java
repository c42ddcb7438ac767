package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
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
  private final boolean local;
  private OutputStream out;
  private FileChannel channel;
  private boolean complete;
  private long bytes;

  /**
   * Makes the folder for parts.
   *
   * @param target where the stream will be
   */
  JoinedStream(Storage storage, Path target, LossStreamHeader header) {
    this.storage = storage;
    this.target = target;
    this.header = header;
    this.local = storage.fileSystem(target) instanceof RawLocalFileSystem;
    Path folder = Storage.folderOf(target);
    String token = UUID.randomUUID().toString().substring(0, 13);
    this.parts = new Path(folder, "." + target.getName() + ".parts-" + token);
    this.growing = new Path(folder, "." + target.getName() + ".joined-" + token);
    storage.makeFolders(parts);
  }

  /** Where tasks write their parts. */
  Path parts() {
    return parts;
  }

  /** Bytes so far, header included. */
  long bytes() {
    return bytes;
  }

  /** Takes the only part, which begins with the header, for the whole stream. */
  void adopt(int molecule) {
    Path part = part(molecule);
    bytes = storage.status(part).getLen();
    storage.rename(part, growing);
    complete = true;
  }

  /** Appends the part of a molecule and removes it. */
  void append(int molecule) {
    Path part = part(molecule);
    try {
      open();
      if (local) {
        appendLocally(part);
      } else {
        appendBytes(part);
      }
    } catch (IOException e) {
      throw Storage.failure(target, "join the parts of", e);
    }
    storage.delete(part);
  }

  private Path part(int molecule) {
    return new Path(parts, FmTask.partName(molecule));
  }

  private void open() throws IOException {
    if (out == null) {
      out = storage.create(growing);
      byte[] head = header.toBytes();
      out.write(head);
      bytes = head.length;
      if (local) {
        out.close();
        channel = FileChannel.open(onDisk(growing), StandardOpenOption.APPEND);
      }
    }
  }

  /** On a local disk the bytes need not come through this process. */
  private void appendLocally(Path part) throws IOException {
    try (FileChannel from = FileChannel.open(onDisk(part), StandardOpenOption.READ)) {
      long size = from.size();
      for (long at = 0; at < size; ) {
        at += from.transferTo(at, size - at, channel);
      }
      bytes += size;
    }
  }

  private static java.nio.file.Path onDisk(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  private void appendBytes(Path part) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = storage.open(part)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        bytes += n;
      }
    }
  }

  /** Completes the file, still under its hidden name. */
  void complete() {
    if (complete) {
      return;
    }
    try {
      open();
      closeFile();
      complete = true;
    } catch (IOException e) {
      throw Storage.failure(target, "complete", e);
    }
  }

  private void closeFile() throws IOException {
    if (channel != null) {
      channel.close();
    }
    if (out != null) {
      out.close();
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
      closeFile();
    } catch (IOException e) {
      throw Storage.failure(growing, "close", e);
    } finally {
      storage.delete(growing);
      storage.delete(parts);
    }
  }
}
