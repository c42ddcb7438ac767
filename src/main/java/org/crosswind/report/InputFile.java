package org.crosswind.report;

/**
 * One file that a run reads, as it was when the run began.
 *
 * @param role what it is to the run: {@code book}, {@code curves}, {@code cubes}
 * @param path the full path with its scheme
 * @param bytes its size
 * @param modified its modification time, milliseconds since 1970
 * @param sha256 hexadecimal digest of its content; null for a file too big to be read twice, which
 *     is recognised by size and time
 */
public record InputFile(String role, String path, long bytes, long modified, String sha256) {
  /** Whether another look at the same path has found the same content, as far as can be told. */
  boolean isSame(InputFile later) {
    return bytes == later.bytes
        && (sha256 == null || later.sha256 == null
            ? modified == later.modified
            : sha256.equals(later.sha256));
  }
}
