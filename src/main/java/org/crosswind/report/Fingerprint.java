package org.crosswind.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Which input a run has read, so that a later reader can tell whether it is still the same.
 *
 * @param role what it was to the run: {@code book}, {@code curves}, {@code cubes}
 * @param path the full path with its scheme
 * @param files the number of files; 1 for a file
 * @param bytes their size together
 * @param modified the latest modification, ISO 8601 in UTC with milliseconds
 * @param sha256 hexadecimal digest: of the content with {@link #ofContent}; with {@link #ofListing}
 *     of a line {@code name TAB bytes TAB modification milliseconds} for each file in order of name
 * @param covers {@code content} or {@code listing}: what the digest is of
 */
public record Fingerprint(
    String role,
    String path,
    long files,
    long bytes,
    String modified,
    String sha256,
    String covers) {
  private static final int BUFFER = 1 << 16;

  /**
   * Reads a file, or the files below a folder in order of name, and digests the bytes. For tables.
   */
  public static Fingerprint ofContent(FileSystem fs, String role, Path path) throws IOException {
    MessageDigest digest = newDigest();
    List<FileStatus> files = files(fs, path);
    byte[] buffer = new byte[BUFFER];
    for (FileStatus file : files) {
      try (InputStream in = fs.open(file.getPath())) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      }
    }
    return of(fs, role, path, files, digest, "content");
  }

  /** Looks at names, sizes and times only. For cubes and streams, too big to be read twice. */
  public static Fingerprint ofListing(FileSystem fs, String role, Path path) throws IOException {
    MessageDigest digest = newDigest();
    List<FileStatus> files = files(fs, path);
    for (FileStatus file : files) {
      String line =
          file.getPath().getName()
              + '\t'
              + file.getLen()
              + '\t'
              + file.getModificationTime()
              + '\n';
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return of(fs, role, path, files, digest, "listing");
  }

  private static Fingerprint of(
      FileSystem fs,
      String role,
      Path path,
      List<FileStatus> files,
      MessageDigest digest,
      String covers) {
    long bytes = 0;
    long modified = 0;
    for (FileStatus file : files) {
      bytes += file.getLen();
      modified = Math.max(modified, file.getModificationTime());
    }
    return new Fingerprint(
        role,
        Redaction.redacted(fs.makeQualified(path).toString()),
        files.size(),
        bytes,
        Times.text(Instant.ofEpochMilli(modified)),
        HexFormat.of().formatHex(digest.digest()),
        covers);
  }

  /** The file itself or all visible files below a folder, in order of path. */
  static List<FileStatus> files(FileSystem fs, Path path) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    FileStatus status = fs.getFileStatus(path);
    if (status.isFile()) {
      return List.of(status);
    }
    String root = status.getPath().toUri().getPath();
    for (RemoteIterator<LocatedFileStatus> all = fs.listFiles(path, true); all.hasNext(); ) {
      LocatedFileStatus file = all.next();
      String below = file.getPath().toUri().getPath().substring(root.length());
      if (!below.contains("/.") && !below.contains("/_")) {
        files.add(file);
      }
    }
    files.sort(Comparator.comparing(file -> file.getPath().toString()));
    return files;
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
