package org.crosswind.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * All files that a run reads, so that it can be told, before its tables are published and before it
 * is resumed, whether one of them is no longer what it was. Where {@link Fingerprint} says for a
 * reader of the manifest what was read, this says which single file has changed.
 */
public final class InputFiles {
  private static final int BUFFER = 1 << 16;

  private final SortedMap<String, InputFile> files;

  private InputFiles(SortedMap<String, InputFile> files) {
    this.files = Collections.unmodifiableSortedMap(files);
  }

  static InputFiles of(Collection<InputFile> files) {
    SortedMap<String, InputFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    return new InputFiles(byPath);
  }

  /** No file at all: for a run whose input is in its configuration. */
  public static InputFiles none() {
    return new InputFiles(new TreeMap<>());
  }

  /** Collects files. A path may be named twice; a folder stands for all visible files below it. */
  public static final class Builder {
    private final SortedMap<String, InputFile> files = new TreeMap<>();
    private final Map<Path, Map<String, FileStatus>> folders = new HashMap<>();

    /** Starts with none. */
    public Builder() {}

    /**
     * Adds a small input, recognised by its content.
     *
     * @throws IOException when it cannot be read
     */
    public Builder content(FileSystem fs, String role, Path path) throws IOException {
      for (FileStatus file : Fingerprint.files(fs, path)) {
        add(role, file, sha256(fs, file.getPath()));
      }
      return this;
    }

    /**
     * Adds an input that is too big to be read twice, recognised by size and time.
     *
     * @throws IOException when it cannot be looked at
     */
    public Builder listing(FileSystem fs, String role, Path path) throws IOException {
      for (FileStatus file : Fingerprint.files(fs, path)) {
        add(role, file, null);
      }
      return this;
    }

    /**
     * Adds many files that are recognised by size and time; what is not there is left out, since a
     * run reports it by itself. A folder of which several files are wanted is listed once.
     *
     * @param systems gives the file system of a path
     * @throws IOException when a folder cannot be looked at
     */
    public Builder listings(Function<Path, FileSystem> systems, String role, Collection<Path> paths)
        throws IOException {
      Map<Path, Integer> wanted = new HashMap<>();
      paths.forEach(path -> wanted.merge(folderOf(path), 1, Integer::sum));
      for (Path path : paths) {
        FileSystem fs = systems.apply(path);
        FileStatus status = wanted.get(folderOf(path)) > 2 ? listed(fs, path) : null;
        try {
          if (status == null) {
            status = fs.getFileStatus(path);
          }
          if (status.isDirectory()) {
            listing(fs, role, path);
          } else {
            add(role, status, null);
          }
        } catch (FileNotFoundException e) {
          continue;
        }
      }
      return this;
    }

    private FileStatus listed(FileSystem fs, Path path) throws IOException {
      Map<String, FileStatus> folder = folders.get(folderOf(path));
      if (folder == null) {
        folder = new HashMap<>();
        try {
          for (FileStatus status : fs.listStatus(folderOf(path))) {
            folder.put(status.getPath().getName(), status);
          }
        } catch (FileNotFoundException e) {
          folder.clear();
        }
        folders.put(folderOf(path), folder);
      }
      return folder.get(path.getName());
    }

    private static Path folderOf(Path path) {
      return path.getParent() == null ? new Path(".") : path.getParent();
    }

    private void add(String role, FileStatus file, String sha256) {
      String path = file.getPath().toString();
      InputFile known = files.get(path);
      if (known == null || known.sha256() == null) {
        files.put(
            path, new InputFile(role, path, file.getLen(), file.getModificationTime(), sha256));
      }
    }

    /** All of them. */
    public InputFiles build() {
      return new InputFiles(new TreeMap<>(files));
    }
  }

  /** How many. */
  public int size() {
    return files.size();
  }

  List<InputFile> list() {
    return new ArrayList<>(files.values());
  }

  /**
   * Makes sure that nothing has changed.
   *
   * @param later the same files, looked at again
   * @param consequence what the message ends with
   * @throws FailureException INVALID, at the first file that is gone, new, or another one
   */
  public void requireSame(InputFiles later, String consequence) {
    for (InputFile file : files.values()) {
      InputFile now = later.files.get(file.path());
      if (now == null) {
        throw changed(file.role(), file.path(), "is gone since the run read it", consequence);
      }
      if (!file.isSame(now)) {
        throw changed(
            file.role(),
            file.path(),
            "has changed since the run read it: it had "
                + text(file)
                + ", now it has "
                + text(now)
                + (file.bytes() == now.bytes() && file.sha256() != null ? ", other content" : ""),
            consequence);
      }
    }
    later.files.values().stream()
        .filter(file -> !files.containsKey(file.path()))
        .min(Comparator.comparing(InputFile::path))
        .ifPresent(
            file -> {
              throw changed(
                  file.role(), file.path(), "was not there when the run began", consequence);
            });
  }

  private static FailureException changed(
      String role, String path, String what, String consequence) {
    return FailureException.of(
        FailureReason.INVALID,
        Redaction.redacted(path),
        "this file of the " + role + " " + what + "; " + consequence);
  }

  private static String text(InputFile file) {
    return file.bytes() + " bytes of " + Times.text(Instant.ofEpochMilli(file.modified()));
  }

  private static String sha256(FileSystem fs, Path path) throws IOException {
    MessageDigest digest = Fingerprint.newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = fs.open(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
