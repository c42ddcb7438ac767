package org.crosswind.format.file;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The one door to files, local or on a cluster: local paths, {@code file:}, {@code hdfs:} and
 * whatever else Hadoop's FileSystem knows.
 *
 * <p>Local files are read and written without Hadoop's {@code .crc} companions: a file that a
 * person edited must not be refused because of a stale one, and what we write that needs a checksum
 * has its own.
 *
 * <p>Thread-safe.
 */
public final class Storage {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/.*");

  private final Configuration configuration;

  /** Files as this Hadoop configuration sees them. */
  public Storage(Configuration configuration) {
    this.configuration = Objects.requireNonNull(configuration, "configuration");
  }

  /**
   * Files as the Hadoop configuration on the class path sees them; local ones when there is none.
   */
  public static Storage standard() {
    return Standard.STORAGE;
  }

  private static final class Standard {
    static final Storage STORAGE = new Storage(new Configuration());
  }

  /** The configuration given. */
  public Configuration configuration() {
    return configuration;
  }

  /**
   * A location as a person wrote it: {@code cubes/a.csv}, {@code /data/x}, {@code hdfs://host/x}. A
   * colon is part of a name unless a slash follows it.
   *
   * @throws FailureException when the text is empty or not a path
   */
  public static Path path(String location) {
    if (location.isBlank()) {
      throw FailureException.of(FailureReason.INVALID, "", "the path is empty, expected a file");
    }
    try {
      boolean bareName = !SCHEME.matcher(location).matches() && location.indexOf(':') >= 0;
      return new Path(bareName && !location.startsWith("/") ? "./" + location : location);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          new Failure(FailureReason.INVALID, location, "is not a path: " + e.getMessage()), e);
    }
  }

  /**
   * A location relative to a folder, unless it is absolute or has a scheme.
   *
   * @param folder what relative names are relative to
   * @param location as written
   */
  public static Path resolve(Path folder, String location) {
    Path path = path(location);
    return path.isAbsolute() ? path : new Path(folder, path);
  }

  /** How messages name a path: without {@code file:}, otherwise in full. */
  public static String name(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file") ? path.toUri().getPath() : path.toString();
  }

  /** The folder of a file; the current folder when the path has only a name. */
  public static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null || parent.toString().isEmpty() ? new Path(".") : parent;
  }

  /** The file system of a path; the local one without checksum companions. */
  public FileSystem fileSystem(Path path) {
    try {
      FileSystem system = path.getFileSystem(configuration);
      return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
    } catch (IOException | RuntimeException e) { // an absent class of s3a: comes as the latter
      throw new FailureException(
          new Failure(
              FailureReason.IO, name(path), "no file system for this path: " + e.getMessage()),
          e);
    }
  }

  /** Whether something is there. */
  public boolean exists(Path path) {
    try {
      return fileSystem(path).exists(path);
    } catch (IOException e) {
      throw failure(path, "look at", e);
    }
  }

  /** Whether a folder is there. */
  public boolean isFolder(Path path) {
    return exists(path) && status(path).isDirectory();
  }

  /**
   * Length, kind and time of a file or folder.
   *
   * @throws FailureException MISSING when it is not there, IO when it may not be seen
   */
  public FileStatus status(Path path) {
    try {
      return fileSystem(path).getFileStatus(path);
    } catch (IOException e) {
      throw failure(path, "look at", e);
    }
  }

  /** What is in a folder, sorted by name. */
  public FileStatus[] list(Path folder) {
    try {
      FileStatus[] found = fileSystem(folder).listStatus(folder);
      Arrays.sort(found, Comparator.comparing(FileStatus::getPath));
      return found;
    } catch (IOException e) {
      throw failure(folder, "list", e);
    }
  }

  /**
   * Opens a file for reading.
   *
   * @throws FailureException MISSING when it is not there, INVALID when it is a folder
   */
  public FSDataInputStream open(Path file) {
    if (status(file).isDirectory()) {
      throw FailureException.of(FailureReason.INVALID, name(file), "is a folder, expected a file");
    }
    try {
      return fileSystem(file).open(file);
    } catch (IOException e) {
      throw failure(file, "open", e);
    }
  }

  /**
   * Opens a file for reading and unpacks it when its content is gzip.
   *
   * @throws FailureException also when it is a pipe or device: it is looked at before it is read
   */
  public InputStream openUnpacked(Path file) {
    if (fileSystem(file) instanceof RawLocalFileSystem local) {
      File there = local.pathToFile(file);
      if (there.exists() && !there.isFile() && !there.isDirectory()) { // a pipe would wait for ever
        throw FailureException.of(
            FailureReason.INVALID, name(file), "is a pipe or device, expected a regular file");
      }
    }
    FSDataInputStream in = open(file);
    try {
      byte[] head = new byte[2];
      boolean packed =
          in.read(0, head, 0, 2) == 2 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b;
      return packed ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      FailureException failure = failure(file, "read", e);
      try {
        in.close();
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /**
   * Creates or replaces a file; makes its folders. On a local disk links are followed, devices and
   * pipes are written into, and a new file has the permissions that the umask of the process
   * leaves.
   *
   * @throws FailureException IO when the file system refuses
   */
  public FSDataOutputStream create(Path file) {
    try {
      FileSystem system = fileSystem(file);
      OutputStream out = isPlainDisk(system) ? createLocally(file) : system.create(file, true);
      return new FSDataOutputStream(new CheckedOutput(out), null);
    } catch (IOException e) {
      throw failure(file, "create", e);
    }
  }

  /**
   * Whether this is the local disk itself, which is written without Hadoop: Hadoop gives every new
   * file the permissions of its own setting, whatever the umask of the process, by a command of its
   * own for each file.
   */
  private static boolean isPlainDisk(FileSystem system) {
    return system.getClass() == RawLocalFileSystem.class;
  }

  private static java.nio.file.Path local(FileSystem system, Path path) {
    return ((RawLocalFileSystem) system).pathToFile(path).toPath();
  }

  // Spark counts what tasks write by these statistics; there is no other way to them.
  @SuppressWarnings("deprecation")
  private OutputStream createLocally(Path file) throws IOException {
    java.nio.file.Path place = local(fileSystem(file), file);
    if (place.getParent() != null) {
      makeLocally(place.getParent());
    }
    return new FSDataOutputStream(
        new BufferedOutputStream(Files.newOutputStream(place)),
        FileSystem.getStatistics("file", RawLocalFileSystem.class));
  }

  private static void makeLocally(java.nio.file.Path folder) throws IOException {
    if (!Files.isDirectory(folder)) { // also when it is a link to one
      Files.createDirectories(folder);
    }
  }

  /** Makes a folder and those above it. */
  public void makeFolders(Path folder) {
    try {
      FileSystem system = fileSystem(folder);
      if (isPlainDisk(system)) {
        makeLocally(local(system, folder));
      } else if (!system.mkdirs(folder)) {
        throw FailureException.of(FailureReason.IO, name(folder), "the folder could not be made");
      }
    } catch (IOException e) {
      throw failure(folder, "make", e);
    }
  }

  /** Moves a file or folder to a name that must be free, at once where the file system can. */
  public void rename(Path from, Path to) {
    try {
      FileSystem system = fileSystem(from);
      if (system.exists(to)) {
        throw FailureException.of(
            FailureReason.IO, name(to), "is already there, expected a free name");
      }
      if (!system.rename(from, to)) {
        throw FailureException.of(
            FailureReason.IO, name(from), "could not be renamed to " + name(to));
      }
    } catch (IOException e) {
      throw failure(from, "rename", e);
    }
  }

  /**
   * Where a file stands that shall be replaced when its successor is whole: on a local disk the
   * place that a link leads to, so that the link stays.
   *
   * @throws FailureException INVALID for a device, a pipe or a folder, which no file can replace
   */
  public Path replaceable(Path file) {
    if (!(fileSystem(file) instanceof RawLocalFileSystem local)) {
      if (isFolder(file)) {
        throw FailureException.of(
            FailureReason.INVALID, name(file), "is a folder, expected a file to write");
      }
      return file;
    }
    try {
      java.nio.file.Path here = local.pathToFile(file).toPath();
      java.nio.file.Path place = LocalOutput.followed(here);
      LocalOutput.requireReplaceable(place);
      return place.equals(here.toAbsolutePath()) ? file : new Path(place.toUri());
    } catch (IOException e) {
      throw failure(file, "look at", e);
    }
  }

  /**
   * Moves a file over another one, if there is one, in one step where the file system can (local
   * disks, HDFS): whoever looks finds the old file or the new one. On a local disk the new one gets
   * the permissions of the old one.
   */
  public void replace(Path from, Path to) {
    try {
      FileSystem system = fileSystem(from);
      if (system instanceof RawLocalFileSystem) {
        LocalOutput.replace(local(system, from), local(system, to));
      } else {
        FileContext.getFileContext(system.getUri(), configuration)
            .rename(system.makeQualified(from), system.makeQualified(to), Options.Rename.OVERWRITE);
      }
    } catch (IOException e) {
      throw failure(from, "rename", e);
    }
  }

  /** Deletes a file, or a folder and what is in it; nothing when it is not there. */
  public void delete(Path path) {
    try {
      FileSystem system = fileSystem(path);
      if (!system.delete(path, true) && system.exists(path)) {
        throw FailureException.of(FailureReason.IO, name(path), "could not be deleted");
      }
    } catch (IOException e) {
      throw failure(path, "delete", e);
    }
  }

  /**
   * An I/O error as a failure that names the file: MISSING when it is not there, MALFORMED when it
   * ends too soon or cannot be unpacked, else IO.
   */
  public static FailureException failure(Path path, String verb, IOException e) {
    if (e instanceof FileNotFoundException || e instanceof java.nio.file.NoSuchFileException) {
      return new FailureException(
          new Failure(FailureReason.MISSING, name(path), "there is no such file or folder"), e);
    }
    if (e instanceof EOFException || e instanceof ZipException) {
      return new FailureException(
          new Failure(FailureReason.MALFORMED, name(path), "is cut off or damaged: " + text(e)), e);
    }
    return new FailureException(
        new Failure(FailureReason.IO, name(path), "could not " + verb + ": " + text(e)), e);
  }

  /** As {@link #failure(Path, String, IOException)} for errors that came through a lambda. */
  public static FailureException failure(Path path, String verb, UncheckedIOException e) {
    return failure(path, verb, e.getCause());
  }

  private static String text(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied: " + e.getMessage();
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file already: " + e.getMessage();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
