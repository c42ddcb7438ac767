package org.crosswind.format.file;

import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
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

  /** Creates or replaces a file; makes its folders. */
  public FSDataOutputStream create(Path file) {
    try {
      return new FSDataOutputStream(new CheckedOutput(fileSystem(file).create(file, true)), null);
    } catch (IOException e) {
      throw failure(file, "create", e);
    }
  }

  /** Makes a folder and those above it. */
  public void makeFolders(Path folder) {
    try {
      if (!fileSystem(folder).mkdirs(folder)) {
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
   * Moves a file over another one, if there is one, in one step where the file system can (local
   * disks, HDFS): whoever looks finds the old file or the new one.
   */
  public void replace(Path from, Path to) {
    try {
      FileSystem system = fileSystem(from);
      if (system instanceof RawLocalFileSystem local) {
        Files.move(
            local.pathToFile(from).toPath(),
            local.pathToFile(to).toPath(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
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
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
