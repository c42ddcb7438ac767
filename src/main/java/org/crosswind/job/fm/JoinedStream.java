package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.report.PartLedger.Part;

/**
 * An output stream put together from the parts of molecules, in their order: written beside its
 * place under a hidden name while the run goes on, and renamed when it is complete. An older file
 * of the name stays until then.
 *
 * <p>A part is removed when it has been appended. So a run that goes on finds what it has computed
 * in parts, in the growing file, or, when it died between publishing and its end, in the stream
 * itself; {@link #restore} looks for each part by its checksum. The growing file is copied and not
 * taken over, since a process that was taken for dead may still have it open.
 */
final class JoinedStream implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final Storage storage;
  private final Path target;
  private final Path parts;
  private final Path growing;
  private final LossStreamHeader header;
  private final boolean local;

  /** Parts that are in the stream already, with their sizes. */
  private final Map<Integer, Long> joined = new HashMap<>();

  private Path left;
  private OutputStream out;
  private PieceOutput pieces;
  private boolean complete;
  private boolean published;
  private long bytes;

  /**
   * Makes the folder for parts.
   *
   * @param target where the stream will be
   * @param token makes hidden names unique
   */
  JoinedStream(Storage storage, Path target, LossStreamHeader header, String token) {
    this.storage = storage;
    this.target = target;
    this.header = header;
    this.local = LocalFiles.has(storage, target);
    this.parts = hidden("parts", token);
    this.growing = hidden("joined", token);
  }

  private Path hidden(String what, String token) {
    return new Path(Storage.folderOf(target), "." + target.getName() + "." + what + "-" + token);
  }

  /** Removes what runs have left that will not go on. */
  void discard(List<String> tokens) {
    for (String token : tokens) {
      storage.delete(hidden("parts", token));
      storage.delete(hidden("joined", token));
    }
  }

  /**
   * Makes the folder of the parts, or takes over that of the run that goes on.
   *
   * @param tokens of its earlier openings, the oldest first; none for a new run
   */
  void open(List<String> tokens) {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      Path theirs = hidden("parts", tokens.get(i));
      if (storage.exists(theirs)) {
        if (storage.exists(parts)) {
          storage.delete(theirs);
        } else {
          storage.rename(theirs, parts);
        }
      }
      Path grown = hidden("joined", tokens.get(i));
      if (storage.exists(grown)) {
        if (left == null) {
          left = grown;
        } else {
          storage.delete(grown);
        }
      }
    }
    storage.makeFolders(parts);
  }

  /**
   * Finds the recorded parts that are in the stream already.
   *
   * @param recorded the parts of the first molecules of the stream, in order, up to the first one
   *     that is not recorded
   * @param all whether these are all
   * @param alone whether there is one, which begins with the header
   */
  void restore(List<Map.Entry<Integer, Part>> recorded, boolean all, boolean alone) {
    try {
      if (all && storage.exists(target) && size(recorded, alone) == length(target)) {
        if (matching(target, recorded, alone) == recorded.size()) {
          published = true;
          complete = true;
          bytes = length(target);
          recorded.forEach(part -> joined.put(part.getKey(), part.getValue().bytes()));
        }
      }
      if (left == null) {
        return;
      }
      if (!published) {
        int count = matching(left, recorded, alone);
        List<Map.Entry<Integer, Part>> there = recorded.subList(0, count);
        if (count > 0) {
          there.forEach(part -> joined.put(part.getKey(), part.getValue().bytes()));
          copy(left, size(there, alone), alone);
        }
      }
      storage.delete(left);
    } catch (IOException e) {
      throw Storage.failure(target, "go on with", e);
    }
  }

  private long length(Path file) {
    return storage.status(file).getLen();
  }

  private long size(List<Map.Entry<Integer, Part>> recorded, boolean alone) {
    long size = alone ? 0 : header.toBytes().length;
    for (Map.Entry<Integer, Part> part : recorded) {
      size += part.getValue().bytes();
    }
    return size;
  }

  /** How many of the parts a file begins with. */
  private int matching(Path file, List<Map.Entry<Integer, Part>> recorded, boolean alone)
      throws IOException {
    int count = 0;
    try (InputStream in = storage.open(file)) {
      byte[] head = header.toBytes();
      if (!alone && !Arrays.equals(head, in.readNBytes(head.length))) {
        return 0;
      }
      byte[] buffer = new byte[BUFFER];
      for (Map.Entry<Integer, Part> part : recorded) {
        CRC32C crc = new CRC32C();
        long more = part.getValue().bytes();
        while (more > 0) {
          int n = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, more));
          if (n == 0) {
            return count; // cut off
          }
          crc.update(buffer, 0, n);
          more -= n;
        }
        if ((int) crc.getValue() != part.getValue().crc32c()) {
          return count;
        }
        count++;
      }
    }
    return count;
  }

  /** Begins the growing file with the first bytes of another. */
  private void copy(Path from, long length, boolean whole) throws IOException {
    out = create();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = storage.open(from)) {
      for (long more = length; more > 0; ) {
        int n = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, more));
        out.write(buffer, 0, n);
        more -= n;
      }
    }
    bytes = length;
    if (whole) {
      out.close();
      complete = true;
    } else {
      out.flush();
    }
  }

  /** Whether the part of a molecule is in the stream already. */
  boolean has(int molecule) {
    return joined.containsKey(molecule);
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
    if (!has(molecule)) {
      bytes = length(part);
      storage.rename(part, growing);
      complete = true;
    }
  }

  /** Appends the part of a molecule and removes it. */
  void append(int molecule) {
    Path part = part(molecule);
    if (!has(molecule)) {
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
    }
    storage.delete(part);
  }

  private Path part(int molecule) {
    return new Path(parts, FmTask.partName(molecule));
  }

  private OutputStream create() throws IOException {
    if (local) {
      pieces = LocalFiles.create(growing);
      return pieces;
    }
    return storage.fileSystem(growing).create(growing, true);
  }

  private void open() throws IOException {
    if (out == null) {
      out = create();
      byte[] head = header.toBytes();
      out.write(head);
      bytes = head.length;
    }
  }

  /** On a local disk whole pieces are read to where they are written from. */
  private void appendLocally(Path part) throws IOException {
    try (FileChannel from = LocalFiles.open(part)) {
      bytes += pieces.writeAll(from);
    }
    pieces.flush(); // the part goes next; what is only in this process would go with it
  }

  private void appendBytes(Path part) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = storage.open(part)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        bytes += n;
      }
    }
    if (out instanceof FSDataOutputStream stream) {
      stream.hflush(); // the part goes next; what is only in this process would go with it
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
    if (out != null) {
      out.close();
    }
  }

  /** Gives the complete file its name. */
  void publish() {
    if (!published) {
      storage.replace(growing, target);
      published = true;
    }
  }

  /** Whether the file has its name. */
  boolean isPublished() {
    return published;
  }

  /** Closes the file and leaves everything for a run that goes on. */
  void leave() {
    try {
      closeFile();
    } catch (IOException e) {
      throw Storage.failure(growing, "close", e);
    }
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
      if (left != null) {
        storage.delete(left);
      }
    }
  }
}
