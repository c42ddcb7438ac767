package org.crosswind.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a file of a run from a task: first under a hidden name of its own, then renamed. A retry
 * or a speculative twin writes the same bytes, so whoever comes second finds the file there and
 * throws its own away; a task that is killed leaves a hidden attempt that publishing removes.
 */
public final class PartFile {
  private static final String ATTEMPT = ".attempt-";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=-]{0,200}");

  private PartFile() {}

  /** The name of a task's part, for example {@code part-00003.parquet}. */
  public static String name(int molecule, String extension) {
    return String.format(Locale.ROOT, "part-%05d.%s", molecule, extension);
  }

  /**
   * Writes one file.
   *
   * @param conf Hadoop's configuration
   * @param folder an existing folder of the run; if it is gone, the run has ended without this task
   * @param name a plain name, the same at every attempt
   * @param body writes the bytes
   * @return the size of the file in bytes
   * @throws IOException when the file system refuses, or the folder is gone
   */
  public static long write(Configuration conf, Path folder, String name, Body body)
      throws IOException {
    RunStorage storage = new RunStorage(conf, folder);
    return write(storage, folder, name, body);
  }

  static long write(RunStorage storage, Path folder, String name, Body body) throws IOException {
    // Creating a file makes its folders; a task that outlives its run must not bring them back.
    if (!storage.exists(folder)) {
      throw new FileNotFoundException(folder + " is gone: its run is over");
    }
    Path target = new Path(folder, checkedName(name));
    Path attempt = new Path(folder, "." + name + ATTEMPT + UUID.randomUUID());
    boolean moved = false;
    try {
      body.writeTo(storage.fileSystem(), attempt);
      PartLedger.note(storage.fileSystem(), attempt, target);
      if (PartLedger.isReplacing()) {
        storage.replace(attempt, target);
      } else {
        storage.move(attempt, target);
      }
      moved = true;
    } catch (FileAlreadyExistsException e) {
      if (!storage.exists(target)) {
        throw e; // of the body's own making
      }
    } finally {
      if (!moved) {
        storage.delete(attempt);
      }
    }
    return storage.fileSystem().getFileStatus(target).getLen();
  }

  /**
   * Opens the file that a body is to write, with the permissions that the umask of the process
   * leaves on a local disk.
   *
   * @throws IOException when the file system refuses
   */
  public static OutputStream create(FileSystem fs, Path attempt) throws IOException {
    return RunStorage.newFile(fs, attempt);
  }

  static boolean isAttempt(String name) {
    return name.startsWith(".") && name.contains(ATTEMPT);
  }

  static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no plain file name");
    }
    return name;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Body {
    /**
     * Creates the file and closes it.
     *
     * @param fs the file system, which makes no checksum files on a local disk
     * @param file the path to create
     */
    void writeTo(FileSystem fs, Path file) throws IOException;
  }
}
