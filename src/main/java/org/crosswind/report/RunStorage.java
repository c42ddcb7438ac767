package org.crosswind.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The few operations a published run needs, with the same promises on a local disk and on HDFS:
 * creating a file and moving a folder never replace what is there, and on a local disk no checksum
 * files appear. Stores where a rename is no atomic act (S3) do not give these promises.
 */
class RunStorage {
  private final FileSystem fs;
  private final Configuration conf;

  RunStorage(Configuration conf, Path path) throws IOException {
    this.conf = conf;
    this.fs = withoutChecksumFiles(fileSystem(conf, path));
  }

  /** Hadoop throws unchecked when the class of a scheme is not on the class path. */
  private static FileSystem fileSystem(Configuration conf, Path path) throws IOException {
    try {
      return path.getFileSystem(conf);
    } catch (RuntimeException e) {
      throw new IOException("no file system for this path: " + e.getMessage(), e);
    }
  }

  /** The raw local file system instead of the one that puts a {@code .crc} beside each file. */
  static FileSystem withoutChecksumFiles(FileSystem fs) {
    return fs instanceof LocalFileSystem local ? local.getRaw() : fs;
  }

  /**
   * Whether this is the local disk itself, which is written without Hadoop: Hadoop gives every new
   * file the permissions of its own setting, whatever the umask of the process, by a command of its
   * own for each file.
   */
  private static boolean isPlainDisk(FileSystem fs) {
    return fs.getClass() == RawLocalFileSystem.class;
  }

  private static void makeFolders(java.nio.file.Path folder) throws IOException {
    if (!Files.isDirectory(folder)) { // also when it is a link to one
      try {
        Files.createDirectories(folder);
      } catch (java.nio.file.FileAlreadyExistsException e) { // which says a path and nothing else
        throw (FileAlreadyExistsException)
            new FileAlreadyExistsException(e.getFile() + " is not a directory").initCause(e);
      }
    }
  }

  /**
   * Opens a new file in a folder that is there.
   *
   * @param fs without checksum files
   * @throws IOException also when there is a file of the name
   */
  static OutputStream newFile(FileSystem fs, Path file) throws IOException {
    return isPlainDisk(fs)
        ? Files.newOutputStream(
            ((RawLocalFileSystem) fs).pathToFile(file).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)
        : fs.create(file, false);
  }

  /** Called before each step that changes something; a test stops the world here. */
  void before(String step, Path path) {}

  FileSystem fileSystem() {
    return fs;
  }

  boolean isLocal() {
    return fs instanceof RawLocalFileSystem;
  }

  boolean exists(Path path) throws IOException {
    return fs.exists(path);
  }

  void makeFolder(Path path) throws IOException {
    before("make folder", path);
    if (isPlainDisk(fs)) {
      makeFolders(local(path));
      return;
    }
    if (!fs.mkdirs(path)) {
      throw new IOException("cannot make folder " + path);
    }
  }

  /**
   * Creates a file.
   *
   * @throws FileAlreadyExistsException when there is one
   */
  void create(Path path, byte[] content) throws IOException {
    before("create", path);
    if (isLocal()) {
      try {
        Files.write(local(path), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw alreadyExists(path, e);
      } catch (IOException e) { // of a full disk: what it left is ours, and no lock of anybody
        Files.deleteIfExists(local(path));
        throw e;
      }
      return;
    }
    try (OutputStream out = fs.create(path, false)) {
      out.write(content);
    }
  }

  /** Writes a small file, over an older one if need be. */
  void write(Path path, byte[] content) throws IOException {
    before("write", path);
    if (isPlainDisk(fs)) {
      makeFolders(local(path).getParent());
      Files.write(local(path), content);
      return;
    }
    try (OutputStream out = fs.create(path, true)) {
      out.write(content);
    }
  }

  String read(Path path) throws IOException {
    try (InputStream in = fs.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Renames a file or folder in one step.
   *
   * @throws FileAlreadyExistsException when the target exists; a local file that appears at the
   *     very moment of the call is replaced
   */
  void move(Path from, Path to) throws IOException {
    before("move", to);
    if (!isLocal()) {
      // FileSystem.rename would move a folder into an existing one; this refuses.
      // It wants the name node in the path, which hdfs:///x leaves to the configuration.
      FileContext.getFileContext(fs.getUri(), conf)
          .rename(fs.makeQualified(from), fs.makeQualified(to), Options.Rename.NONE);
      return;
    }
    if (Files.exists(local(to))) {
      throw alreadyExists(to, null);
    }
    try {
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw Files.exists(local(to)) ? alreadyExists(to, e) : e;
    }
  }

  /** Renames a file over another one, if there is one, in one step. */
  void replace(Path from, Path to) throws IOException {
    before("replace", to);
    if (isLocal()) {
      Files.move(
          local(from),
          local(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    FileContext.getFileContext(fs.getUri(), conf)
        .rename(fs.makeQualified(from), fs.makeQualified(to), Options.Rename.OVERWRITE);
  }

  /**
   * Makes a file or folder, with all that is in it, and its name survive a power cut. On a local
   * disk only: HDFS has written a closed file to several machines.
   */
  void persist(Path path) throws IOException {
    if (isLocal()) {
      before("persist", path);
      try (Stream<java.nio.file.Path> all = Files.walk(local(path))) {
        for (java.nio.file.Path each : (Iterable<java.nio.file.Path>) all::iterator) {
          sync(each);
        }
      }
      sync(local(path).getParent());
    }
  }

  /** Makes the name of a file or folder survive a power cut, as {@link #persist} its content. */
  void persistName(Path path) throws IOException {
    if (isLocal()) {
      sync(local(path).getParent());
    }
  }

  private static void sync(java.nio.file.Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      if (!isFolder) { // some systems cannot sync a folder; there is nothing to be done then
        throw e;
      }
    }
  }

  void delete(Path path) throws IOException {
    before("delete", path);
    if (!fs.delete(path, true) && fs.exists(path)) {
      throw new IOException("cannot delete " + path);
    }
  }

  /**
   * What time it is on the clock that this file system puts on its files, which may be that of a
   * server.
   *
   * @param probe a free name; a file of it is made and removed
   */
  Instant now(Path probe) throws IOException {
    fs.create(probe, false).close();
    try {
      return Instant.ofEpochMilli(fs.getFileStatus(probe).getModificationTime());
    } finally {
      fs.delete(probe, false);
    }
  }

  void touch(Path path, Instant when) throws IOException {
    fs.setTimes(path, when.toEpochMilli(), -1);
  }

  /** When a file was last written or touched, or null if there is none. */
  Instant touched(Path path) throws IOException {
    try {
      return Instant.ofEpochMilli(fs.getFileStatus(path).getModificationTime());
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  List<FileStatus> list(Path folder) throws IOException {
    return List.of(fs.listStatus(folder));
  }

  private java.nio.file.Path local(Path path) {
    return ((RawLocalFileSystem) fs).pathToFile(path).toPath();
  }

  private static FileAlreadyExistsException alreadyExists(Path path, Throwable cause) {
    FileAlreadyExistsException e = new FileAlreadyExistsException(path + " exists already");
    e.initCause(cause);
    return e;
  }
}
