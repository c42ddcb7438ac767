package org.crosswind.job.fm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.crosswind.format.file.Storage;

/**
 * Files of the local disk behind Hadoop's names, without Hadoop's streams: see {@link PieceOutput}.
 */
final class LocalFiles {
  private LocalFiles() {}

  /** Whether a file is one of the local disk. */
  static boolean has(Storage storage, Path path) {
    return storage.fileSystem(path) instanceof RawLocalFileSystem;
  }

  /** Opens a file to be read. */
  static FileChannel open(Path path) throws IOException {
    return FileChannel.open(onDisk(path), StandardOpenOption.READ);
  }

  /** Makes a new file, or an empty one of an old one. */
  static PieceOutput create(Path path) throws IOException {
    return new PieceOutput(
        FileChannel.open(
            onDisk(path),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  private static java.nio.file.Path onDisk(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}
